/** A user's own chat on a network that must be begun by the person (Telegram): for invitations sent to oneself. */
import { copiedCode } from './copied-code.ts';
import { type User, UserModel } from './user.model.ts';

/** Nobody's personal link begins so: those have ten letters without a dash. */
const prefix = 'KANTOR-';
const newCode = () => prefix + copiedCode(10);

/** The start code that ties a chat to a user; the same one until it has been used. */
export async function chatCodeOf(email: string): Promise<string> {
  await UserModel.updateOne({ _id: email, chatCode: { $exists: false } }, { $set: { chatCode: newCode() } });
  const user = await UserModel.findById(email, { chatCode: 1 }).lean<Pick<User, 'chatCode'>>();
  if (!user?.chatCode) throw new Error('There is no such user.');
  return user.chatCode;
}

/**
 * Ties the chat in which a user's code was pressed; the same code again, in another chat, ties nothing.
 * @returns the user, or null when no such code was given out
 */
export async function tieOfficeChat(code: string, address: string): Promise<User | null> {
  if (!code.toUpperCase().startsWith(prefix)) return null;
  const own = { chatCode: code.toUpperCase(), chats: { $in: [address] } };
  const fresh = { chatCode: code.toUpperCase(), 'chats.0': { $exists: false } };
  return (
    (await UserModel.findOneAndUpdate(
      fresh,
      { $set: { chats: [address] } },
      { returnDocument: 'after' },
    ).lean()) ?? UserModel.findOne(own).lean()
  );
}

/** Lets go of a user's chat; the next one needs a new code. */
export async function untieOfficeChat(email: string): Promise<void> {
  await UserModel.updateOne({ _id: email }, { $unset: { chats: 1, chatCode: 1 } });
}
