import { createHash } from 'node:crypto';
import type { AuditEntry } from './audit.model.ts';

/** What the first entry follows on. */
export const chainBegin = 'begin';

/**
 * The hash that ties an entry to all before it. Its fields are taken in a fixed order, so that the same entry read
 * from any database has the same hash.
 */
export function hashOf({
  _id,
  at,
  by,
  act,
  subject,
  from,
  details,
  previous,
}: Omit<AuditEntry, 'hash'>): string {
  const facts = Object.entries(details ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  const words = [_id, at.toISOString(), by, act, subject ?? null, from ?? null, facts, previous];
  return createHash('sha256').update(JSON.stringify(words)).digest('base64url');
}
