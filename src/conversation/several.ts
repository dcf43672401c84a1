/** What people see of a message that asks for several things: the offer to split it, and the requests that wait. */
import type { Choice } from '../channels/channel.ts';
import { currentStep, type Talk, t } from './talk.ts';

/** The choices of a text: of the offer that stands, or the request that waits. */
export function severalChoices(talk: Talk): Choice[] {
  const { sofar, waiting = [] } = talk.state;
  const label = (value: string) => ({ value, label: t(talk, `conversation.several.${value}`) });
  if (sofar?.kind === 'several') return [label('each'), label('whole')];
  return currentStep(talk)?.split && waiting.length > 0 ? [label('waiting')] : [];
}

/** The offer: what was understood as requests, a line each. */
export function severalQuestion(talk: Talk, parts: string[]): string {
  const lines = parts.map((part, index) => `${index + 1}. ${part}`);
  return [
    t(talk, 'conversation.several.found', { count: parts.length }),
    ...lines,
    t(talk, 'conversation.several.ask'),
  ].join('\n');
}

/** The requests of an earlier message that are still to be proposed. */
export function waitingLines(talk: Talk): string[] {
  const { waiting = [] } = talk.state;
  if (waiting.length === 0) return [];
  return [[t(talk, 'conversation.several.kept'), ...waiting.map(({ text }) => `- ${text}`)].join('\n')];
}
