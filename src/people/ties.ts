/**
 * Which chats are whose. A personal link ties the first chat in which it is pressed; a further one waits for a yes from
 * a chat that is tied already, or from staff. Each tie and untie is kept with its time and channel.
 */
import { type Scope, within } from '../users/scope.ts';
import { newStartCode, type Participant, ParticipantModel, type Tie } from './participant.model.ts';

/** How many ties are kept of one person. */
const tiesKept = 50;
/** A wish that nobody has answered is over after this long. */
const wishMs = 3 * 24 * 3600_000;

/** What became of a pressed link. */
export interface Pressed {
  owner: Participant;
  /** `asked`: the link was used before, and the chats that are tied are asked. */
  outcome: 'tied' | 'asked';
  /** Whether anything has changed; a link pressed twice says nothing new. */
  news: boolean;
}

/** @returns null when no such code was given out, or it was renewed since */
export async function tieByStartCode(
  startCode: string,
  address: string,
  now = new Date(),
): Promise<Pressed | null> {
  const code = startCode.toUpperCase();
  const owner = await ParticipantModel.findOne({ startCode: code }).lean();
  if (!owner) return null;
  if (owner.addresses?.includes(address)) return { owner, outcome: 'tied', news: false };
  const tied = owner.startUsedAt ? null : await tie(owner._id, address, 'link', now, code);
  if (tied) return { owner: tied, outcome: 'tied', news: true };
  const news = owner.tieWish?.address !== address;
  await ParticipantModel.updateOne({ _id: owner._id }, { $set: { tieWish: { address, at: now } } });
  return { owner, outcome: 'asked', news };
}

/**
 * A chat belongs to one person: whoever held it before (a stranger's empty entry, an RT head who handed the phone on)
 * lets go of it.
 */
async function tie(
  id: string,
  address: string,
  how: Tie['how'],
  at: Date,
  startCode?: string,
): Promise<Participant | null> {
  await release(address, at);
  // A link is used up in the same step: one that was pressed when the service died can be pressed again.
  const unused = startCode ? { startCode, startUsedAt: { $exists: false } } : {};
  return ParticipantModel.findOneAndUpdate(
    { _id: id, ...unused },
    {
      ...(startCode ? { $set: { startUsedAt: at } } : {}),
      $addToSet: { addresses: address },
      $push: { ties: kept({ at, address, what: 'tied', how }) },
    },
    { returnDocument: 'after' },
  ).lean();
}

async function release(address: string, at: Date): Promise<void> {
  const holder = await ParticipantModel.findOne({ addresses: address }).lean();
  if (!holder) return;
  const rest = (holder.addresses ?? []).filter((other) => other !== address);
  await ParticipantModel.updateOne(
    { _id: holder._id, addresses: address },
    {
      ...(rest.length > 0 ? { $set: { addresses: rest } } : { $unset: { addresses: 1 } }),
      $push: { ties: kept({ at, address, what: 'untied', how: 'moved' }) },
    },
  );
}

const kept = (one: Tie) => ({ $each: [one], $slice: -tiesKept });

/** The chat that waits for a yes; null where none does. */
export function waitingChat({ tieWish }: Participant, now: Date): string | null {
  return tieWish && now.getTime() - tieWish.at.getTime() < wishMs ? tieWish.address : null;
}

/**
 * A yes or a no to the chat that waits, from a tied chat or from staff. Twice is once.
 * @returns the chat; null where none waits any more
 */
export async function answerWish(
  id: string,
  yes: boolean,
  how: 'permission' | 'staff',
  scope: Scope,
  now: Date,
): Promise<string | null> {
  const before = await ParticipantModel.findOneAndUpdate(
    { _id: id, tieWish: { $exists: true }, ...within(scope) },
    { $unset: { tieWish: 1 } },
  ).lean();
  const address = before && waitingChat(before, now);
  if (!address) return null;
  if (yes) await tie(id, address, how, now);
  return address;
}

/** Gives people new links; sheets that were printed before lead nowhere. @returns how many */
export async function renewStartCodes(ids: string[]): Promise<number> {
  for (const id of ids)
    await ParticipantModel.updateOne(
      { _id: id },
      { $set: { startCode: newStartCode() }, $unset: { startUsedAt: 1, tieWish: 1 } },
    );
  return ids.length;
}

/** People of an earlier version whose link has been pressed: their chats are of a network that needs it. */
export async function fillInUsedLinks(now: Date): Promise<void> {
  await ParticipantModel.updateMany(
    { addresses: /^telegram:/, ties: { $exists: false }, startUsedAt: { $exists: false } },
    { $set: { startUsedAt: now } },
  );
}
