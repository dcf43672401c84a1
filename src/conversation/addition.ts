/** What is said behind an answer in words, and goes on with it: further messages to a question that was answered. */
import { tellAndAsk } from './ask.ts';
import { type Given, stepOfKind } from './early-photo.ts';
import { isListed, type Step } from './flow.ts';
import { readText } from './inputs/text.ts';
import { type Talk, t } from './talk.ts';
import { textKeys } from './text-keys.ts';
import type { Answer, AnswerValue, Input } from './types.ts';
import type { Understood } from './understand.ts';
import { withNote } from './voice-notes.ts';
import { clean, plain } from './words.ts';

/** The step whose question somebody saw, and its answer as it stands. */
export interface SeenStep {
  id: string;
  step: Step;
  answer: Answer | null;
}

/** The longer answer that a text makes of one; null where they do not go together. */
export function joined({ id, step, answer }: SeenStep, input: Input): Given | null {
  if (!answer) return null;
  const { value } = answer;
  if (input.kind === 'voice' && value.kind === 'voice') return spokenOn({ id, step, answer }, value, input);
  if (input.kind !== 'text') return null;
  const added = clean(input.text);
  // What says it all again, and more, stands for both.
  const whole = (standing: string) => plain(added).includes(plain(standing));
  const words = whole(answer.words) ? input.text : `${answer.words}\n${input.text}`;
  if (value.kind === 'text') {
    const text = whole(value.text) ? added : `${value.text} ${added}`;
    return [...text].length <= (step.max ?? 1000)
      ? { id, answer: { value: { kind: 'text', text }, words } }
      : null;
  }
  if (value.kind === 'place') {
    const { landmark = '' } = value;
    const longer = whole(landmark) ? added : `${landmark}, ${added}`;
    return { id, answer: { value: { ...value, landmark: longer.slice(0, 300) }, words } };
  }
  return null;
}

/** A voice note behind another to the same question: both are the answer. */
function spokenOn(
  { id, step, answer }: SeenStep,
  value: Extract<AnswerValue, { kind: 'voice' }>,
  input: Input,
): Given | null {
  const reading = readText(input, { step, choices: [], sofar: undefined });
  if (reading.kind !== 'answer' || reading.value.kind !== 'voice') return null;
  const longer = withNote(value, reading.value);
  return longer && { id, answer: { value: longer, words: `${answer?.words}\n${reading.words}` } };
}

/**
 * Whether it goes on with an answer that it cannot join: both together are too long, one of them is spoken, or it is a second
 * place. Of several in a row the first is told of.
 */
export function isLostAddition(
  { state }: Talk,
  { step, answer }: SeenStep,
  input: Input,
  { act }: Understood,
): boolean {
  const last = state.heard?.at(-1);
  if (act !== 'words' || (last && !last.taken && last.words !== '')) return false;
  if (input.kind === 'location') return !Object.values(state.answers).some(({ value }) => isAt(value, input));
  if (input.kind === 'voice') return isListed(step);
  const kind = answer?.value.kind ?? (state.sofar?.kind === 'several' ? 'text' : null);
  return (kind === 'text' || kind === 'voice') && input.kind === 'text' && /\p{L}/u.test(input.text);
}

const isAt = (value: AnswerValue, { lat, lon }: Extract<Input, { kind: 'location' }>) =>
  value.kind === 'place' && value.lat === lat && value.lon === lon;

/** Says that it is not kept, and how the answer is changed. */
export function tellLost(talk: Talk, before: SeenStep, input: Input): void {
  const id = (input.kind === 'location' && stepOfKind(talk, 'place')) || before.id;
  tellAndAsk(talk, t(talk, 'conversation.not-added', { name: t(talk, textKeys.name(talk.flow.id, id)) }));
}
