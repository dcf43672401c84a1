/** How a message is read where a question waits: by its choices, and by what it is about. */
import { locales } from '../texts/locales.ts';
import { choicesNow } from './choices.ts';
import { choose, overlayOf } from './reading/choose.ts';
import { bare, clausesOf } from './reading/clauses.ts';
import { folded, type Overlay } from './reading/grammar.ts';
import type { Meaning, Option } from './reading/option.ts';
import type { Said } from './reading/reader.ts';
import { currentStep, type Talk } from './talk.ts';
import { textKeys } from './text-keys.ts';
import { twinsFound } from './twins.ts';
import type { Input } from './types.ts';

/** A message read in the light of the question that waits; null for what is no text. */
export function readHere(talk: Talk, input: Input): Said | null {
  if (input.kind !== 'text') return null;
  const overlay = new Map([...topicOf(talk), ...overlayOf(optionsNow(talk))]);
  return talk.reader.read(input.text, overlay);
}

/** Which of the current choices a message makes, in any language; null where it makes none. */
export function choiceMade(talk: Talk, input: Input): string | null {
  if (input.kind === 'choice')
    return choicesNow(talk).find(({ value }) => value === input.value)?.value ?? null;
  const options = optionsNow(talk);
  const said = options.length > 0 ? readHere(talk, input) : null;
  return said ? (choose(said, options)?.value ?? null) : null;
}

/** The question's name says nothing in an answer to it: "fotonya tidak ada". */
function topicOf({ state, flow, texts }: Talk): Overlay {
  const key = textKeys.name(flow.id, state.step ?? '');
  if (state.menu || !texts.has(key)) return new Map();
  const words = locales.flatMap((locale) => clausesOf(texts.t(locale, key)).flat());
  return new Map(
    words.flatMap((word) => [word, `${word}nya`].map((one) => [folded(one), 'beside'] as const)),
  );
}

/** The current choices with all by which they may be named, in every language. */
function optionsNow(talk: Talk): Option[] {
  const { locale } = talk.state;
  const languages = [locale, ...locales.filter((one) => one !== locale)];
  const there = languages.map((one) => ({ ...talk, state: { ...talk.state, locale: one } }));
  const labels = there.map(choicesNow);
  return choicesNow(talk).map(({ value }, index) => ({
    value,
    names: there.map((spoken, language) => ({
      label: bare(labels[language]?.[index]?.label ?? ''),
      also: otherWords(spoken, value).map(bare),
    })),
    ...weightOf(talk, value),
  }));
}

/** Other words for a choice in the talk's language: "ibu-ibu" for "Perempuan", "sama" for the one twin there is. */
function otherWords(talk: Talk, value: string): string[] {
  const { state, flow, texts } = talk;
  const side = sideOf(talk);
  const about = side ? `conversation.${side}` : `${flow.id}.${state.step}`;
  const key = isOnlyTwin(talk, value) ? 'conversation.twin.also' : `${about}.also.${value}`;
  const others = texts.has(key) ? texts.t(state.locale, key).split('|') : [];
  // A twin is told with its code.
  return !side && currentStep(talk)?.list === 'twins' ? [...others, value] : others;
}

/** What is asked beside the step itself: a side question, the offer to split a text, whether more photos come. */
function sideOf(talk: Talk): string | null {
  const kind = currentStep(talk)?.kind;
  return talk.state.menu ?? (kind === 'text' ? 'several' : kind === 'photos' ? 'partly' : null);
}

function isOnlyTwin({ state, flow }: Talk, value: string): boolean {
  const twins = !state.menu && currentStep({ state, flow })?.list === 'twins' ? twinsFound({ state }) : [];
  return twins.length === 1 && twins[0]?.code === value;
}

/** What the choices of the engine's own questions mean. To erase for good, the word that is asked for must be typed. */
const meansAside: Record<string, Record<string, Meaning[]>> = {
  cancel: { yes: ['yes'], no: ['no', 'later', 'none'] },
  erase: { yes: ['yes'], no: ['no', 'later', 'none'] },
  'erase-sure': { yes: [], no: ['no', 'later', 'none'] },
  several: { each: ['yes'], whole: ['no'], waiting: ['yes'] },
  partly: { selesai: ['ok', 'no', 'later', 'none', 'thanks'] },
};

/** What a choice means, and what hangs on it. */
function weightOf(talk: Talk, value: string): Pick<Option, 'means' | 'grave' | 'deletes'> {
  const side = sideOf(talk);
  if (side) {
    const deletes = value === 'yes';
    return { means: meansAside[side]?.[value] ?? [], grave: deletes, deletes };
  }
  const choice = currentStep(talk)?.choices?.find((one) => one.value === value);
  const grave = Boolean(choice?.call ?? choice?.effect) || choice?.menu === 'cancel';
  return { means: isOnlyTwin(talk, value) ? ['yes'] : (choice?.means ?? []), grave, deletes: false };
}
