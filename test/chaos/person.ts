import { topicOf } from '../../src/demo/questions.ts';
import { nearest, type Place, plain, read, receiptsIn, type Seen } from '../../src/demo/reading.ts';
import type { Answers } from './answers.ts';

/** What a message asks: a topic of the round's questions, or a place beside them (`consent`, `mirror`, `more`, …). */
export type About = keyof Answers | Exclude<Place['at'], 'question' | 'introduction'> | 'greeting';

/** One line of a talk, as the person remembers it. `at` is in ms since 1970. */
export interface Line {
  at: number;
  from: 'person' | 'service';
  text: string;
  /** What it asks, or what it answers; null where it does neither. */
  about: About | null;
  /** The choice that its number means, without signs. */
  meant?: string;
  /** Said once more, for nobody had answered. */
  repeat?: true;
  /** It is a receipt, with this code. */
  code?: string;
}

/** Somebody with one proposal in mind. */
export interface Person {
  address: string;
  answers: Answers;
  /** They answer a choice by its number, else by its label. */
  byNumber: boolean;
  lines: Line[];
  /** They have sent their proposal, said that this was all, and were told so. */
  done: boolean;
}

/** What a message asks of them, if anything. */
export function questionOf(seen: Seen): { about: About; choices: string[] } | null {
  const place = read(seen);
  if (!place || place.at === 'introduction') return null;
  const about = place.at === 'question' ? topicOf(place) : place.at;
  return { about, choices: place.choices };
}

/** Words by which they look for their choice where the question is none of the nine. */
const wanted: Partial<Record<About, string>> = {
  consent: 'ya mulai',
  twins: 'ini berbeda',
  mirror: 'kirim',
  more: 'selesai',
  photos: 'lewati',
};

/** What they say to a question: the label or the number of the choice they mean, else their own words. */
export function wordsFor(
  { answers, byNumber }: Person,
  about: About,
  choices: string[],
): Pick<Line, 'text' | 'meant'> {
  const own = about in answers ? answers[about as keyof Answers] : (wanted[about] ?? 'lanjut ya benar');
  const index = Math.max(0, nearest(choices, own));
  const label = choices[index];
  if (!label) return { text: own };
  return byNumber ? { text: String(index + 1), meant: plain(label) } : { text: label };
}

/** Notes what came on their screen, with the code where it is a receipt. */
export function hear({ lines }: Person, seen: Seen, at: number): void {
  const about = questionOf(seen)?.about ?? null;
  const [code] = receiptsIn(seen.text);
  lines.push({ at, from: 'service', text: seen.text, about, ...(code ? { code } : {}) });
}
