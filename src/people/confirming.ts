import { type Scope, within } from '../users/scope.ts';
import { type Participant, ParticipantModel } from './participant.model.ts';
import { isSingle } from './seats.ts';

/** Who holds the seat that somebody says is theirs, where it has one holder; null where it is free. */
export async function holderOf({ _id, office, rt, village }: Participant): Promise<Participant | null> {
  if (!isSingle(office) || !village) return null;
  return ParticipantModel.findOne({
    _id: { $ne: _id },
    village,
    office: office ?? null,
    ...(office === 'ketua-rt' ? { rt: rt ?? null } : {}),
    verified: true,
    leftAt: { $exists: false },
  }).lean();
}

/** {@link holderOf} for several people, by their ids; free seats are left out. */
export async function holdersOfSeats(people: Participant[]): Promise<ReadonlyMap<string, Participant>> {
  const holders = new Map<string, Participant>();
  for (const person of people) {
    const holder = await holderOf(person);
    if (holder) holders.set(person._id, holder);
  }
  return holders;
}

/**
 * Staff have checked that somebody is who they say. A seat of one holder that somebody holds is given on only where
 * that is asked for; the former holder is kept with the date.
 */
export async function confirmPerson(
  id: string,
  { replacing }: { replacing: boolean },
  scope: Scope,
  now: Date,
): Promise<'confirmed' | 'taken' | 'unknown'> {
  const inScope = {
    $and: [{ _id: id, village: { $exists: true }, leftAt: { $exists: false } }, within(scope)],
  };
  const person = await ParticipantModel.findOne(inScope).lean();
  if (!person) return 'unknown';
  if (person.verified) return 'confirmed';
  const holder = await holderOf(person);
  if (holder && !replacing) return 'taken';
  if (holder)
    await ParticipantModel.updateOne(
      { _id: holder._id, leftAt: { $exists: false } },
      { $set: { leftAt: now, successor: id } },
    );
  await ParticipantModel.updateOne(inScope, { $set: { verified: true }, $unset: { refused: 1 } });
  return 'confirmed';
}

/**
 * Staff say that somebody who registered themselves is not who they say, at once or later. They can send nothing more
 * until they are confirmed. @returns them, or null where there is no such person, or staff entered them
 */
export async function refusePerson(
  id: string,
  { by, reason }: { by: string; reason: string },
  scope: Scope,
  now: Date,
): Promise<Participant | null> {
  return ParticipantModel.findOneAndUpdate(
    { $and: [{ _id: id, registeredBy: 'self', village: { $exists: true } }, within(scope)] },
    { $set: { verified: false, refused: { at: now, by, reason } } },
    { returnDocument: 'after' },
  ).lean();
}

/** Everybody who stands refused. */
export async function listRefused(): Promise<Participant[]> {
  return ParticipantModel.find({ refused: { $exists: true } }).lean();
}
