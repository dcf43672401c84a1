/** The choices of the question that waits, as they are read: by which words, and as an answer to what. */
import { locales } from '../texts/locales.ts';
import { choicesNow } from './choices.ts';
import { bare } from './reading/clauses.ts';
import type { Meaning, Option } from './reading/option.ts';
import { currentStep, type Talk } from './talk.ts';
import { twinsFound } from './twins.ts';

/** The current choices with all by which they may be named, in every language. */
export function optionsNow(talk: Talk): Option[] {
  const { locale } = talk.state;
  const languages = [locale, ...locales.filter((one) => one !== locale)];
  const there = languages.map((one) => ({ ...talk, state: { ...talk.state, locale: one } }));
  const labels = there.map(choicesNow);
  return (labels[0] ?? []).map(({ value }, index) => ({
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
