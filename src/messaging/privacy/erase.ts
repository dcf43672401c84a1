/** The right of erasure (UU 27/2022, arts. 8 and 44): within 3 x 24 hours, here within a minute of the farewell. */

import { forgetWhatsAppPerson } from '../../channels/whatsapp/person.model.ts';
import { InvitationModel } from '../../outreach/model/invitation.model.ts';
import { eraseNotices } from '../../outreach/model/notices.ts';
import { ReminderModel } from '../../outreach/model/reminder.model.ts';
import { TrialModel } from '../../outreach/model/trial.model.ts';
import { ImportModel } from '../../people/import/import.model.ts';
import { type Participant, type ParticipantId, ParticipantModel } from '../../people/participant.model.ts';
import { phoneOfAddress, whatsappAddress } from '../../people/phone.ts';
import { suppress } from '../../people/suppressed.ts';
import { LookupMissesModel } from '../../proposals/lookup-misses.model.ts';
import { ConversationModel } from '../../talks/conversation.model.ts';
import { MessageModel } from '../../talks/message.model.ts';
import { ThreadModel } from '../../threads/thread.model.ts';
import { UserModel } from '../../users/user.model.ts';
import type { Runtime } from '../runtime.ts';
import { eraseVoices } from '../voices/remove-voices.ts';
import { eraseFromProposals } from './erase-proposals.ts';

const hourMs = 60 * 60 * 1000;
/** The farewell is sent first; an hour of a network that is away is enough of waiting for it. */
const farewellMs = hourMs;

/** Notes that somebody wants to be erased; it is carried out by {@link eraseDue}, whatever happens to this process. */
export async function requestErasure(participantId: ParticipantId, at: Date): Promise<boolean> {
  const { matchedCount } = await ParticipantModel.updateOne(
    { _id: participantId },
    { $set: { eraseAt: at, optedOutAt: at } },
  );
  return matchedCount === 1;
}

/**
 * Erases everybody who asked for it and has been told. May be done by several processes at once, and after a crash in
 * the middle: each step does what is left, and the person's own document goes last.
 * @returns how many were erased
 */
export async function eraseDue(runtime: Runtime): Promise<number> {
  let erased = 0;
  for (const person of await ParticipantModel.find({ eraseAt: { $exists: true } }).lean()) {
    const waits = await ConversationModel.exists({
      _id: person._id,
      outbox: { $elemMatch: { failed: { $exists: false } } },
    });
    const asked = person.eraseAt?.getTime() ?? 0;
    if (waits && runtime.now().getTime() - asked < farewellMs) continue;
    await erase(person, runtime);
    erased += 1;
  }
  if (erased > 0) runtime.log.info({ erased }, 'Personal data was erased as asked for');
  return erased;
}

/** Erases a person from everything; `messaging/privacy/collections.ts` says what of each collection. */
export async function erase(person: Participant, runtime: Runtime): Promise<void> {
  const { _id, phone } = person;
  const own = person.addresses ?? [];
  const addresses = [...new Set(phone ? [...own, whatsappAddress(phone)] : own)];
  await suppress(addresses, runtime.privacyKey, runtime.now());
  await eraseFromProposals(person, runtime.mediaDir, runtime.now());
  // After their words have become the proposals'.
  await eraseVoices(_id, runtime.mediaDir);
  await MessageModel.deleteMany({ $or: [{ address: { $in: own } }, { alias: { $in: own } }] });
  await Promise.all([
    InvitationModel.updateMany({ participant: _id }, { $unset: { address: 1, messageId: 1 } }),
    ReminderModel.updateMany({ participant: _id }, { $set: { address: 'erased' }, $unset: { messageId: 1 } }),
    eraseNotices(_id),
    ThreadModel.deleteMany({ participant: _id }),
    LookupMissesModel.deleteMany({ _id: { $in: own } }),
    TrialModel.deleteMany({ address: { $in: own } }),
    UserModel.updateMany({ chats: { $in: own } }, { $unset: { chats: 1, chatCode: 1 } }),
  ]);
  await forgetLists(person);
  for (const number of [phone, ...own.map(phoneOfAddress)])
    if (number) await forgetWhatsAppPerson(number.replace('+', ''));
  await ConversationModel.deleteOne({ _id });
  runtime.heldTalks.letGo(_id);
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
