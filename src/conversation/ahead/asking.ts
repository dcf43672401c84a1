import { stem } from '../../classification/stem.ts';
import { doings, kindOf } from '../request-words.ts';

/**
 * Whether a text that tells a problem also asks for something, so that it is the proposal too: "Jalan becek. Mohon pengerasan
 * jalan 500 m". What is only complained of is not asked for: "Bantuan pupuk sering terlambat".
 */
export function asksForSomething(text: string): boolean {
  const sentences = text.toLowerCase().split(/[.;!?\n]+\s|[;!?\n]/);
  return sentences.some(
    (sentence) => namesDoing(sentence) || sentence.split(/,\s/).some((clause) => asksOutright(clause.trim())),
  );
}

const speakers =
  '(?:assalamualaikum|pak|bu|bapak|ibu|kami|kita|saya|ulun|warga|jadi|maka|untuk itu|karena itu|sangat|dan)';
const verbs =
  '(?:minta|meminta|mohon|memohon|tolong|usul|usulan|mengusulkan|handak|perlu|butuh|membutuhkan|memerlukan|please|we need|we ask for)';
const outright = new RegExp(`^(?:${speakers},? )*(?:${verbs} )+`);
/** An old wish is a complaint. */
const refused = /\b(?:pernah|ditanggapi|dikabulkan|ditolak|direspon|jangan|waktu|biaya)\b/;

function asksOutright(clause: string): boolean {
  const verb = outright.exec(clause);
  if (!verb || refused.test(clause)) return false;
  return wordsOf(clause.slice(verb[0].length))
    .slice(0, 4)
    .some((word) => doings.has(word) || isThing(word));
}

const complaint =
  /\b(?:belum|tidak|tak|kada|terlambat|lambat|terbengkalai|mangkrak|ditunda|tertunda|gagal|lagi|selalu|sering|lalu|kurang|pernah|asal|mahal|susah|cepat|lama|kapan|hanya)\b/;

/** "Perbaikan jalan ke kebun 200 m": what is to be done, and nothing that is complained of. */
function namesDoing(sentence: string): boolean {
  const [first = '', ...after] = wordsOf(sentence);
  return doings.has(first) && after.slice(0, 3).some(isThing) && !complaint.test(sentence);
}

const wordsOf = (text: string) => text.match(/\p{L}+(?:-\p{L}+)*/gu) ?? [];
const isThing = (word: string) => kindOf.has(word) || kindOf.has(stem(word));
