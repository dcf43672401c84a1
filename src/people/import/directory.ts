import { nameKey } from '../names.ts';
import type { Participant } from '../participant.model.ts';
import { phoneOfAddress } from '../phone.ts';
import { isCurrent, seatKey } from '../seats.ts';

/** A person while a list is gone through: as they stand in the database (null: they are new), and as they will. */
export interface Member {
  before: Participant | null;
  after: Participant;
  /** The row that speaks of them. */
  line: number | null;
}

/** Everybody known and about to be, found by seat and by phone. It changes only in memory. */
export interface Directory {
  members: Member[];
  /** Who holds this seat or sits in this office now, on staff's word. */
  inSeat(key: string): Member[];
  /** Those of a seat or office whose names have the very same words. */
  named(key: string, name: string): Member[];
  /** Everybody of this phone, also those who have left, and those who have written from it. */
  ofPhone(phone: string): Member[];
  add(person: Participant, line: number): Member;
  /** Changes a member and keeps the ways to find them right. */
  change(member: Member, fields: Partial<Participant>, drop?: (keyof Participant)[]): void;
}

/** @param people as the database has them */
export function createDirectory(people: Participant[]): Directory {
  const seats = createIndex();
  const phones = createIndex();
  const names = createIndex();
  const members: Member[] = [];

  const place = (member: Member, into: 'add' | 'remove') => {
    const { after } = member;
    if (isCurrent(after)) {
      seats[into](seatKey(after), member);
      names[into](inSeatNamed(seatKey(after), after.name), member);
    }
    for (const phone of phonesOf(after)) phones[into](phone, member);
  };
  const enter = (member: Member) => {
    members.push(member);
    place(member, 'add');
    return member;
  };
  for (const person of people) enter({ before: person, after: { ...person }, line: null });

  return {
    members,
    inSeat: (key) => seats.at(key),
    named: (key, name) => names.at(inSeatNamed(key, name)),
    ofPhone: (phone) => phones.at(phone),
    add: (person, line) => enter({ before: null, after: person, line }),
    change(member, fields, drop = []) {
      place(member, 'remove');
      Object.assign(member.after, fields);
      for (const field of drop) delete member.after[field];
      place(member, 'add');
    },
  };
}

const inSeatNamed = (key: string, name: string) => `${key} ${nameKey(name)}`;

function phonesOf({ phone, addresses = [] }: Participant): Set<string> {
  const written = addresses.map(phoneOfAddress).filter((one) => one !== null);
  return new Set(phone ? [phone, ...written] : written);
}

function createIndex() {
  const index = new Map<string, Set<Member>>();
  return {
    at: (key: string): Member[] => [...(index.get(key) ?? [])],
    add(key: string, member: Member) {
      const set = index.get(key) ?? new Set();
      index.set(key, set.add(member));
    },
    remove(key: string, member: Member) {
      index.get(key)?.delete(member);
    },
  };
}
