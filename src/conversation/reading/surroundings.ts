/** What is said around a name: "di desa Hukai, kec. Juai", "ketua RT 03 desa Hukai". Pure. */

import { numberInWords } from '../numbers.ts';

/** What may stand around the names of a question's choices without changing which is meant; all as `bare` words. */
export interface Surroundings {
  /** What leads up to a name: "di", "desa". */
  leads: readonly string[];
  /** Places that hold what is asked for, and what leads up to their names: "Juai", "kec". */
  places: readonly string[];
  placeLeads: readonly string[];
  /** Whether an RT with its number may be left off. */
  withRt: boolean;
}

/** An RT with its number, and its RW: it is asked about by itself. */
const rt = /(?:^| )rt ?\d{1,3}(?: (?:rw ?)?\d{1,3})?$/;

const isNumber = (name: string) => /^\d/.test(name) || numberInWords(name)?.rest === '';

/** "Ibu2": the word twice. */
const doubled = /(?<!\p{L})(\p{L}{3,})2(?!\p{N})/gu;

/** A core of a message and what is left of it without what stands around a name, ever less of it. */
export function namesIn(core: string, { leads, places, placeLeads, withRt }: Surroundings): string[] {
  const written = core.replaceAll(doubled, '$1 $1');
  const whole = [written, ...withoutPlaces(written, places, placeLeads)];
  const seats = whole.flatMap((words) => [words, ...(withRt ? withoutRt(words) : [])]);
  const names = seats.flatMap((words) => [words, ...withoutLeads(words, leads)]);
  // Of "dua desa" the number is none of the list.
  return [core, ...new Set(names.filter((name) => name !== core && !isNumber(name)))];
}

function withoutLeads(words: string, leads: readonly string[]): string[] {
  const lead = leads.find((one) => words.startsWith(`${one} `));
  if (!lead) return [];
  const rest = words.slice(lead.length + 1);
  return [rest, ...withoutLeads(rest, leads)];
}

/** Of "kepala desa Hukai" both "kepala desa" and "kepala": only the choices tell what "desa" belongs to. */
function withoutPlaces(words: string, places: readonly string[], leads: readonly string[]): string[] {
  const cut = (ends: readonly string[], from: string) => {
    const end = ends.find((one) => from.endsWith(` ${one}`));
    return end ? from.slice(0, -end.length - 1) : null;
  };
  const left: string[] = [];
  for (
    let rest = cut(places, words);
    rest;
    rest = cut(left.length > 0 ? [...places, ...leads] : places, rest)
  )
    left.push(rest);
  return left.filter((rest) => !leads.includes(rest));
}

/** "Hukai" of "Hukai RT 03", and "ketua RT" of "ketua RT 03". */
function withoutRt(words: string): string[] {
  const found = rt.exec(words);
  if (!found) return [];
  const before = words.slice(0, found.index);
  return before ? [`${before} rt`, before] : ['rt'];
}
