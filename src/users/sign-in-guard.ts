/**
 * Slows guessing down without letting anybody lock somebody else out. Each failed try lengthens the wait for the next
 * one: most for one account from one address, less for all tries of an address, least for all tries at an account,
 * where the owner would be hit too. A device from which the owner has signed in before is counted by itself alone.
 */
import { createHash } from 'node:crypto';
import { isDuplicate } from '../storage/mongodb.ts';
import { type SignInTries, SignInTriesModel } from './sign-in-guard.model.ts';

/** Who tries. */
export interface Try {
  email: string;
  /** The network address it comes from. */
  address: string;
  /** The mark of a device from which this user has signed in before. */
  device: string | null;
}

/** Tries without a wait, and the longest wait. */
interface Rule {
  free: number;
  longestMs: number;
}

const minuteMs = 60 * 1000;
const rules = {
  /** OWASP's advice for log-in throttling: a few tries, then waits that double. */
  pair: { free: 4, longestMs: 15 * minuteMs },
  device: { free: 4, longestMs: 15 * minuteMs },
  code: { free: 4, longestMs: 15 * minuteMs },
  /** A whole office may share one address. */
  address: { free: 20, longestMs: 15 * minuteMs },
  /** Whoever sends tries without end can make the owner wait a minute on a new device, and never longer. */
  account: { free: 20, longestMs: minuteMs },
} as const satisfies Record<string, Rule>;
type Kind = keyof typeof rules;
const longestWaitMs = Math.max(...Object.values(rules).map(({ longestMs }) => longestMs));

/** A day without failures, and all is forgotten. */
const rememberedMs = 24 * 60 * minuteMs;
/** Writers of one counter at the same moment; who loses so often waits a second. */
const races = 10;

/** The counters that a try at a password falls under. */
function passwordKeys({ email, address, device }: Try): [Kind, string][] {
  const account = email.trim().toLowerCase();
  if (device) return [['device', `${account} ${device}`]];
  return [
    ['pair', `${account} ${address}`],
    ['address', address],
    ['account', account],
  ];
}

/** A longer one than there can be was begun by a clock that has been set back since. */
function waitOf({ until }: SignInTries, now: Date): number {
  const wait = until.getTime() - now.getTime();
  return wait > longestWaitMs ? 0 : Math.max(0, wait);
}

const idOf = (kind: Kind, key: string) =>
  createHash('sha256').update(`${kind} ${key}`).digest('base64url').slice(0, 32);

/**
 * Takes a try: call it before the password is looked at, so that many at once count as many.
 * @returns how long to wait, in ms; 0 when it may go on, and has been counted as a failure until {@link succeeded}
 */
export async function takeTry(who: Try, now: Date): Promise<number> {
  return takeAll(passwordKeys(who), now);
}

/** The same for the code of a second factor. */
export async function takeCodeTry(email: string, now: Date): Promise<number> {
  return takeAll([['code', email]], now);
}

async function takeAll(keys: [Kind, string][], now: Date): Promise<number> {
  const ids = keys.map(([kind, key]) => idOf(kind, key));
  const standing = await SignInTriesModel.find({ _id: { $in: ids } }).lean();
  const longest = Math.max(0, ...standing.map((tries) => waitOf(tries, now)));
  if (longest > 0) return longest;
  const taken = await Promise.all(keys.map(([kind, key]) => take(kind, idOf(kind, key), now)));
  return Math.max(...taken);
}

async function take(kind: Kind, _id: string, now: Date): Promise<number> {
  for (let race = 0; race < races; race += 1) {
    const before = await SignInTriesModel.findById(_id).lean();
    const wait = before ? waitOf(before, now) : 0;
    if (wait > 0) return wait;
    if (await write(_id, before, afterFailure(rules[kind], before, now))) return 0;
  }
  return 1_000;
}

function afterFailure({ free, longestMs }: Rule, before: SignInTries | null, now: Date) {
  const failures = before && before.expiresAt > now ? before.failures + 1 : 1;
  const wait = failures < free ? 0 : Math.min(longestMs, 1_000 * 2 ** (failures - free));
  return {
    failures,
    until: new Date(now.getTime() + wait),
    expiresAt: new Date(now.getTime() + rememberedMs),
  };
}

async function write(
  _id: string,
  before: SignInTries | null,
  next: Omit<SignInTries, '_id'>,
): Promise<boolean> {
  if (before) {
    const { failures, until } = before;
    return (await SignInTriesModel.updateOne({ _id, failures, until }, { $set: next })).modifiedCount === 1;
  }
  try {
    await SignInTriesModel.create({ _id, ...next });
    return true;
  } catch (error) {
    if (isDuplicate(error, '_id_')) return false;
    throw error;
  }
}

/** The password was right: the tries at this account from here are forgotten; those of the address stay. */
export async function succeeded(who: Try): Promise<void> {
  const own = passwordKeys(who).filter(([kind]) => kind !== 'address');
  await SignInTriesModel.deleteMany({ _id: { $in: own.map(([kind, key]) => idOf(kind, key)) } });
  if (!who.device)
    await SignInTriesModel.updateOne({ _id: idOf('address', who.address) }, { $inc: { failures: -1 } });
}

/** The code was right. */
export async function codeSucceeded(email: string): Promise<void> {
  await SignInTriesModel.deleteOne({ _id: idOf('code', email) });
}
