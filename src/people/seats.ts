import type { FormerSeat, Office, Participant } from './participant.model.ts';

/** Offices that one person holds at a time; of the others a village may send several people. */
const single: readonly Office[] = ['ketua-rt', 'kepala-desa'];

/** What makes a seat. */
export interface Seat {
  office?: Office;
  rt?: string | null;
  village?: string;
}

/** The key under which people compete for one seat, or stand beside each other in one office of a village. */
export function seatKey({ office, rt, village }: Seat): string {
  return office === 'ketua-rt' ? `${village}/rt/${rt}` : `${village}/${office}`;
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
