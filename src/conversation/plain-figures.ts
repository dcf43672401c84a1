/** Writes a text so that its numbers can be read word by word. Pure. */
import { multiples, ones } from './number-words.ts';
import { remembered } from './remembered.ts';
import { plain } from './words.ts';

/** Words that hold a number and its unit in one. */
const wordsOfOne: [RegExp, string][] = [
  [/\b(?:sekilo|sakilo)(?:meter)?\b/g, '1 km'],
  [/\b(?:semeter|sameter)\b/g, '1 m'],
  [/\b(?:sehektar|sahektar)e?\b/g, '1 ha'],
  [/\b(?:sebuah|sabuah|sabuting|sabigi|sebiji|seunit|saunit)\b/g, '1 unit'],
  [/\b(?:sepaket|sapaket)\b/g, '1 paket'],
  [/\b(?:seorang|saurang)\b/g, '1 orang'],
  [/\b(?:seekor|saikung)\b/g, '1 ekor'],
  [/\b(?:sekelompok|sakalumpuk)\b/g, '1 kelompok'],
];

/** Marks that a plain text has not. */
const signs: [RegExp, string][] = [
  [/[‐-―−~]/g, '-'],
  [/<(?!=)/g, ' kurang dari '],
  [/×/g, ' x '],
  [/%/g, ' persen '],
  [/@/g, ' ukuran '],
  [/½/g, ' 1/2 '],
  [/¼/g, ' 1/4 '],
  [/¾/g, ' 3/4 '],
  [/²/g, '2'],
  [/³/g, '3'],
];

const numberWords = [...ones.keys(), ...multiples.keys()].join('|');
const seams: [RegExp, string][] = [
  // "s/d", "s.d.", "25sd30": from, to. "SD 3" is a school.
  [/(?<![a-z])s ?[/.] ?d(?![a-z])\.?|(?<=\d ?)sd(?![a-z])/g, ' sampai '],
  // "kira2", "ibu2": the word twice. "4O": a slip of the finger.
  [
    /(?<![a-z])(?!(?:dusun|kelas|blok|gang|tahun|meter|mtr|jalur|handil|nomor|sdn|smpn?|sman?|smkn?|min|mtsn?|man)2)([a-z]{3,})2(?!\d)/g,
    '$1',
  ],
  [/(?<=\d)o(?![a-z])/g, '0'],
  // "200an", "puluh-an"
  [/(?<=\d) ?-?an\b/g, ''],
  [/(?<=puluh|ratus|ribu|belas)-an\b/g, 'an'],
  // "twenty-five" is one number, "dua-tiga" two.
  [/(?<=(?:twen|thir|for|fif|six|seven|eigh|nine)ty)-(?=[a-z])/g, ' '],
  [new RegExp(`(?<=\\b(?:${numberWords}))-`, 'g'), ' - '],
  [/(?<=\b(?:rt|rw|ke|no))-(?=\d)/g, ' '],
  [/-(?=\d)|(?<=\d ?)-/g, ' - '],
  // The square of a unit is no number of its own.
  [/(?<![a-z])(k?m|meter|mtr)2\b/g, ' $1²'],
  [/(?<![a-z])(m|meter|mtr)3\b/g, ' $1³'],
  [/(?<=\d[.,]?)(?=[a-z])|(?<=[a-z])\.?(?=\d)/g, ' '],
  // Only between figures a stroke is part of a number.
  [/(?<!\d)\/|\/(?!\d)/g, ' / '],
  // The end of a clause is a word of its own: in "KK 38, jiwa 140" the 38 are no people.
  [/[.,]+(?=\s|$)/g, ' ,'],
  [/\s+/g, ' '],
  [/(?: ,)+$/g, ''],
];

/** A plain text with its numbers apart from what touches them: "±800m2 (25–30KK)" is "800 m² 25 - 30 kk". */
export const plainFigures = remembered((text) => {
  const marked = replaceAll(text, signs);
  return replaceAll(plain(marked), [...wordsOfOne, ...seams]).trim();
});

const replaceAll = (text: string, rules: [RegExp, string][]): string =>
  rules.reduce((so, [pattern, by]) => so.replace(pattern, by), text);
