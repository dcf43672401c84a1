import { channelOf } from '../channels/address.ts';
import { type ChannelName, channelNames } from '../channels/channel.ts';
import { type ListPage, readPage } from '../storage/list-page.ts';
import { searchPattern } from '../texts/searched.ts';
import { type Scope, within } from '../users/scope.ts';
import { destinationOf } from './addresses.ts';
import { type Office, type Participant, ParticipantModel } from './participant.model.ts';

/** How somebody stands, as the list can be narrowed. */
export const personStates = [
  'reachable',
  'unserved',
  'unreachable',
  'no-address',
  'opted-out',
  'wrong-person',
  'unverified',
  'refused',
  'former',
] as const;
export type PersonState = (typeof personStates)[number];

/** What the list may be narrowed by; absent means all who hold a seat now. */
export interface PeopleFilter {
  kecamatan?: string | undefined;
  village?: string | undefined;
  office?: Office | undefined;
  state?: PersonState | undefined;
  /** Part of a name. */
  search?: string | undefined;
}

const peoplePageSize = 25;

const present = { leftAt: { $exists: false } };
const silent = { $or: [{ optedOutAt: { $exists: true } }, { wrongPersonAt: { $exists: true } }] };
const speaking = { ...present, addresses: { $exists: true }, $nor: [silent] };

/** As {@link channelStateOf} tells it. */
const stateFilters = (served: readonly ChannelName[]): Record<PersonState, object> => ({
  reachable: { ...speaking, $expr: hasAddress(served, open) },
  unserved: { ...speaking, $expr: { $not: hasAddress(served, '$addresses') } },
  unreachable: {
    ...speaking,
    $expr: { $and: [hasAddress(served, '$addresses'), { $not: hasAddress(served, open) }] },
  },
  'no-address': { ...present, addresses: { $exists: false } },
  'opted-out': { ...present, optedOutAt: { $exists: true } },
  'wrong-person': { ...present, wrongPersonAt: { $exists: true } },
  unverified: { ...present, verified: false, refused: { $exists: false } },
  refused: { ...present, refused: { $exists: true } },
  former: { leftAt: { $exists: true } },
});

/** The addresses that have refused no message. */
const open = { $setDifference: ['$addresses', '$unreachable.address'] };

/** Part of a query: one of the addresses is of a channel that is served. */
const hasAddress = (served: readonly ChannelName[], addresses: unknown) => ({
  $anyElementTrue: {
    $map: {
      input: addresses,
      in: { $in: [{ $arrayElemAt: [{ $split: ['$$this', ':'] }, 0] }, [...served]] },
    },
  },
});

/**
 * How somebody who is there and has not asked to be left alone can be written to.
 * @param served the channels that this service has: an address of another one leads nowhere
 */
export function channelStateOf(
  person: Participant,
  served: readonly ChannelName[],
): Extract<PersonState, 'reachable' | 'unserved' | 'unreachable' | 'no-address'> {
  if (!person.addresses) return 'no-address';
  if (destinationOf(person, served)) return 'reachable';
  return person.addresses.some((address) => served.includes(channelOf(address))) ? 'unreachable' : 'unserved';
}

/**
 * A page of the people, in the order of villages and RT. Strangers who have not said who they are stay out.
 * @param served the channels that this service has
 */
export function listPeople(
  filter: PeopleFilter,
  scope: Scope,
  page: number,
  served: readonly ChannelName[] = channelNames,
): Promise<ListPage<Participant>> {
  const { kecamatan, village, office, state, search } = filter;
  const pattern = search ? searchPattern(search.slice(0, 80)) : null;
  const where = {
    $and: [
      { village: { $exists: true } },
      within(scope),
      state ? stateFilters(served)[state] : present,
      kecamatan ? { kecamatan } : {},
      village ? { village } : {},
      office ? { office } : {},
      pattern ? { name: pattern } : {},
    ],
  };
  const sort = { village: 1, rt: 1, name: 1, _id: 1 } as const;
  return readPage(ParticipantModel, { where, sort, page, size: peoplePageSize });
}

/** A person, if they are within the scope. */
export async function findPerson(id: string, scope: Scope): Promise<Participant | null> {
  return ParticipantModel.findOne({ _id: id, ...within(scope) }).lean();
}

/** People by id, as far as they are within the scope. */
export async function findPeople(ids: string[], scope: Scope): Promise<ReadonlyMap<string, Participant>> {
  const people = await ParticipantModel.find({ _id: { $in: ids }, ...within(scope) }).lean();
  return new Map(people.map((person) => [person._id, person]));
}

/**
 * Everybody who holds or has held a person's seat, the present holder first. Who has moved out of the scope since is
 * left out.
 */
export async function holdersOf(
  { village, office, rt }: Pick<Participant, 'village' | 'office' | 'rt'>,
  scope: Scope,
): Promise<Participant[]> {
  if (!village || !office) return [];
  const seat = { village, office, ...(rt ? { rt } : {}) };
  return ParticipantModel.find({ $or: [seat, { formerSeats: { $elemMatch: seat } }], ...within(scope) })
    .sort({ leftAt: 1, createdAt: -1 })
    .limit(50)
    .lean();
}
