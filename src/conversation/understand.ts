/** How a message is read where a question waits: by its choices, and by what it is about. */
import { locales } from '../texts/locales.ts';
import { choicesNow } from './choices.ts';
import type { Command } from './commands.ts';
import { optionsNow } from './options.ts';
import type { Act } from './reading/act.ts';
import { choose, overlayOf } from './reading/choose.ts';
import { bare } from './reading/clauses.ts';
import { folded, type Overlay } from './reading/grammar.ts';
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
  return { act: said.act, command: said.command, chosen: choose(said, options)?.value ?? null };
}

/** The question's name, and other words for what it is about, say nothing in an answer to it: "fotonya tidak ada". */
function topicOf(talk: Talk): Overlay {
  const { state, flow, texts } = talk;
  const [name, topic] = [textKeys.name(flow.id, state.step ?? ''), textKeys.topic(flow.id, state.step ?? '')];
  if (state.menu || !currentStep(talk) || !texts.has(name)) return new Map();
  const words = locales.flatMap((locale) => [
    ...bare(texts.t(locale, name)).split(' '),
    ...(texts.has(topic) ? texts.t(locale, topic).split('|') : []),
  ]);
  return new Map(
    words.flatMap((word) => [word, `${word}nya`].map((one) => [folded(one), 'beside'] as const)),
  );
}
