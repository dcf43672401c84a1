import type { SharedAnswer } from '../conversation/shared-answer.ts';
import { readAuthorityFile } from '../issues/authority-file.ts';
import type { Participant } from '../people/participant.model.ts';
import { isCurrent } from '../people/seats.ts';
import { sharedOf } from './read.ts';

/** So many are told in a chat; older ones would bury the newest. */
const mostTold = 3;

/** What TANYA tells somebody of their village's questions: only the confirmed people who hold a seat there now, as with CEK. */
export async function sharedWith(participant: Participant): Promise<SharedAnswer[]> {
  const { village } = participant;
  if (!village || !isCurrent(participant)) return [];
  const [shared, { offices }] = await Promise.all([sharedOf(village, mostTold), readAuthorityFile()]);
  const nameOf = new Map(offices.map(({ key, name }) => [key, name]));
  return shared.map(({ office, at, ...said }) => ({
    ...said,
    office: office ? (nameOf.get(office) ?? null) : null,
    at: at.toISOString(),
  }));
}
