import type { Locale } from '../texts/locales.ts';
import { wholeDistrict } from '../users/scope.ts';
import { createDirectory, type Directory, type Member } from './import/directory.ts';
import { settleAddresses } from './import/plan-addresses.ts';
import { ChangedMeanwhileError, writeMembers } from './import/write.ts';
import { type Participant, ParticipantModel } from './participant.model.ts';
import { newParticipant } from './participants.ts';

const tries = 5;

/**
 * Corrects what is known of somebody; the WhatsApp address follows the phone by the same rules as in an import.
 * @param fields a `phone` of null takes it away
 * @returns false when there is no such person
 */
export function correctPerson(
  id: string,
  fields: { name: string; phone: string | null; locale: Locale },
): Promise<boolean> {
  return change(id, (member, directory) => {
    const { name, phone, locale } = fields;
    const drop: (keyof Participant)[] = phone === null ? ['phone'] : [];
    // "Bukan saya" was said of the old number.
    if (phone !== (member.after.phone ?? null)) drop.push('wrongPersonAt');
    directory.change(member, { name, locale, ...(phone ? { phone } : {}) }, drop);
    member.line = 0;
    return true;
  });
}

/**
 * Puts somebody new into a person's seat. The former holder is kept with the date; proposals and quota stay with
 * the seat. @returns false when there is no such person, or they have left already
 */
export function replacePerson(
  id: string,
  next: { name: string; phone: string | null },
  now: Date,
): Promise<boolean> {
  return change(id, (member, directory) => {
    const { after } = member;
    if (after.leftAt) return false;
    const { office, rt, village, kecamatan } = after;
    const seat = { office, rt, village, kecamatan };
    const told = Object.fromEntries(Object.entries(seat).filter(([, value]) => value !== undefined));
    const successor = {
      ...newParticipant(now),
      ...told,
      name: next.name,
      ...(next.phone ? { phone: next.phone } : {}),
    };
    directory.add(successor, 0);
    directory.change(member, { leftAt: now, successor: successor._id });
    return true;
  });
}

async function change(id: string, work: (member: Member, directory: Directory) => boolean): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    const directory = createDirectory(await ParticipantModel.find().sort({ createdAt: 1, _id: 1 }).lean());
    const member = directory.members.find((one) => one.before?._id === id);
    if (!member || !work(member, directory)) return false;
    settleAddresses(directory, wholeDistrict);
    try {
      await writeMembers(directory.members, () => {});
      return true;
    } catch (error) {
      if (!(error instanceof ChangedMeanwhileError) || attempt === tries) throw error;
    }
  }
}
