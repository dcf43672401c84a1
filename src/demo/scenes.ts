/** What the demo has to show beside ordinary talks: twins, silent villages, photos and places on the map. */
import type { Person } from './people.ts';
import type { DemoProposal } from './proposals.ts';
import { type Random, random } from './random.ts';

/** So many pairs of neighbours ask for the same. */
const pairs = 3;
/** So many villages do not answer at all. */
const silentVillages = 2;
/** One in so many of those who go straight through sends a location and a photo. */
const showsEvery = 3;

/**
 * The same people, some of whom have something in common. Fewer than thirty are left as they are: there is no room for
 * scenes among them. The same people and seed give the same scenes.
 * @param cells column and row of each kecamatan in the drawn map: where a place in it is invented
 */
export function withScenes(
  people: Person[],
  cells: Readonly<Record<string, readonly [number, number]>>,
  seed: number,
): Person[] {
  if (people.length < 30) return people;
  const chance = random(seed + 2);
  const plain = people.filter(({ persona, seat }) => persona.habit.kind === 'straightforward' && seat.rt);
  const twins = new Map(
    Array.from({ length: pairs }, (_, n) => [plain[2 * n + 1], plain[2 * n]] as const).filter(
      (pair): pair is [Person, Person] => pair[0] !== undefined && pair[1] !== undefined,
    ),
  );
  const silent = new Set(plain.slice(2 * pairs, 2 * pairs + silentVillages).map(({ seat }) => seat.village));
  const showing = plain.slice(2 * pairs + silentVillages).filter((_, n) => n % showsEvery === 0);
  return people.map((person) => {
    const first = twins.get(person);
    if (first) return nextDoor(person, first);
    if (silent.has(person.seat.village))
      return { ...person, persona: { ...person.persona, habit: { kind: 'ignores' as const } } };
    if (showing.includes(person)) return showingAround(person, cells, chance);
    // Who meets their twin's proposal is glad of it.
    if ([...twins.values()].includes(person)) return glad(person);
    return person;
  });
}

/** The even seeds support what has been asked for already; see `respond`. */
const glad = (person: Person): Person => ({
  ...person,
  persona: { ...person.persona, seed: person.persona.seed - (person.persona.seed % 2) },
});

/** The head of another RT of the same village, who feels the same lack. */
function nextDoor(person: Person, first: Person): Person {
  const { village, kecamatan, rt = '00' } = first.seat;
  const next = String(Number(rt) + 1).padStart(2, '0');
  const [proposal] = first.persona.proposals;
  return glad({
    seat: { ...person.seat, office: 'ketua-rt', village, kecamatan, rt: next },
    persona: { ...person.persona, proposals: proposal ? [proposal] : person.persona.proposals },
  });
}

/** Sends a photo, and a location somewhere in their kecamatan. */
function showingAround(
  person: Person,
  cells: Readonly<Record<string, readonly [number, number]>>,
  chance: Random,
): Person {
  const [column, row] = cells[person.seat.kecamatan] ?? [1, 1];
  const near = (degrees: number) => Number((degrees + (chance.next() - 0.5) * 0.06).toFixed(5));
  const place = { lat: near(-2.22 - row * 0.1), lon: near(115.38 + column * 0.12) };
  const proposals = person.persona.proposals.map((proposal): DemoProposal => ({ ...proposal, place }));
  return { ...person, persona: { ...person.persona, habit: { kind: 'shows' }, proposals } };
}
