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
  const { act, command } = said;
  if (talk.state.menu || !currentStep(talk)?.list)
    return { act, command, chosen: choose(said, options)?.value ?? null };
  const around = surroundingsOf(talk);
  const names = { ...said, cores: [...new Set(said.cores.flatMap((core) => namesIn(core, around)))] };
  return { act, command, chosen: choose(names, options, (name) => isElsewhere(talk, name))?.value ?? null };
}

/** The question's name, and other words for what it is about, say nothing in an answer to it: "fotonya tidak ada". */
function topicOf({ state, flow, texts }: Talk): Overlay {
  if (state.menu || !currentStep({ state, flow })) return new Map();
  const words = topicWords({ flow, texts }, state.step ?? '');
  return new Map(words.map((word) => [folded(word), 'beside'] as const));
}

function topicWords({ flow, texts }: Pick<Talk, 'flow' | 'texts'>, step: string): string[] {
  const [name, topic] = [textKeys.name(flow.id, step), textKeys.topic(flow.id, step)];
  if (!texts.has(name)) return [];
  const words = locales.flatMap((locale) => [
    ...bare(texts.t(locale, name)).split(' '),
    ...(texts.has(topic) ? texts.t(locale, topic).split('|') : []),
  ]);
  return words.flatMap((word) => [word, `${word}nya`]);
}

/** Where the choices come from data: the words of the question's topic before a name, the places named so far behind it. */
function surroundingsOf(talk: Talk): Surroundings {
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
  };
}

const isOfPlaces = (list: string | undefined) => list === 'kecamatan' || list?.startsWith('villages/');

/** The exact name of a village of another kecamatan is no slip of the pen for one of this. */
const isElsewhere = (talk: Talk, name: string): boolean =>
  listsBeside(talk).some((list) => list.some(({ label }) => spellingKey(label) === spellingKey(name)));
