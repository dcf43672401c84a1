/**
 * What a message does. The rules are few: words of one's own make it an answer; a question outweighs a yes or a no; what
 * is refused, put off or not there outweighs an "ok" before it; and where two words speak against each other ("ya tidak",
 * "bukan tidak mau") it is not read at all.
 */
import type { Phrase, WordClass } from './grammar.ts';

/** What a message does to whoever asked. */
export type Act =
  /** Agrees: "inggih", "setuju banar". */
  | 'yes'
  /** Says no more than that it was heard: "siap pak", 👍. Where a yes is asked for it is one. */
  | 'ok'
  /** Refuses: "kada usah", "jangan". */
  | 'no'
  /** Puts off: "nanti", "belum". */
  | 'later'
  /** Asks for patience: "sebentar pak". */
  | 'wait'
  /** Says that there is none: "tidak ada", "kadada". */
  | 'none'
  /** Does not know: "kurang tahu pak", "entahlah". */
  | 'unknown'
  /** Asks about the talk, or does not understand: "maksudnya bagaimana pak?" */
  | 'question'
  /** Points to what was said or shown elsewhere, and says nothing of it: "sama seperti tadi", "sudah dijawab", "di situ". */
  | 'back'
  | 'greeting'
  | 'thanks'
  /** Nothing but known words, and no telling what they mean together. */
  | 'unsure'
  /** Has words of its own: an answer, whatever else it may say. */
  | 'words';

/** What a phrase is in its clause: one of the classes that carry a meaning, something beside them, or words of one's own. */
type Part = Act | 'can' | 'have' | 'sure' | 'know' | 'steer' | 'ask' | 'about' | 'beside';

const carrying = [
  ...([
    'yes',
    'ok',
    'can',
    'no',
    'later',
    'wait',
    'none',
    'have',
    'sure',
    'know',
    'unknown',
    'steer',
    'ask',
    'back',
  ] as const),
];
const beside: readonly WordClass[] = [
  ...(['greeting', 'late', 'thanks', 'please', 'address', 'particle', 'filler'] as const),
];
const negations = ['no', 'none', 'later', 'wait'] as const;

/** @param asked whether a question mark stands in it */
export function actOf(clauses: Phrase[][], asked: boolean): Act {
  const act = together(clauses.flatMap((clause) => actsOf(clause, asked)));
  if (act === null) return asked && clauses.length === 0 ? 'question' : courtesyOf(clauses.flat());
  // "Boleh?" is asked back, not answered.
  return asked && act !== 'words' ? 'question' : act;
}

function courtesyOf(phrases: Phrase[]): Act {
  const has = (name: WordClass) => phrases.some(({ classes }) => classes.has(name));
  if (has('thanks')) return 'thanks';
  if (has('greeting') || has('late') || has('address') || has('please')) return 'greeting';
  return has('filler') || phrases.some(({ words }) => /\p{L}/u.test(words.join(''))) ? 'unsure' : 'words';
}

/** What a clause does; where it begins with a yes or an "ok" two things: "ok, nanti", "ya nanti". */
function actsOf(clause: Phrase[], asked: boolean): Act[] {
  const parts = partsOf(clause);
  if (parts.some(({ part }) => part === 'words')) return ['words'];
  if (parts.some(({ part }) => part === 'ask')) return ['question'];
  if (pointsBack(parts)) return ['back'];
  const about = parts.filter(({ part }) => part === 'about');
  if (about.length > 0 && (asked || !putsOffAnswering(parts, about))) return [asked ? 'question' : 'words'];
  const said = parts.filter(({ part }) => part !== 'beside' && part !== 'about');
  const first = said.findIndex(({ part }) => part !== 'yes' && part !== 'ok');
  const before = said.slice(0, first === -1 ? said.length : first).map(({ part }) => part);
  const acts: Act[] = before.length > 0 ? [before.includes('yes') ? 'yes' : 'ok'] : [];
  return first === -1 ? acts : [...acts, actOfRest(said.slice(first))];
}

/** "Sama", "yang tadi"; and "sudah saya jawab". */
const pointsBack = (parts: Said[]): boolean => {
  const has = (name: WordClass) => parts.some(({ phrase }) => phrase.classes.has(name));
  return parts.some(({ part }) => part === 'back') || (has('already') && has('answering'));
};

/** "Nanti saya isi", "tidak punya usulan": to write, to send and a proposal are only what is put off or not there. */
const putsOffAnswering = (parts: Said[], about: Said[]): boolean =>
  about.every(({ phrase }) => phrase.classes.has('answering')) &&
  parts.some(({ part }) => negations.some((one) => one === part));

interface Said {
  part: Part;
  phrase: Phrase;
}

function partsOf(clause: Phrase[]): Said[] {
  const parts: Said[] = [];
  let behind = false;
  for (const phrase of clause) {
    parts.push({ part: partOf(phrase, behind), phrase });
    behind ||= !phrase.classes.has('address');
  }
  return parts;
}

/** "Ya" agrees at the beginning and is a particle behind another word: "nanti ya pak", "makasih ya"; not "pak, ya". */
function partOf({ classes, here }: Phrase, behind: boolean): Part {
  if (here) return here;
  if (behind && classes.has('yes') && classes.has('particle')) return 'beside';
  const own = carrying.find((name) => classes.has(name));
  if (own) return own;
  if (beside.some((name) => classes.has(name))) return 'beside';
  return classes.has('about') || classes.has('whereabouts') ? 'about' : 'words';
}

/** A clause that begins with more than a yes or an "ok". */
function actOfRest(said: Said[]): Act {
  const refused = said.filter(({ part }) => negations.some((one) => one === part));
  const [first] = refused;
  if (!first) {
    const known = said.every(({ part }) => part === 'know' || part === 'sure' || part === 'ok');
    // "Belum" is what "belum jelas" begins with where that may be chosen: "belum yakin".
    if (!known && said.every(({ part }) => part === 'unknown' || part === 'sure')) return 'unknown';
    if (said.some(({ part }) => part === 'can')) return 'yes';
    return known ? 'ok' : 'unsure';
  }
  const kinds = new Set(refused.map(({ part }) => part));
  const words = new Set(refused.map(({ phrase }) => phrase.words.join(' ')));
  // "Mau tidak", "tidak nanti", "bukan tidak mau"; but "saya kirim nanti".
  const turned = said[0] !== first && first.part !== 'later';
  if (turned || kinds.size > 1 || (first.part === 'no' && words.size > 1)) return 'unsure';
  const behind = said.filter((one) => !refused.includes(one));
  if (behind.some(({ part }) => part === 'unknown' || part === 'steer')) return 'unsure';
  if (behind.some(({ phrase }) => phrase.classes.has('know'))) return 'question';
  if (behind.some(({ phrase }) => phrase.classes.has('sure'))) return 'unknown';
  if (behind.some(({ phrase }) => phrase.classes.has('have'))) return 'none';
  return first.part as Act;
}

/** What several acts come to; null where there are none. */
function together(acts: Act[]): Act | null {
  const stronger = (['words', 'question', 'unsure', 'back'] as const).find((act) => acts.includes(act));
  if (stronger) return stronger;
  if (acts.includes('yes') && acts.includes('no')) return 'unsure';
  return (['unknown', ...negations, 'yes', 'ok'] as const).find((act) => acts.includes(act)) ?? null;
}
