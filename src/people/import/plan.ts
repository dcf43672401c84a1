import { covers, type Scope } from '../../users/scope.ts';
import { isPlaceholder, isSameName } from '../names.ts';
import type { Participant } from '../participant.model.ts';
import { newParticipant } from '../participants.ts';
import { isSingle, seatKey, seatUntil } from '../seats.ts';
import type { Entry } from './check-row.ts';
import { createDirectory, type Directory, type Member } from './directory.ts';
import { type Finding, finding, maskCell } from './finding.ts';
import { settleAddresses } from './plan-addresses.ts';

/** What an import would do: everybody with what changes, and what is to be told about it. */
export interface Plan {
  members: Member[];
  findings: Finding[];
}

/** When an import happens, and whose people it may touch. */
export interface PlanRules {
  now: Date;
  scope: Scope;
}

/** An office of a village with more people than this is no office but a long list. */
const crowd = 50;

/**
 * Lays a list's rows over the people we know, in memory. A row is about the holder of its seat when the name fits;
 * else about somebody of the same phone and name who moves here; else about somebody new, who then takes the seat of
 * its former holder. What a row leaves blank stays. Nobody is moved out of a place outside the scope.
 */
export function planImport(entries: Entry[], people: Participant[], rules: PlanRules): Plan {
  const directory = createDirectory(people);
  // A row without a name is about whoever holds the seat once all named rows are laid over.
  const named = entries.filter((entry) => entry.name !== undefined);
  const nameless = entries.filter((entry) => entry.name === undefined);
  const findings = [...named, ...nameless].flatMap((entry) => apply(entry, directory, rules));
  return { members: directory.members, findings: [...findings, ...settleAddresses(directory, rules.scope)] };
}

function apply(entry: Entry, directory: Directory, { now, scope }: PlanRules): Finding[] {
  const { line, office, region } = entry;
  const seat = { office, village: region._id, ...(entry.rt ? { rt: entry.rt } : {}) };
  const inSeat = directory.inSeat(seatKey(seat));
  const known = findMember(entry, inSeat, directory);
  if (known?.line != null)
    return [
      finding(line, 'twice', { column: 'name', value: entry.name ?? '', params: { other: known.line } }),
    ];
  if (known?.before?.village && !covers(scope, known.before))
    return [finding(line, 'person-outside-area', { column: 'phone', value: maskCell(entry.phone ?? '') })];
  const holder = isSingle(office) ? inSeat.find((member) => member !== known) : undefined;
  if (holder?.line != null)
    return [
      finding(line, 'seat-twice', { column: 'rt', value: entry.rt ?? '', params: { other: holder.line } }),
    ];
  if (!known && entry.name === undefined) return [finding(line, 'name-missing', { column: 'name' })];

  const notes: Finding[] = [];
  const member = known
    ? bring(known, entry, seat, directory, now, notes)
    : directory.add(enter(entry, seat, now), line);
  if (holder) {
    directory.change(holder, { leftAt: now, successor: member.after._id });
    notes.push(remark(line, 'replaces', { former: holder.after.name, name: member.after.name }));
  }
  return notes;
}

const remark = (line: number, reason: string, params: Finding['params']) =>
  finding(line, reason, { params, broken: false });

/** Whom a row is about, if we know them. */
function findMember(entry: Entry, inSeat: Member[], directory: Directory): Member | undefined {
  const { name, phone } = entry;
  const fits = ({ after }: Member) =>
    name === undefined || isPlaceholder(after.name) || isSameName(name, after.name);
  if (isSingle(entry.office)) {
    const holder = inSeat.find(fits);
    if (holder) return holder;
  } else {
    const colleague = findColleague(entry, inSeat, directory);
    if (colleague) return colleague;
  }
  if (!phone) return undefined;
  // A stranger who wrote from this phone bears whatever name their profile shows.
  return directory
    .ofPhone(phone)
    .find(
      (member) =>
        member.after.village === undefined || (name !== undefined && isSameName(name, member.after.name)),
    );
}

/** One of the several people of an office: by phone and name, else by a name that only one of them has. */
function findColleague(
  { name, phone, ...entry }: Entry,
  inSeat: Member[],
  directory: Directory,
): Member | undefined {
  const key = seatKey({ office: entry.office, village: entry.region._id });
  const ofPhone = phone ? directory.ofPhone(phone).filter((member) => inSeat.includes(member)) : [];
  if (name === undefined) return ofPhone[0];
  const known = ofPhone.find(
    (member) => isPlaceholder(member.after.name) || isSameName(name, member.after.name),
  );
  if (known) return known;
  const exactly = directory.named(key, name);
  // Among very many, slips of the pen would make one person of two; and comparing all with all would take hours.
  const named =
    exactly.length > 0 || inSeat.length > crowd
      ? exactly
      : inSeat.filter((member) => isSameName(name, member.after.name));
  return named.find((member) => !phone || !member.after.phone) ?? (named.length === 1 ? named[0] : undefined);
}

type SeatFields = Pick<Participant, 'village'> & { office: Entry['office']; rt?: string };

/** Brings a known person to what the row says of them. */
function bring(
  member: Member,
  entry: Entry,
  seat: SeatFields,
  directory: Directory,
  now: Date,
  notes: Finding[],
): Member {
  const { before, after } = member;
  const moves =
    after.village !== undefined && (after.leftAt !== undefined || seatKey(after) !== seatKey(seat));
  if (moves)
    notes.push(
      remark(entry.line, after.leftAt ? 'returns' : 'moves', {
        name: after.name,
        office: after.office ?? '',
      }),
    );
  const phoneChanges = entry.phone !== undefined && entry.phone !== (after.phone ?? null);
  const drop: (keyof Participant)[] = [];
  if (entry.phone === null) drop.push('phone');
  if (entry.rt === null || (moves && !entry.rt)) drop.push('rt');
  if (after.leftAt) drop.push('leftAt', 'successor');
  // "Bukan saya" was said of the old number; a new one is a new try.
  if (phoneChanges && after.wrongPersonAt) drop.push('wrongPersonAt');
  directory.change(
    member,
    {
      ...seat,
      kecamatan: entry.region.kecamatan.code,
      verified: true,
      registeredBy: 'staff',
      ...(entry.name !== undefined ? { name: entry.name } : {}),
      ...(entry.phone ? { phone: entry.phone } : {}),
      ...(entry.locale !== undefined ? { locale: entry.locale ?? 'id' } : {}),
      ...(moves ? { formerSeats: [...(after.formerSeats ?? []), ...seatUntil(before ?? after, now)] } : {}),
    },
    drop,
  );
  member.line = entry.line;
  return member;
}

function enter(entry: Entry, seat: SeatFields, now: Date): Participant {
  return {
    ...newParticipant(now),
    ...seat,
    name: entry.name ?? '',
    kecamatan: entry.region.kecamatan.code,
    ...(entry.phone ? { phone: entry.phone } : {}),
    ...(entry.locale ? { locale: entry.locale } : {}),
  };
}
