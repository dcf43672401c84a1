import { type FormerSeat, type Office, offices, type Participant } from './participant.model.ts';

/** Offices that one person holds at a time; of the others a village may send several people. */
const single: readonly Office[] = ['ketua-rt', 'kepala-desa'];

/** What makes a seat. */
export interface Seat {
  office?: Office;
  rt?: string | null;
  village?: string;
}

/** An RT of a village; "3" and "03" are one. */
const rtKey = (village: string | undefined, rt: string | null | undefined) =>
  `${village}/rt/${String(rt ?? '').padStart(2, '0')}`;

/** The key under which people compete for one seat, or stand beside each other in one office of a village. */
export function seatKey({ office, rt, village }: Seat): string {
  return office === 'ketua-rt' ? rtKey(village, rt) : `${village}/${office}`;
}

/**
 * The key of the seat whose quota a participant's proposals count against. It is {@link seatKey}, but that whoever holds
 * another office within an RT (PKK of RT 03) shares the quota of that RT, and that whoever staff have not confirmed has
 * one of their own: anybody can name a seat.
 */
export function quotaKey({ _id, verified, village, office, rt }: Participant): string {
  if (!verified) return `${village}/pending/${_id}`;
  if (rt) return rtKey(village, rt);
  return office ? seatKey({ office, village: village ?? '' }) : `${village}/${_id}`;
}

/** Whose a proposal is, read from its quota's key: an RT, else an office, else (a person without either) nobody's. */
export function seatOf(key: string): { rt: string | null; office: Office | null } {
  const [, seat = '', rt] = key.split('/');
  if (seat === 'rt' && rt) return { rt, office: null };
  return { rt: null, office: offices.find((office) => office === seat) ?? null };
}

/** Whether a seat has one holder: the head of an RT, the head of a village. */
export const isSingle = (office: Office | undefined): boolean =>
  office !== undefined && single.includes(office);

/** Whether they speak for a seat now, on staff's word. */
export function isCurrent(person: Participant): boolean {
  return person.verified && person.village !== undefined && !person.leftAt;
}

/** The seat a person holds, as it is kept once they hold it no more. */
export function seatUntil(person: Participant, until: Date): FormerSeat[] {
  const { office, village, rt } = person;
  return office && village ? [{ office, village, ...(rt ? { rt } : {}), until }] : [];
}
