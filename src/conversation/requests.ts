/**
 * Finds messages that ask for several things at once. Cautious on purpose: "jalan dan jembatan" is one request. A
 * wrong offer to split costs the sender a message; a missed one costs the office no more than a second look.
 */
import { stem } from '../classification/stem.ts';

/** In characters; no answer is longer, and a longer message is not taken for a list of requests. */
const longest = 1_000;

/** Words for what is to be done, with which requests begin. Indonesian, Banjar, English. */
const doings = new Set(
  (
    'perbaikan perbaiki memperbaiki pembangunan bangun membangun pembuatan buatkan membuat pengadaan adakan mengadakan ' +
    'bantuan bantu rehab rehabilitasi renovasi peningkatan pengerasan pengaspalan pengecoran semenisasi pelebaran ' +
    'pemasangan pasang pasangkan penambahan tambahan pelatihan kursus latihan pembinaan penyuluhan normalisasi ' +
    'pengerukan penyediaan pemberian lanjutan bedah mambaiki babaiki maulah manambah mambangun ' +
    'repair build provide training construction'
  ).split(' '),
);

/** Words before those that say only that something is asked for. */
const askings = new Set(
  (
    'minta mohon tolong usul usulan mengusulkan kami kita saya ulun warga juga jua lawan dan wan serta lalu terus kemudian ' +
    'yang kedua ketiga pertama selanjutnya kalau bisa bila mungkin untuk agar supaya handak ingin please also we ask for'
  ).split(' '),
);

/** Things that are asked for: two requests are told apart by them. A text without any is one request. */
const things = new Set(
  (
    'jalan gang jembatan jambatan titian sumur jamban wc toilet rumah rtlh siring talud drainase selokan parit ' +
    'gorong-gorong gorong irigasi lampu pju listrik posyandu poskesdes puskesmas paud tk sd sekolah kelas perpustakaan ' +
    'masjid langgar mushola musholla pasar kios gudang bibit pupuk ternak kambing sapi itik ayam ikan kolam mesin alat ' +
    'traktor modal beasiswa seragam ambulans internet wifi tower lapangan balai pagar gapura poskamling menjahit las ' +
    'bengkel komputer barista salon anyaman kerajinan sembako tandon pipa air sampah tps kelotok jukung perahu jaring ' +
    'road bridge well lamp school market'
  )
    .split(' ')
    .map(stem),
);

/** Where one request may end and another begin. For texts without doubled spaces, else matching takes for ever. */
const seams =
  /\s?(?:;|\n|(?<=\p{L}{2})\.\s|,?\s(?:dan|wan|serta|and)\s(?:juga|jua|also)\s|,?\sselain\situ,?\s)\s?/giu;

/** "1.", "2)", "-": the mark of a point in a list. */
const numbered = /(?:^|[\s:])(\d{1,2})[.)]\s(?=\p{L})/gu;
const bulleted = /(?:^|\n)[-*•]\s(?=\p{L})/gu;

/** Words that may stand before a list without being part of what is asked for. */
const opening = new Set(
  (
    'usulan usul kami kita saya warga rt desa yaitu adalah antara lain berikut ini ada beberapa dua tiga empat untuk yang ' +
    'diusulkan minta mohon mengusulkan sebagai tahun our proposals we ask for'
  ).split(' '),
);

/**
 * The requests of a message in its own words, in their order; the whole message where they cannot be told apart.
 * @param shortest characters that a request of its own must have
 */
export function splitRequests(text: string, shortest = 8): string[] {
  const whole = text.trim();
  if (whole.length > longest) return [whole];
  const spaced = whole.replaceAll(/\s+/gu, (run) => (run.includes('\n') ? '\n' : ' '));
  const points = pointsOf(spaced);
  const parts = points.length > 0 ? points : sentencesOf(spaced);
  const long = parts.every((part) => part.length >= shortest);
  return parts.length > 1 && long && areDifferent(parts) ? parts : [whole];
}

/** The points of a list: numbers from one on, or bullets; nothing else may stand before it. */
function pointsOf(text: string): string[] {
  const marks = [...text.matchAll(numbered)];
  const inOrder = marks.length > 1 && marks.every((mark, index) => Number(mark[1]) === index + 1);
  const found = inOrder ? marks : [...text.matchAll(bulleted)];
  if (found.length < 2) return [];
  const before = wordsOf(text.slice(0, found[0]?.index));
  if (before.some((word) => !opening.has(word) && !/^\d+$/.test(word))) return [];
  const points = found.map((mark, index) =>
    trimmed(text.slice((mark.index ?? 0) + mark[0].length, found[index + 1]?.index)),
  );
  return points.every((point) => thingsIn(point).length > 0) ? points : [];
}

/** Sentences that each ask for something; a sentence that only explains a request stays with it. */
function sentencesOf(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const seam of text.matchAll(seams)) {
    const end = seam.index + seam[0].length;
    if (!isRequest(text.slice(end)) || !isRequest(text.slice(from, seam.index))) continue;
    parts.push(trimmed(text.slice(from, seam.index)));
    from = end;
  }
  return [...parts, trimmed(text.slice(from))];
}

/** In how much of a request's beginning the doing and the thing are looked for, in characters. */
const beginning = 200;

/** Whether a text begins with a doing and right after it a known thing: "mohon perbaikan jalan", not "perbaikan ini sangat perlu". */
function isRequest(text: string): boolean {
  const words = wordsOf(text.slice(0, beginning));
  const first = words.findIndex((word) => !askings.has(word));
  const asked =
    first > 0 && ['minta', 'mohon', 'tolong', 'usul'].some((word) => words.slice(0, first).includes(word));
  const [doing = '', ...after] = words.slice(Math.max(0, first));
  const near = doings.has(doing) ? after.slice(0, 3) : asked ? [doing] : [];
  return near.some((word) => things.has(stem(word)));
}

/** Whether a text asks for one thing, also without saying what is to be done: "lampu jalan saja". */
export function asksForOne(text: string): boolean {
  const first = wordsOf(text).find((word) => !askings.has(word)) ?? '';
  return (things.has(stem(first)) || isRequest(text)) && splitRequests(text).length === 1;
}

/** Whether no thing is asked for twice: what shares one ("pelatihan menjahit", "mesin jahit") belongs together. */
function areDifferent(parts: string[]): boolean {
  const all = parts.map((part) => new Set(thingsIn(part)));
  return all.every(
    (one, index) =>
      one.size > 0 && all.slice(index + 1).every((other) => ![...one].some((it) => other.has(it))),
  );
}

const wordsOf = (text: string) => text.toLowerCase().match(/\p{L}+(?:-\p{L}+)*|\d+/gu) ?? [];
const thingsIn = (text: string) =>
  wordsOf(text)
    .map(stem)
    .filter((root) => things.has(root));
const trimmed = (text: string) => text.replace(/^[\s,;:.]+|[\s,;:.]+$/g, '');
