import { isRoot } from './roots.ts';

/** People invent words without end, and a service runs for months: past this many the memory starts afresh. */
const MEMORY = 50_000;

/** An affix, what it costs to take it off, and what the root begins with that it has swallowed (`menyapu`: `sapu`). */
type Affix = [affix: RegExp, cost: number, swallowed?: string];

/** Endings in the order in which they come off, one of each kind. `-i` is dear: many roots end in it (`petani`). */
const endings: Affix[][] = [
  [[/(?:lah|kah|tah|pun)$/, 3]],
  [[/(?:ku|mu|nya)$/, 3]],
  [
    [/an$/, 2],
    [/kan$/, 3],
    [/i$/, 5],
    [/isasi$/, 5],
  ],
];

/** Beginnings; the first letters of the rest must be such as the beginning takes. */
const beginnings: Affix[] = [
  [/^(?:di|ke|se)/, 2],
  [/^(?:ber|ter|per)/, 3],
  [/^(?:be|te|pe)(?=[^aiueo]+er|r)/, 2],
  [/^be(?=kerja)/, 2],
  [/^(?:bel|pel)(?=ajar)/, 3],
  [/^(?:me|pe)(?=[lrwymn])/, 2],
  [/^(?:mem|pem)(?=[bfv])/, 3],
  [/^mem(?=p)/, 3],
  [/^(?:mem|pem)(?=[aiueo])/, 2, 'p'],
  [/^(?:men|pen)(?=[cdjzs])/, 3],
  [/^(?:men|pen)(?=[aiueo])/, 2, 't'],
  [/^(?:meny|peny)(?=[aiueo])/, 3, 's'],
  [/^(?:meng|peng)(?=[aiueoghkqr])/, 4],
  [/^(?:meng|peng)(?=[aiueo])/, 4, 'k'],
  [/^(?:menge|penge)(?=[^aiueo][aiueo][^aiueo]$)/, 5],
  [/^pe(?=[^aiueo])/, 2],
];
/** What a second beginning costs besides: `kekeringan` is `kering`, not `ringan`. */
const SECOND = 1;
/** Rare roots that would hide common ones: `pelebaran` is `lebar`, `dicarikan` is `cari`. */
const misleading = new Set([
  'awat',
  'belian',
  'berik',
  'carik',
  'keduduk',
  'kerasan',
  'lebaran',
  'ralat',
  'rubah',
]);
const SHORTEST_ROOT = 3;

const stems = new Map<string, string>();

/**
 * Root of a lower-case Indonesian word, `pembangunan` -> `bangun`: of all roots of the dictionary that stand in it
 * between affixes, the one that costs least to come to. A word without such a root comes back as it was.
 *
 * natural's StemmerId does the same after Nazief and Adriani, but takes 30 ms to load and takes too much off
 * (`kerusakan` -> `rusa`, `peternakan` -> `terna`).
 */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= MEMORY) stems.clear();
  const root = findRoot(word);
  stems.set(word, root);
  return root;
}

/** Whether a word is Indonesian as far as the dictionary of roots goes: its root stands there. */
export const isIndonesian = (word: string): boolean => isRoot(stem(word));

/** A word without some of its affixes, and what that cost. */
interface Stripped {
  rest: string;
  cost: number;
}

function findRoot(word: string): string {
  if (word.length <= SHORTEST_ROOT || isRoot(word)) return word;
  const candidates = withoutEndings(word)
    .flatMap(withoutBeginnings)
    .sort((a, b) => a.cost - b.cost);
  return candidates.find(({ rest }) => isRoot(rest) && !misleading.has(rest))?.rest ?? word;
}

function withoutEndings(word: string): Stripped[] {
  const bodies: Stripped[] = [{ rest: word, cost: 0 }];
  for (const kind of endings)
    bodies.push(...bodies.flatMap((body) => kind.flatMap((ending) => strip(body, ending))));
  return bodies;
}

function withoutBeginnings(body: Stripped): Stripped[] {
  const once = beginnings.flatMap((beginning) => strip(body, beginning));
  const twice = once.flatMap((shorter) =>
    beginnings.flatMap((beginning) => strip(shorter, beginning, SECOND)),
  );
  return [body, ...once, ...twice];
}

function strip({ rest, cost }: Stripped, [affix, price, swallowed = '']: Affix, more = 0): Stripped[] {
  const shorter = rest.replace(affix, '');
  if (shorter === rest || shorter.length + swallowed.length < SHORTEST_ROOT) return [];
  return [{ rest: swallowed + shorter, cost: cost + price + more }];
}
