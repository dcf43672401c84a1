import type { Choice } from '../../channels/channel.ts';
import { figuresIn } from '../figures.ts';
import type { AnswerValue } from '../types.ts';
import { plain } from '../words.ts';

type Place = Extract<AnswerValue, { kind: 'place' }>;

/**
 * The place that a text names beyond doubt: the one RT in which something is, or "di desa" with the name of a village of the
 * district. Landmarks are left to the question.
 */
export function placeNamed(text: string, villages: () => readonly Choice[]): Place | null {
  const landmark = rtIn(text) ?? villageIn(text, villages);
  return landmark === null ? null : { kind: 'place', landmark };
}

/** "RT 03", where one RT is named as the place, not as who speaks, whose people, or one end of a way. */
function rtIn(text: string): string | null {
  const all = figuresIn(text).filter(({ names }) => names === 'rt');
  const [one] = all;
  if (!one || all.length > 1 || one.isRange || !Number.isInteger(one.amount) || one.amount > highestRt)
    return null;
  if (notBefore.test(one.before.replace(/ ?rt$/, ''))) return null;
  return `RT ${String(one.amount).padStart(2, '0')}`;
}

const highestRt = 99;
const notBefore =
  /\b(?:ketua|kepala|pak|bapak|ibu|saya|kami|warga|penduduk|masyarakat|pemuda|untuk|bagi|gasan|for|dari|ke|ka|menuju|sampai|hingga|antara|antar|dekat|parak|belakang|depan|samping|batas|perbatasan|bukan|selain|to|from|near)$/;

/** How a text says that something is in a village; the name begins behind it. */
const inVillage = /\b(?:di|ka|in) (?:desa|kelurahan) /g;

function villageIn(text: string, villages: () => readonly Choice[]): string | null {
  const typed = plain(text);
  const behind = [...typed.matchAll(inVillage)].map(({ 0: { length }, index }) =>
    typed.slice(index + length),
  );
  if (behind.length === 0) return null;
  const named = villages()
    .filter(({ label }) => behind.some((rest) => beginsWith(rest, plain(label))))
    .sort((one, other) => other.label.length - one.label.length);
  return named[0] ? `Desa ${named[0].label}` : null;
}

const beginsWith = (text: string, words: string) =>
  text.startsWith(words) && !/^\w/.test(text.slice(words.length));
