/** The audit trail: who did what to whom, when and from where; only added to, each entry tied to the one before. */
import { userInfo } from 'node:os';
import { scrub } from '../log.ts';
import { type ListPage, readPage } from '../storage/list-page.ts';
import { whileRaced } from '../storage/mongodb.ts';
import type { Act } from './acts.ts';
import { type AuditEntry, AuditModel } from './audit.model.ts';
import { chainBegin, hashOf } from './chain.ts';

/** What is put on the trail. */
export interface Deed {
  /** E-mail address of the user, or `cli:` and the machine's user. */
  by: string;
  act: Act;
  /** To whom or what: an id of ours or a user's address. */
  subject?: string | undefined;
  /** The address the request came from. */
  from?: string | undefined;
  /** Further facts in a few words; phone numbers and secrets are hidden. */
  details?: Record<string, string | number>;
}

/** Who acts where a command of the server does it. */
const commandLineUser = (): string => `cli:${userInfo().username}`;

/** The same for what a command of the server has done. */
export const recordCommand = (act: Act, about: Pick<Deed, 'subject' | 'details'> = {}): Promise<void> =>
  recordAudit({ by: commandLineUser(), act, ...about }, new Date());

/** Within a process one after the other; between processes the unique number decides, and the loser tries again. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Adds an entry. Call it once the deed is done, and wait for it: a deed that cannot be recorded is told as a fault.
 * @throws Error when the database cannot take it
 */
export function recordAudit(deed: Deed, at: Date): Promise<void> {
  const mine = last.then(() => whileRaced('_id_', () => append(deed, at)));
  last = mine.catch(() => {});
  return mine;
}

/** Users are told by their e-mail addresses; phone numbers and secrets have no place on the trail. */
const named = (text: string) => scrub(text, { keepMail: true }).slice(0, 200);

async function append({ by, act, subject, from, details }: Deed, at: Date): Promise<void> {
  const before = await AuditModel.findOne().sort({ _id: -1 }).lean();
  const facts = Object.entries(details ?? {}).map(
    ([name, value]) => [name, typeof value === 'string' ? named(value) : value] as const,
  );
  const entry = {
    _id: (before?._id ?? 0) + 1,
    at,
    by: by.slice(0, 254),
    act,
    ...(subject ? { subject: named(subject) } : {}),
    ...(from ? { from: from.slice(0, 60) } : {}),
    ...(facts.length > 0 ? { details: Object.fromEntries(facts) } : {}),
    previous: before?.hash ?? chainBegin,
  };
  await AuditModel.create({ ...entry, hash: hashOf(entry) });
}

/** What the list of entries may be narrowed by. */
export interface AuditFilter {
  by?: string | undefined;
  act?: Act | undefined;
}

export const auditPageSize = 50;

/** A page of the trail, the newest first. */
export function listAudit({ by, act }: AuditFilter, page: number): Promise<ListPage<AuditEntry>> {
  const where = { ...(by ? { by } : {}), ...(act ? { act } : {}) };
  return readPage(AuditModel, { where, sort: { _id: -1 }, page, size: auditPageSize });
}

/** Everybody who stands on the trail. */
export async function auditedPeople(): Promise<string[]> {
  return (await AuditModel.distinct('by')).sort();
}

/** How the chain stands: whole, or where it first breaks. */
export type ChainState = { whole: true; checked: number } | { whole: false; at: number };

/**
 * Follows the chain. An entry that was changed, removed or put in breaks it there. What was cut off at the end can be
 * seen only by who has kept the last hash; the command prints it for that.
 * @param most only so many of the newest entries; without it all
 */
export async function verifyAudit(most?: number): Promise<ChainState & { head: string }> {
  const newest = await AuditModel.findOne().sort({ _id: -1 }).lean();
  const first = most === undefined ? 1 : Math.max(1, (newest?._id ?? 0) - most + 1);
  let previous = first === 1 ? chainBegin : ((await AuditModel.findById(first - 1).lean())?.hash ?? '');
  let expected = first;
  const cursor = AuditModel.find({ _id: { $gte: first } })
    .sort({ _id: 1 })
    .lean()
    .cursor();
  for await (const entry of cursor) {
    const { hash, ...rest } = entry;
    if (entry._id !== expected || rest.previous !== previous || hashOf(rest) !== hash)
      return { whole: false, at: Math.min(entry._id, expected), head: newest?.hash ?? chainBegin };
    previous = hash;
    expected += 1;
  }
  return { whole: true, checked: expected - first, head: previous };
}
