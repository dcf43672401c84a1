import { textKeys } from '../check.ts';
import { choicesOf } from '../choices.ts';
import { type Talk, t } from '../talk.ts';
import type { Answer } from '../types.ts';

/** All answers given so far, a line each, in the order of the questions, and what is still missing. */
export function summary(talk: Talk): string[] {
  const { flow, state } = talk;
  const asked = state.trail.filter((id) => flow.steps[id]?.number !== undefined);
  const lines = asked.flatMap((id) => {
    const answer = state.answers[id];
    return answer ? [`${t(talk, textKeys.name(flow.id, id))}: ${shownValue(talk, id, answer)}`] : [];
  });
  return [lines.join('\n')];
}

/** An answer as people read it: the label of a choice, "800 m", their own words. */
export function shownValue(talk: Talk, id: string, { value, words }: Answer): string {
  switch (value.kind) {
    case 'choice': {
      const step = talk.flow.steps[id];
      return (
        (step && choicesOf(talk, step, id).find((choice) => choice.value === value.choice)?.label) ?? words
      );
    }
    case 'text':
      return value.text;
    case 'voice':
      return t(talk, 'conversation.shown.voice', { seconds: Math.round(value.seconds) });
    case 'quantity':
      return `${t(talk, 'conversation.number', { number: value.amount })} ${value.unit}`;
    case 'count':
      return t(talk, 'conversation.number', { number: value.count });
    case 'place':
      return value.landmark ?? t(talk, 'conversation.shown.location');
    case 'photos':
      return t(talk, 'conversation.shown.photos', { count: value.photos.length });
    case 'skipped':
      return t(talk, 'conversation.shown.skipped');
  }
}
