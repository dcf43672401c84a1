/**
 * Finds messages that ask for several things at once. Cautious on purpose: "jalan dan jembatan" is one request. A
 * wrong offer to split costs the sender a message; a missed one costs the office no more than a second look.
 */
import { stem } from '../classification/stem.ts';
import { pointsIn } from './points.ts';
import { askingFor, askings, details, doings, kindOf, leading, MEANS, opening } from './request-words.ts';

/** In characters; no answer is longer, and a longer message is not taken for a list of requests. */
const longest = 1_000;

/**
 * Where one request may end and another begin. For texts without doubled spaces, else matching takes for ever. The last
 * group joins as often as it parts: there the two must be of different kinds.
 */
const seams =
  /\s?(?:[,.]?\s(?<besides>selain\situ|di\ssamping\situ),?\s|;|\n|(?<=[\p{L}\d]{2})\.\s|,?\s(?:dan|wan|serta|and)\s(?:juga|jua|also)\s|,?\s(?<joining>serta|sama|terus|lalu|kemudian)\s)\s?/giu;

/**
 * The requests of a message in its own words, in their order; the whole message where they cannot be told apart.
 * @param shortest characters that a request of its own must have
 */
export function splitRequests(text: string, shortest = 8): string[] {
  const whole = text.trim();
  if (whole.length > longest) return [whole];
  const spaced = whole.replaceAll(/\s+/gu, (run) => (run.includes('\n') ? '\n' : ' '));
  const points = pointsIn(spaced, isOpening).map(trimmed);
  const parts = points.length > 0 && isListOfRequests(points) ? points : sentencesOf(spaced);
  const long = parts.every((part) => part.length >= shortest);
  return parts.length > 1 && long && areDifferent(parts) ? parts : [whole];
}

/** Whether the points of a list ask for things: one surely does, and none is a detail of another ("Lebar 3 m"). */
function isListOfRequests(points: string[]): boolean {
  const areWhole = points.every((point) => {
    const [first = '', ...others] = wordsOf(point);
    return !details.has(first) && others.length > 0;
  });
  return areWhole && points.some((point) => isAsking(point) || thingsIn(point).length > 0);
}

const isOpening = (before: string) =>
  wordsOf(before).every((word) => opening.has(word) || /^\d+$/.test(word));

/** Sentences that each ask for something; a sentence that only explains a request stays with it. */
function sentencesOf(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const seam of text.matchAll(seams)) {
    const end = seam.index + seam[0].length;
    if (!isSeam(text.slice(from, seam.index), text.slice(end), seam.groups ?? {})) continue;
    parts.push(trimmed(text.slice(from, seam.index)));
    from = end;
  }
  return [...parts, trimmed(text.slice(from))];
}

function isSeam(
  before: string,
  after: string,
  { besides, joining }: Record<string, string | undefined>,
): boolean {
  if (joining) return isJoin(before, after);
  if (!besides) return isRequest(before) && isRequest(after);
  // Whoever says "besides that" has asked already, if only by naming what is broken.
  return (isAsking(before) || thingsIn(start(before, 4)).length > 0) && isAsking(after);
}

/** Two requests of different kinds, joined by a word that joins things as well: "minta lampu jalan sama sumur bor". */
function isJoin(before: string, after: string): boolean {
  if (!isRequest(before)) return false;
  const [first, second] = [firstKind(before), firstKind(after)];
  if (!first || !second || first === second || first === MEANS || second === MEANS) return false;
  const names = kindOf.has(stem(wordsOf(after.slice(0, beginning))[0] ?? ''));
  return isRequest(after) || (names && !wordsOf(before).some((word) => leading.has(word)));
}

const firstKind = (text: string) => kindOf.get(thingsIn(start(text, 6))[0] ?? '');

/** In how much of a request's beginning the doing and the thing are looked for, in characters. */
const beginning = 200;
const start = (text: string, words: number) =>
  wordsOf(text.slice(0, beginning))
    .filter((word) => !askings.has(word))
    .slice(0, words)
    .join(' ');

/** Whether a text begins with a doing, or with words of asking, whatever it is that is asked for. */
function isAsking(text: string): boolean {
  const words = wordsOf(text.slice(0, beginning));
  const first = words.findIndex((word) => !askings.has(word));
  return (
    first >= 0 &&
    (doings.has(words[first] ?? '') || words.slice(0, first).some((word) => askingFor.has(word)))
  );
}

/** Whether a text begins with a doing and right after it a known thing: "mohon perbaikan jalan", not "perbaikan ini sangat perlu". */
function isRequest(text: string): boolean {
  const words = wordsOf(text.slice(0, beginning));
  const first = words.findIndex((word) => !askings.has(word));
  const asked = first > 0 && words.slice(0, first).some((word) => askingFor.has(word));
  const [doing = '', ...after] = words.slice(Math.max(0, first));
  const near = doings.has(doing) ? after.slice(0, 3) : asked ? [doing] : [];
  return near.some((word) => kindOf.has(stem(word)));
}

/** Whether a text asks for one thing, also without saying what is to be done: "lampu jalan saja". */
export function asksForOne(text: string): boolean {
  const first = wordsOf(text).find((word) => !askings.has(word)) ?? '';
  return (kindOf.has(stem(first)) || isRequest(text)) && splitRequests(text).length === 1;
}

/** Whether no thing is asked for twice: what shares one ("pelatihan menjahit", "mesin jahit") belongs together. */
function areDifferent(parts: string[]): boolean {
  const all = parts.map((part) => new Set(thingsIn(part)));
  return all.every((one, index) =>
    all.slice(index + 1).every((other) => ![...one].some((it) => other.has(it))),
  );
}

const wordsOf = (text: string) => text.toLowerCase().match(/\p{L}+(?:-\p{L}+)*|\d+/gu) ?? [];
const thingsIn = (text: string) =>
  wordsOf(text)
    .map(stem)
    .filter((root) => kindOf.has(root));
const trimmed = (text: string) => text.replace(/^[\s,;:.]+|[\s,;:.]+$/g, '');
