import { collectionOf } from '../storage/collection-of.ts';
import { type Participant, ParticipantModel } from './participant.model.ts';

/** Where a message comes from: by every address its network tells, and by the start code it brings. */
export interface Origin {
  addresses: readonly string[];
  startCode?: string | undefined;
}

/**
 * Of each, in their order: whether one of its addresses is somebody's whom we know, or its start code is of a personal link.
 * All are asked about together, for people begin in waves. Changes nothing.
 */
export async function areKnown(origins: readonly Origin[]): Promise<boolean[]> {
  const people = collectionOf<Participant>(ParticipantModel);
  const addresses = [...new Set(origins.flatMap((origin) => origin.addresses))];
  const met = await people
    .find({ addresses: { $in: addresses } }, { projection: { addresses: 1 } })
    .toArray();
  const known = new Set(met.flatMap((person) => person.addresses ?? []));
  const isMet = (origin: Origin) => origin.addresses.some((address) => known.has(address));
  const codes = origins.flatMap((origin) => (isMet(origin) ? [] : (codeOf(origin) ?? [])));
  const links =
    codes.length > 0
      ? await people.find({ startCode: { $in: codes } }, { projection: { startCode: 1 } }).toArray()
      : [];
  const linked = new Set<string | undefined>(links.map(({ startCode }) => startCode));
  return origins.map((origin) => isMet(origin) || linked.has(codeOf(origin)));
}

/** People may type a link's code in small letters. */
const codeOf = ({ startCode }: Origin) => startCode?.toUpperCase();
