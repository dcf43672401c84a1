import { isDuplicate, whileRaced } from '../storage/mongodb.ts';
import { type Audience, everybody } from './audience.ts';
import { type DecentHours, decentHours, nextDecent } from './quiet-hours.ts';
import { type InvitationMessage, type Round, RoundModel } from './round.model.ts';
import { type RoundKnowledge, type RoundSettings, readNewRound, readRoundSettings } from './settings.ts';

/** Quota and answer time of a round where staff have said nothing else: three proposals an RT, five days. */
export const roundDefaults = { flow: 'usulan', quota: 3, answerDays: 5 } as const;

/** The index that lets one round be open at a time. */
const oneOpen = 'status_1';

/** A second round was to be opened while one is open. */
export class RoundOpenError extends Error {
  constructor() {
    super('Another rembuk is still open; close it first.');
    this.name = 'RoundOpenError';
  }
}

/**
 * Opens the round of a year; opening the same one again changes nothing.
 * @param settings as `readRoundSettings` has read them
 * @throws RoundOpenError
 */
export async function openRound(year: number, now: Date, settings: RoundSettings = {}): Promise<Round> {
  const { set } = fieldsOf(settings, null);
  const round = { ...roundDefaults, ...set, year, status: 'open' as const, openedAt: now };
  const open = () =>
    RoundModel.findOneAndUpdate(
      { _id: String(year) },
      { $setOnInsert: round },
      { upsert: true, returnDocument: 'after' },
    ).lean();
  try {
    return await whileRaced('_id_', open);
  } catch (error) {
    if (isDuplicate(error, oneOpen)) throw new RoundOpenError();
    throw error;
  }
}

/** There is a round of that year. */
export class RoundTakenError extends Error {
  constructor() {
    super('There is a rembuk of that year already.');
    this.name = 'RoundTakenError';
  }
}

/**
 * Opens the round of a year that has none yet.
 * @param input read by `readNewRound`
 * @throws RoundSettingsError | RoundTakenError | RoundOpenError
 */
export async function openNewRound(input: unknown, known: RoundKnowledge, now: Date): Promise<Round> {
  const { year, ...settings } = readNewRound(input, known);
  if (await findRound(String(year))) throw new RoundTakenError();
  return openRound(year, now, settings);
}

/** The round people write for now, if one is open. */
export async function currentRound(): Promise<Round | null> {
  return RoundModel.findOne({ status: 'open' }).lean();
}

/** Ends a round: nobody can send a proposal to it any more. */
export async function closeRound(id: string): Promise<void> {
  await RoundModel.updateOne({ _id: id }, { $set: { status: 'closed' } });
}

/** Takes a close back. @returns false when it is not closed. @throws RoundOpenError while another is open */
export async function reopenRound(id: string): Promise<boolean> {
  const closed = { _id: id, status: 'closed' as const };
  const { modifiedCount } = await RoundModel.updateOne(closed, { $set: { status: 'open' } }).catch(
    (error: unknown) => {
      if (isDuplicate(error, oneOpen)) throw new RoundOpenError();
      throw error;
    },
  );
  return modifiedCount === 1;
}

/** Every round, the newest first. */
export async function listRounds(): Promise<Round[]> {
  return RoundModel.find().sort({ year: -1 }).limit(100).lean();
}

export async function findRound(id: string): Promise<Round | null> {
  return RoundModel.findById(id).lean();
}

/** What needs an open round was asked of one that is closed, perhaps only just. */
export class RoundClosedError extends Error {
  readonly round: string;
  constructor(round: string) {
    super(`There is no open round "${round}".`);
    this.name = 'RoundClosedError';
    this.round = round;
  }
}

/** Somebody else has changed the round since it was read. */
export class RoundChangedError extends Error {
  constructor() {
    super('The rembuk was changed meanwhile.');
    this.name = 'RoundChangedError';
  }
}

/**
 * Changes an open round. A sending that is planned already keeps what it was planned with.
 * @param input read by `readRoundSettings`
 * @param seen the revision that the change was made from; by default whatever stands
 * @throws RoundSettingsError with all that is wrong
 * @throws RoundChangedError when it is another one by now
 * @throws RoundClosedError when there is no such open round
 */
export async function setRound(
  id: string,
  input: unknown,
  known: RoundKnowledge,
  seen?: number,
): Promise<Round> {
  const before = await RoundModel.findOne({ _id: id, status: 'open' }).lean();
  const { set, unset } = fieldsOf(readRoundSettings(input, known, before ?? {}), before);
  if (!before) throw new RoundClosedError(id);
  const standing = before.revision === undefined ? { $exists: false } : before.revision;
  const after =
    seen === undefined || seen === (before.revision ?? 0)
      ? await RoundModel.findOneAndUpdate(
          { _id: id, status: 'open', revision: standing },
          { $set: set, $inc: { revision: 1 }, ...(Object.keys(unset).length > 0 ? { $unset: unset } : {}) },
          { returnDocument: 'after' },
        ).lean()
      : null;
  if (!after) throw new RoundChangedError();
  return after;
}

/** Settings as they stand in the document: words together in `message`, nothing where something was taken away. */
function fieldsOf(settings: RoundSettings, before: Round | null) {
  const { texts = {}, place, time, letter, name, firstDay, lastDay, ...rest } = settings;
  const standing = before ? messageOf(before) : emptyMessage;
  const kept = letter === undefined ? standing.letter : letter;
  const message: InvitationMessage = {
    texts: withoutNull({ ...standing.texts, ...texts }),
    place: place ?? standing.place,
    time: time ?? standing.time,
    ...(kept ? { letter: kept } : {}),
  };
  const removable = { name, firstDay, lastDay };
  const taken = Object.entries(removable).filter(([, value]) => value === null);
  return {
    set: { ...rest, message, ...withoutNull(removable) },
    unset: Object.fromEntries(taken.map(([field]) => [field, 1])),
  };
}

/** What is neither null nor undefined. */
function withoutNull<K extends string>(
  values: Partial<Record<K, string | null | undefined>>,
): Partial<Record<K, string>> {
  const given = Object.entries(values).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(given) as Partial<Record<K, string>>;
}

/** What the round says; a round of before there were words has none. */
export function messageOf(round: Round): InvitationMessage {
  return { ...emptyMessage, ...round.message };
}

const emptyMessage: InvitationMessage = { texts: {}, place: '', time: '' };

/** Whom the round invites and when people may be written to, with the process's defaults. */
export function sendingPlan(round: Round): { audience: Audience; hours: DecentHours | null } {
  return {
    audience: round.audience ?? everybody,
    hours: round.hours === undefined ? decentHours : round.hours,
  };
}

/** How answers of a round are released: by another person than who drafted them, and to be recalled for ten minutes. */
export interface ReleaseTerms {
  releasedByOther: boolean;
  recallMinutes: number;
}

/** The terms of a round, with the defaults where staff have said nothing. */
export function releaseTerms({ releasedByOther = true, recallMinutes = 10 }: Round): ReleaseTerms {
  return { releasedByOther, recallMinutes };
}

/** Until when an answer that is released now may be recalled. */
export const heldUntil = ({ recallMinutes }: ReleaseTerms, now: Date): Date =>
  new Date(now.getTime() + recallMinutes * 60_000);

/**
 * From when on what was released is sent; null where that is at once.
 * @param held until when it may be recalled; nothing leaves before
 */
export function sendsFrom(round: Round, now: Date, timeZone: string, held = now): Date | null {
  const from = nextDecent(held > now ? held : now, sendingPlan(round).hours, timeZone);
  return from > now ? from : null;
}

/** Hours after the sent time at which the unfinished are reminded: three days, and a week. */
export const reminderHours = [72, 168];
