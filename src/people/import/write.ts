import { isDuplicate } from '../../storage/mongodb.ts';
import { type Participant, ParticipantModel } from '../participant.model.ts';
import type { Member } from './directory.ts';

/** Somebody was changed between reading and writing (they pressed their link, say); plan anew and write what is left. */
export class ChangedMeanwhileError extends Error {
  constructor() {
    super('Participants were changed by somebody else while a list was written');
    this.name = 'ChangedMeanwhileError';
  }
}

const batch = 500;

/** An address or a link's code that somebody got meanwhile, or a person whom an earlier try has written already. */
const isTaken = (error: unknown) =>
  ['addresses_1', 'startCode_1', '_id_'].some((index) => isDuplicate(error, index));

/** What an import may change of somebody; everything else (consent, help asked for) is their own. */
const fields = [
  'name',
  'office',
  'rt',
  'village',
  'kecamatan',
  'phone',
  'addresses',
  'unreachable',
  'locale',
  'verified',
  'registeredBy',
  'optedOutAt',
  'wrongPersonAt',
  'leftAt',
  'successor',
  'formerSeats',
] as const satisfies (keyof Participant)[];

type Operation = Parameters<typeof ParticipantModel.bulkWrite>[0][number];

/** Whether anything of a member is to be written. */
export function isChanged({ before, after }: Member): boolean {
  return before === null || fields.some((field) => differs(before[field], after[field]));
}

/**
 * Writes what a plan changes. Addresses are let go of before others get them, for each belongs to one person only.
 * A crash leaves whole people behind, some done and some not: the same list again does the rest.
 * @throws ChangedMeanwhileError
 */
export async function writeMembers(members: Member[], onWritten: (count: number) => void): Promise<void> {
  const changed = members.filter(isChanged);
  await write(
    changed.flatMap((member) => letGo(member) ?? []),
    () => {},
  );
  await write(changed.map(toOperation), onWritten);
}

async function write(operations: Operation[], onWritten: (count: number) => void): Promise<void> {
  for (let from = 0; from < operations.length; from += batch) {
    const some = operations.slice(from, from + batch);
    const updates = some.filter((operation) => 'updateOne' in operation).length;
    try {
      const result = await ParticipantModel.bulkWrite(some, { ordered: false });
      if (result.matchedCount < updates) throw new ChangedMeanwhileError();
    } catch (error) {
      throw isTaken(error) ? new ChangedMeanwhileError() : error;
    }
    onWritten(some.length);
  }
}

/** The addresses a person keeps, where they lose some. */
function letGo({ before, after }: Member): Operation | null {
  if (!before?.addresses) return null;
  const kept = keptAddresses(before, after);
  if (kept.length === before.addresses.length) return null;
  return {
    updateOne: {
      filter: asItStands(before._id, before.addresses),
      update: setOrUnset({ addresses: kept.length > 0 ? kept : undefined }),
    },
  };
}

const keptAddresses = (before: Participant, after: Participant) =>
  before.addresses?.filter((address) => after.addresses?.includes(address)) ?? [];

function toOperation(member: Member): Operation {
  const { before, after } = member;
  if (before === null) return { insertOne: { document: after } };
  const changes = Object.fromEntries(
    fields.filter((field) => differs(before[field], after[field])).map((field) => [field, after[field]]),
  );
  const kept = keptAddresses(before, after);
  return { updateOne: { filter: asItStands(before._id, kept), update: setOrUnset(changes) } };
}

/** Only if their addresses are still those the plan was made with. */
const asItStands = (id: string, addresses: string[]) => ({
  _id: id,
  addresses: addresses.length > 0 ? addresses : { $exists: false },
});

function setOrUnset(changes: Record<string, unknown>) {
  const entries = Object.entries(changes);
  const set = entries.filter(([, value]) => value !== undefined);
  const unset = entries.filter(([, value]) => value === undefined).map(([field]) => [field, 1]);
  return {
    ...(set.length > 0 ? { $set: Object.fromEntries(set) } : {}),
    ...(unset.length > 0 ? { $unset: Object.fromEntries(unset) } : {}),
  };
}

const differs = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
