/** How a message is read where a question waits: by its choices, and by what it is about. */
import { locales } from '../texts/locales.ts';
import { spellingKey } from '../texts/place-key.ts';
import { choicesNow, choicesOf, listsBeside } from './choices.ts';
import type { Command } from './commands.ts';
import { optionsNow } from './options.ts';
import type { Act } from './reading/act.ts';
import { choose, overlayOf } from './reading/choose.ts';
import { bare } from './reading/clauses.ts';
import { folded, type Overlay } from './reading/grammar.ts';
import type { Option } from './reading/option.ts';
import type { Said } from './reading/reader.ts';
import { rtsNamed } from './reading/rts.ts';
import { namesIn, type Surroundings } from './reading/surroundings.ts';
import { currentStep, type Talk } from './talk.ts';
import { textKeys } from './text-keys.ts';
import type { Input } from './types.ts';

/** A message in the light of the question that waits. */
export interface Understood {
  /** What it does; words of one's own where it is no text. */
  act: Act;
  command: Command | null;
  /** Which of the current choices it makes, in any language; null where it makes none. */
  chosen: string | null;
}

export function understand(talk: Talk, input: Input): Understood {
  if (input.kind === 'choice') {
    const pressed = choicesNow(talk).find(({ value }) => value === input.value);
    return { act: 'words', command: null, chosen: pressed?.value ?? null };
  }
  if (input.kind !== 'text') return { act: 'words', command: null, chosen: null };
  const options = optionsNow(talk);
  const said = talk.reader.read(input.text, new Map([...topicOf(talk), ...overlayOf(options)]));
  const { command } = said;
  const act = asksWhere(talk, said) ? 'question' : said.act;
  const around = surroundingsOf(talk, options);
  if (!around) return { act, command, chosen: choose(said, options)?.value ?? null };
  const names = { ...said, cores: [...new Set(said.cores.flatMap((core) => namesIn(core, around)))] };
  const named = choose(names, options, (name) => isElsewhere(talk, name))?.value;
  return { act, command, chosen: named ?? (doubtful.test(input.text) ? null : byRts(talk, names.cores)) };
}

/** No place is asked for; a problem may be told as a question ("kenapa jalan kami selalu banjir?"). */
const asksWhere = ({ state, flow }: Talk, { act, asksBack }: Said): boolean =>
  act === 'words' && asksBack && !state.menu && currentStep({ state, flow })?.kind === 'place';

/** Asked back, or an RT and its RW as well as two RTs: "RT 03/01". */
const doubtful = /\?|\d\s?\/\s?\d/;

/** The choice that is made by the numbers of RTs, of those that are offered. */
function byRts(talk: Talk, names: readonly string[]): string | null {
  const own = Number(talk.context.participant.rt ?? Number.NaN);
  const how = names.map((name) => rtsNamed(name, own)).find((one) => one !== null);
  const choice = currentStep(talk)?.choices?.find(({ rts }) => rts !== undefined && rts === how);
  return choicesNow(talk).some(({ value }) => value === choice?.value) ? (choice?.value ?? null) : null;
}

/** The question's name, and other words for what it is about, say nothing in an answer to it: "fotonya tidak ada". */
function topicOf({ state, flow, texts }: Talk): Overlay {
  return state.menu || !currentStep({ state, flow })
    ? nothing
    : topic({ flow, texts }, state.step ?? '').beside;
}

const topicWords = (talk: Pick<Talk, 'flow' | 'texts'>, step: string) => topic(talk, step).words;

/** The words of what a question is about, the longest first, and how they are read in an answer to it. */
interface Topic {
  words: readonly string[];
  beside: Overlay;
}
const nothing: Overlay = new Map();
/** The same for everybody, and needed for each answer. */
const topics = new WeakMap<Talk['texts'], Map<string, Topic>>();

function topic({ flow, texts }: Pick<Talk, 'flow' | 'texts'>, step: string): Topic {
  const known = topics.get(texts) ?? new Map<string, Topic>();
  topics.set(texts, known);
  const name = textKeys.name(flow.id, step);
  const found = known.get(name) ?? topicFrom(texts, name, textKeys.topic(flow.id, step));
  known.set(name, found);
  return found;
}

function topicFrom(texts: Talk['texts'], name: string, topicKey: string): Topic {
  const named = texts.has(name) ? locales.flatMap((locale) => bare(texts.t(locale, name)).split(' ')) : [];
  const about = texts.has(name) ? wordsUnder(texts, topicKey) : [];
  const words = longestFirst([...named, ...about].flatMap((word) => [word, `${word}nya`]));
  return { words, beside: new Map(words.map((word) => [folded(word), 'beside'] as const)) };
}

const longestFirst = (words: string[]) => words.sort((one, other) => other.length - one.length);

/** The words of a text of many, in all languages; none where there is no such text. */
const wordsUnder = (texts: Talk['texts'], key: string): string[] =>
  texts.has(key) ? locales.flatMap((locale) => texts.t(locale, key).split('|').map(bare)) : [];

/**
 * What may stand around a choice: the words of the question's topic before it, and behind it those of `behind` and, where
 * the choices come from data, the places named so far. Null where a yes or a no is asked for, which is said in clear words only.
 */
function surroundingsOf(talk: Talk, options: Option[]): Surroundings | null {
  const step = talk.state.menu ? null : currentStep(talk);
  if (step?.list) return surroundingsOfData(talk);
  const isPlain = options.every(({ means, grave }) => !grave && means.every((one) => one === 'unknown'));
  if (step?.kind !== 'choice' || !isPlain) return null;
  const { state, flow, texts, context } = talk;
  const id = state.step ?? '';
  const behind = wordsUnder(texts, textKeys.behind(flow.id, id));
  const { village, kecamatan } = context.participant;
  return {
    leads: topicWords(talk, id),
    places: longestFirst([...behind, ...[village, kecamatan].map(bare)].filter(Boolean)),
    placeLeads: [],
    withRt: !step.choices?.some(({ rts }) => rts),
  };
}

function surroundingsOfData(talk: Talk): Surroundings {
  const { state, flow, context } = talk;
  const placed = state.trail.filter((id) => id !== state.step && isOfPlaces(flow.steps[id]?.list));
  const named = placed.flatMap((id) => {
    const [step, value] = [flow.steps[id], state.answers[id]?.value];
    const chosen = value?.kind === 'choice' ? value.choice : null;
    return step ? choicesOf(talk, step, id).filter((choice) => choice.value === chosen) : [];
  });
  const leads = topicWords(talk, state.step ?? '');
  return {
    leads,
    // "Kabupaten Balangan" is also said without the word for what it is.
    places: [...named.map(({ label }) => label), context.district.replace(/^(kabupaten|kota)\s+/i, '')].map(
      bare,
    ),
    placeLeads: [...leads, ...placed.flatMap((id) => topicWords(talk, id))],
    // Twins are told apart by their RT.
    withRt: currentStep(talk)?.list !== 'twins',
  };
}

const isOfPlaces = (list: string | undefined) => list === 'kecamatan' || list?.startsWith('villages/');

/** The exact name of a village of another kecamatan is no slip of the pen for one of this. */
const isElsewhere = (talk: Talk, name: string): boolean =>
  listsBeside(talk).some((list) => list.some(({ label }) => spellingKey(label) === spellingKey(name)));
