import { type Office, offices, type Participant } from '../people/participant.model.ts';

/**
 * Whose quota a participant's proposals count against: their RT's, or their office's where it is not of an RT. Whoever
 * staff have not confirmed has one of their own: anybody can name a seat.
 */
export function quotaKey(participant: Participant): string {
  if (!participant.verified) return `${participant.village}/pending/${participant._id}`;
  const seat = participant.rt ? `rt/${participant.rt}` : (participant.office ?? participant._id);
  return `${participant.village}/${seat}`;
}

/** Whose a proposal is, read from its quota's key: an RT, else an office, else (a person without either) nobody's. */
export function seatOf(key: string): { rt: string | null; office: Office | null } {
  const [, seat = '', rt] = key.split('/');
  if (seat === 'rt' && rt) return { rt, office: null };
  return { rt: null, office: offices.find((office) => office === seat) ?? null };
}
