import { randomUUID } from 'node:crypto';
import type { Address } from '../channels/address.ts';
import { type ListPage, readPage } from '../storage/list-page.ts';
import { isDuplicate } from '../storage/mongodb.ts';
import { defaultLocale, type Locale } from '../texts/locales.ts';
import { type Scope, within } from '../users/scope.ts';
import { newStartCode, type Office, type Participant, ParticipantModel } from './participant.model.ts';

/** A representative as staff enter them. */
export interface NewParticipant {
  name: string;
  office: Office;
  rt?: string;
  village: string;
  kecamatan: string;
  /** `simulator:7`, where the address is known already. */
  address?: Address;
}

/** What everybody starts with whom staff enter. */
export function newParticipant(now: Date): Omit<Participant, 'name'> {
  return {
    _id: randomUUID(),
    unreachable: [],
    startCode: newStartCode(),
    locale: defaultLocale,
    verified: true,
    registeredBy: 'staff',
    createdAt: now,
  };
}

/** Enters representatives known to staff; they count as verified. Returns them in the order given. */
export async function addParticipants(people: NewParticipant[], now: Date): Promise<Participant[]> {
  const documents = people.map(({ address, ...person }) => ({
    ...newParticipant(now),
    ...person,
    ...(address ? { addresses: [address] } : {}),
  }));
  const saved = await ParticipantModel.insertMany(documents);
  return saved.map((participant) => participant.toObject());
}

/** Who writes from this address, if anybody we know. */
export async function findByAddress(address: string): Promise<Participant | null> {
  return ParticipantModel.findOne({ addresses: address }).lean();
}

/**
 * Who was known by another id of the same person until now; from now on by this address too. WhatsApp shows some
 * people by an id that hides their number, and tells the number later.
 */
export async function findByAlias(alias: string, address: string): Promise<Participant | null> {
  return ParticipantModel.findOneAndUpdate(
    { addresses: alias },
    { $addToSet: { addresses: address } },
    { returnDocument: 'after' },
  ).lean();
}

export async function findParticipant(id: string): Promise<Participant | null> {
  return ParticipantModel.findById(id).lean();
}

/** Makes a stranger known by their address alone; the flow `daftar` asks them the rest. Twice is once. */
export async function meetStranger(address: string, name: string, now: Date): Promise<Participant> {
  const known = await findByAddress(address);
  if (known) return known;
  const stranger = {
    _id: randomUUID(),
    name: name.slice(0, 120),
    addresses: [address],
    startCode: newStartCode(),
    verified: false,
    registeredBy: 'self' as const,
    createdAt: now,
  };
  try {
    await ParticipantModel.create(stranger);
  } catch (error) {
    // Two messages at once: the other one has made them known.
    if (!isDuplicate(error, 'addresses_1')) throw error;
  }
  const met = await findByAddress(address);
  if (!met) throw new Error('A stranger was met and is gone again');
  return met;
}

/** The network refused this address for good (blocked, gone): nothing is sent there until they write again. */
export async function markUnreachable(address: string, reason: string, at: Date): Promise<void> {
  await ParticipantModel.updateOne(
    { addresses: address, 'unreachable.address': { $ne: address } },
    { $push: { unreachable: { address, reason, at } } },
  );
}

/** They wrote from it, so it can be reached. */
export async function markReachable(participant: Participant, address: string): Promise<void> {
  if (participant.unreachable.some((entry) => entry.address === address)) await liftBlock(address);
}

/** They may be written to at this address again. */
export async function liftBlock(address: string): Promise<void> {
  await ParticipantModel.updateOne({ addresses: address }, { $pull: { unreachable: { address } } });
}

/** Everybody of a person's phone, they themselves among them. */
function ofHisPhone({ _id, phone }: Participant) {
  return phone ? { $or: [{ _id }, { phone }] } : { _id };
}

/** STOP holds for the phone, whoever of those who share it says it; an earlier word stands. */
async function stop(id: string, at: Date): Promise<void> {
  const person = await findParticipant(id);
  if (!person) return;
  const silent = { ...ofHisPhone(person), optedOutAt: { $exists: false } };
  await ParticipantModel.updateMany(silent, { $set: { optedOutAt: at } });
}

/** MULAI undoes the STOP they fell under, for all whom that one word had stopped. */
async function comeBack(id: string): Promise<void> {
  const person = await findParticipant(id);
  if (!person) return;
  await ParticipantModel.updateOne({ _id: id }, { $unset: { optedOutAt: 1, wrongPersonAt: 1 } });
  const { optedOutAt } = person;
  if (!optedOutAt) return;
  await ParticipantModel.updateMany({ ...ofHisPhone(person), optedOutAt }, { $unset: { optedOutAt: 1 } });
}

/**
 * They have agreed, each to a version of the text that they were shown; it also undoes a STOP. Twice is once.
 * @returns where those who are known write from: they may be written to first again
 */
export async function recordConsents(
  consents: readonly { participant: string; textVersion: string; at: Date }[],
): Promise<Address[]> {
  const ids = consents.map(({ participant }) => participant);
  const fields = { addresses: 1, optedOutAt: 1, wrongPersonAt: 1 };
  // At the same time, for neither changes what the other one is about.
  const [people] = await Promise.all([
    ParticipantModel.find({ _id: { $in: ids } }, fields).lean(),
    ParticipantModel.bulkWrite(
      consents.map(({ participant: _id, textVersion, at }) => ({
        updateOne: { filter: { _id }, update: { $set: { consent: { textVersion, at } } } },
      })),
      { ordered: false },
    ),
  ]);
  for (const { _id, optedOutAt, wrongPersonAt } of people)
    if (optedOutAt || wrongPersonAt) await comeBack(_id);
  return people.flatMap(({ addresses = [] }) => addresses);
}

/** What a talk can tell of a participant; see the engine's effects. Each may be recorded twice without harm. */
export const record = {
  stop,
  wrongPerson: (id: string, at: Date) =>
    ParticipantModel.updateOne({ _id: id }, { $set: { wrongPersonAt: at } }),
  comeBack,
  language: (id: string, locale: Locale) => ParticipantModel.updateOne({ _id: id }, { $set: { locale } }),
  registration: (id: string, who: Pick<NewParticipant, 'name' | 'office' | 'rt' | 'village' | 'kecamatan'>) =>
    ParticipantModel.updateOne({ _id: id, village: { $exists: false } }, { $set: who }),
} as const;

/** So many of those whom staff look after are listed at once; as they are done with, others follow. */
const listedAtOnce = 200;

/** Those who registered themselves and wait for staff, longest waiting first, as many as are listed at once. */
export function listUnverified(scope: Scope): Promise<ListPage<Participant>> {
  const waiting = { verified: false, refused: { $exists: false }, village: { $exists: true } };
  const where = { $and: [waiting, within(scope)] };
  return readPage(ParticipantModel, { where, sort: { createdAt: 1, _id: 1 }, page: 1, size: listedAtOnce });
}

/** Those who said "bukan saya", in the same way. */
export function listWrongPeople(scope: Scope): Promise<ListPage<Participant>> {
  const where = { wrongPersonAt: { $exists: true }, ...within(scope) };
  return readPage(ParticipantModel, {
    where,
    sort: { wrongPersonAt: 1, _id: 1 },
    page: 1,
    size: listedAtOnce,
  });
}

/** The heads of RT of a village who hold their seat now on staff's word, in the order of the RT. */
export async function headsOfRt(village: string): Promise<Participant[]> {
  return ParticipantModel.find({
    village,
    office: 'ketua-rt',
    verified: true,
    leftAt: { $exists: false },
    eraseAt: { $exists: false },
  })
    .sort({ rt: 1, _id: 1 })
    .lean();
}

/** Everybody staff have entered and who holds their seat still, in the order of the villages; for sheets of start links. */
export async function listParticipants(scope: Scope): Promise<Participant[]> {
  return ParticipantModel.find({ registeredBy: 'staff', leftAt: { $exists: false }, ...within(scope) })
    .sort({ village: 1, rt: 1, name: 1 })
    .lean();
}
