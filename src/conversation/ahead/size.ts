import { type Figure, figuresIn } from '../figures.ts';
import { areaIn } from '../inputs/area.ts';
import { type Size, sizeOf } from '../inputs/size.ts';
import { plainFigures } from '../plain-figures.ts';

/**
 * The size that a request names in passing: "jalan 200 m", "2 unit". How far away something is, how much there is of it
 * already, and for whom it is, are no sizes. Null where none is named, or where it is not sure.
 */
export function sizeNamed(text: string): Size | null {
  const typed = plainFigures(text);
  const area = areaIn(typed);
  // "2 x 24 jam"
  if (area && !area.named) return null;
  const people = forPeople.test(typed);
  const size = sizeOf(text, (figure) => isSize(figure, people));
  if (typeof size !== 'object' || size.unit === '') return null;
  // Five machines, or a course for ten: nobody can tell which is meant.
  const both = people && size.unit !== 'orang' && figuresIn(text).some(({ unit }) => unit === 'orang');
  return both ? null : size;
}

/** What is measured by how many take part in it. */
const forPeople = /\b(?:pelatihan|latihan|kursus|bimbingan|magang|beasiswa|seragam|training|scholarships?)\b/;
const notBefore =
  /\b(?:sudah|baru|hanya|cuma|tinggal|dari|punya|memiliki|milik|ada|jarak|berjarak|sejauh|jauh|jauhnya|kapasitas|volume|daya|isi|muatan|salah|naik|setinggi|mengairi|jadi|menjadi|terendam|untuk|bagi|gasan|buat|for|supaya|agar|melindungi|karena|sebab)(?: \S+){0,1}$/;
/** How large a field is tells nothing of what is asked for there. */
const fields = /\b(?:sawah|kebun|lahan|kabun|pahumaan)(?: \S+)?$/;
const notAfter = /^\S+(?: \S+)? (?:dari|jauh|jauhnya|lagi|per|setiap|tiap|away)\b/;

function isSize({ unit, before, after, use }: Figure, people: boolean): boolean {
  if (use !== 'amount') return false;
  if (unit === 'KK') return false;
  if (unit === 'orang') return people && !notAfter.test(after);
  if (unit === 'ha' && (fields.test(before) || fields.test(after))) return false;
  return !notBefore.test(before) && !notAfter.test(after);
}
