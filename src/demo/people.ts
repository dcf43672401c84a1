import type { Office } from '../people/participant.model.ts';
import type { NewParticipant } from '../people/participants.ts';
import type { Region } from '../regions/region.model.ts';
import { kecamatanOf } from '../regions/regions.ts';
import { habitsFor, manners } from './habits.ts';
import type { Persona } from './memory.ts';
import { namer } from './names.ts';
import type { DemoProposal } from './proposals.ts';
import { type Random, random } from './random.ts';

/** A representative of the demo: how staff would enter them, and how they behave. */
export interface Person {
  seat: NewParticipant;
  persona: Persona;
}

/** Offices in about the proportion in which they come to a rembuk: RT heads are most. */
const officeMix: Office[] = [
  'ketua-rt',
  'ketua-rt',
  'bpd',
  'ketua-rt',
  'ketua-rt',
  'pkk',
  'ketua-rt',
  'kepala-desa',
  'ketua-rt',
  'ketua-rt',
  'karang-taruna',
  'ketua-rt',
  'lpm',
];

/**
 * Invents representatives, spread evenly over the kecamatan, none in another's seat. The same regions, proposals,
 * count and seed give the same people.
 * @param regions the district's villages; with fewer villages than people some village sends several
 * @param proposals given out each once, anew when they run out
 */
export function inventPeople(
  regions: Region[],
  proposals: DemoProposal[],
  count: number,
  seed: number,
): Person[] {
  const chance = random(seed);
  const villages = inTurns(regions, chance);
  const habits = chance.shuffle(habitsFor(count));
  const pile = chance.shuffle(proposals);
  const deal = dealer(pile);
  // A chance of its own: another list of names changes nothing else.
  const nameOf = namer(random(seed + 1));
  return habits.map((habit, index) => {
    const village = villages[index % villages.length];
    if (!village) throw new Error('There are no villages to invent people for.');
    // A second round through the villages brings RT heads of a higher number, so that no seat is taken twice.
    const round = Math.floor(index / villages.length);
    const office: Office = round > 0 ? 'ketua-rt' : (officeMix[index % officeMix.length] ?? 'ketua-rt');
    const rt = office === 'ketua-rt' ? String(1 + chance.below(8) + round * 8).padStart(2, '0') : undefined;
    return {
      seat: {
        name: nameOf(office),
        office,
        ...(rt ? { rt } : {}),
        village: village._id,
        kecamatan: village.kecamatan.code,
      },
      persona: {
        habit,
        manner: manners[chance.below(manners.length)] ?? 'tap',
        proposals: habit.kind === 'proposes-twice' ? [deal(), deal()] : [deal()],
        seed: chance.below(2 ** 31),
      },
    };
  });
}

/** Villages of all kecamatan by turns: Juai, Halong, Awayan …, Juai again. */
function inTurns(regions: Region[], chance: Random): Region[] {
  const byKecamatan = kecamatanOf(regions).map(({ code }) =>
    chance.shuffle(regions.filter((region) => region.kecamatan.code === code)),
  );
  const longest = Math.max(...byKecamatan.map((villages) => villages.length));
  return Array.from({ length: longest }, (_, turn) => byKecamatan.flatMap((v) => v[turn] ?? [])).flat();
}

function dealer(pile: DemoProposal[]): () => DemoProposal {
  let dealt = 0;
  return () => {
    const card = pile[dealt % pile.length];
    if (!card) throw new Error('There are no proposals to give out.');
    dealt += 1;
    return card;
  };
}
