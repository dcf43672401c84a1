/** The right of erasure (UU 27/2022, arts. 8 and 44): within 3 x 24 hours, here within a minute of the farewell. */
import { ImportModel } from '../../rembuk/import/import.model.ts';
import { InvitationModel } from '../../rembuk/invitation.model.ts';
import { type Participant, ParticipantModel } from '../../rembuk/participant.model.ts';
import { phoneOfAddress, whatsappAddress } from '../../rembuk/phone.ts';
import { ReminderModel } from '../../rembuk/reminder.model.ts';
import { TrialModel } from '../../rembuk/trial.model.ts';
import { UserModel } from '../../users/user.model.ts';
import { ConversationModel } from '../conversation.model.ts';
import type { House } from '../house.ts';
import { MessageModel } from '../message.model.ts';
import { forgetWhatsAppPerson } from '../whatsapp-person.model.ts';
import { eraseFromProposals } from './erase-proposals.ts';
import { suppress } from './suppressed.ts';

const hourMs = 60 * 60 * 1000;
/** The farewell is sent first; an hour of a network that is away is enough of waiting for it. */
const farewellMs = hourMs;

/** Notes that somebody wants to be erased; it is carried out by {@link eraseDue}, whatever happens to this process. */
export async function requestErasure(participant: string, at: Date): Promise<boolean> {
  const { matchedCount } = await ParticipantModel.updateOne(
    { _id: participant },
    { $set: { eraseAt: at, optedOutAt: at } },
  );
  return matchedCount === 1;
}

/**
 * Erases everybody who asked for it and has been told. May be done by several processes at once, and after a crash in
 * the middle: each step does what is left, and the person's own document goes last.
 * @returns how many were erased
 */
export async function eraseDue(house: House): Promise<number> {
  let erased = 0;
  for (const person of await ParticipantModel.find({ eraseAt: { $exists: true } }).lean()) {
    const waits = await ConversationModel.exists({
      _id: person._id,
      outbox: { $elemMatch: { failed: { $exists: false } } },
    });
    const asked = person.eraseAt?.getTime() ?? 0;
    if (waits && house.now().getTime() - asked < farewellMs) continue;
    await erase(person, house);
    erased += 1;
  }
  if (erased > 0) house.log.info({ erased }, 'Personal data was erased as asked for');
  return erased;
}

/** Erases a person from everything; `privacy/collections.ts` says what of each collection. */
export async function erase(person: Participant, house: House): Promise<void> {
  const { _id, phone } = person;
  const own = person.addresses ?? [];
  const addresses = [...new Set(phone ? [...own, whatsappAddress(phone)] : own)];
  await suppress(addresses, house.privacyKey, house.now());
  await eraseFromProposals(person, house.mediaDir, house.now());
  await MessageModel.deleteMany({ $or: [{ address: { $in: own } }, { alias: { $in: own } }] });
  await Promise.all([
    InvitationModel.updateMany({ participant: _id }, { $unset: { address: 1, messageId: 1 } }),
    ReminderModel.updateMany({ participant: _id }, { $set: { address: 'erased' }, $unset: { messageId: 1 } }),
    TrialModel.deleteMany({ address: { $in: own } }),
    UserModel.updateMany({ chats: { $in: own } }, { $unset: { chats: 1, chatCode: 1 } }),
  ]);
  await forgetLists(person);
  for (const number of [phone, ...own.map(phoneOfAddress)])
    if (number) await forgetWhatsAppPerson(number.replace('+', ''));
  await ConversationModel.deleteOne({ _id });
  await ParticipantModel.deleteOne({ _id });
}

/** Lists that nobody has confirmed yet, if they name the person: whoever brought one can bring it again without. */
async function forgetLists({ name, phone }: Participant): Promise<void> {
  // A number by its last digits, however the list groups them.
  const digits = phone?.replace(/^\+62|\D/g, '');
  const names = (cell: string) =>
    (name.trim().length > 2 && cell.trim().toLowerCase() === name.trim().toLowerCase()) ||
    (digits !== undefined && cell.replaceAll(/\D/g, '').endsWith(digits));
  for (const { _id, sheet } of await ImportModel.find({ state: { $ne: 'done' } }).lean())
    if (sheet?.rows.some(({ cells }) => cells.some((cell) => names(String(cell)))))
      await ImportModel.deleteOne({ _id });
}
