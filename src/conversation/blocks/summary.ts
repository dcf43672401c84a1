import { choicesOf } from '../choices.ts';
import { inOrder, isListed } from '../flow.ts';
import { firstText, type Talk, t } from '../talk.ts';
import { textKeys } from '../text-keys.ts';
import { supported } from '../twins.ts';
import type { Answer } from '../types.ts';
import { voiceNotesIn } from '../voice-notes.ts';

/** All answers given so far, a line each, in the order of the questions. */
export function summary(talk: Talk): string[] {
  const { flow, state } = talk;
  const asked = inOrder(flow, state.trail).filter((id) => isListed(flow.steps[id]));
  const lines = asked.flatMap((id) => {
    const answer = state.answers[id];
    // What was passed over by rule was never asked, so it is not shown; what they skipped themselves is.
    const there = answer && (answer.value.kind !== 'skipped' || flow.steps[id]?.optional);
    return there ? [`${t(talk, textKeys.name(flow.id, id))}: ${shownValue(talk, id, answer)}`] : [];
  });
  return [lines.join('\n')];
}

/** An answer as people read it: the label of a choice, "800 m", their own words. */
export function shownValue(talk: Talk, id: string, { value, words }: Answer): string {
  switch (value.kind) {
    case 'choice': {
      const step = talk.flow.steps[id];
      return (
        (step?.list === 'twins' ? supported(talk, value.choice) : null) ??
        (step && choicesOf(talk, step, id).find((choice) => choice.value === value.choice)?.label) ??
        words
      );
    }
    case 'text':
      return value.text;
    case 'voice':
      return t(talk, 'conversation.shown.voice', {
        seconds: Math.round(voiceNotesIn(value).reduce((all, { seconds }) => all + seconds, 0)),
      });
    case 'quantity':
      return `${t(talk, 'conversation.number', { number: value.amount })} ${unitName(talk, value.unit)}`;
    case 'count':
      return firstText(talk, [textKeys.shown(talk.flow.id, id), 'conversation.shown.count'], {
        count: value.count,
      });
    case 'place':
      return value.landmark ?? t(talk, 'conversation.shown.location');
    case 'photos':
      return t(talk, 'conversation.shown.photos', { count: value.photos.length });
    case 'skipped':
      return t(talk, 'conversation.shown.skipped');
  }
}

/** A unit as people of this language write it: "orang" is "people" in English. Symbols (m, km, ha) are the same. */
function unitName({ texts, state }: Talk, unit: string): string {
  const key = `conversation.unit.${unit}`;
  return texts.has(key, state.locale) ? texts.t(state.locale, key) : unit;
}
