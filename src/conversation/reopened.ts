/**
 * Questions of sent proposals that the office asks again, because the answer is lacking. They stand beside the talk: while one
 * waits it is read before the talk's own question, whatever the talk is at; its answer goes into the proposal it is of and into
 * no other. `listen-reopened.ts` reads what is said to them.
 */
import type { Choice } from '../channels/channel.ts';
import { ask, question } from './ask.ts';
import { choicesNow } from './choices.ts';
import type { Step } from './flow.ts';
import { type Role, stepOfRole } from './roles.ts';
import { say, type Talk, t } from './talk.ts';
import type { Reopened, State } from './types.ts';

/** The choices behind those of the step itself, by their values. */
export const LATER = 'reopened-later';
export const CANNOT = 'reopened-cannot';

/** Whether somebody wants messages; who does not is asked nothing. */
export const wantsMessages = ({ status }: State): boolean =>
  status !== 'stopped' && status !== 'wrong-person';

/** The question that waits for an answer; null where none does, or its person wants no messages. */
export function reopenedNow(state: State): Reopened | null {
  const { reopened, menu } = state;
  if (menu || !wantsMessages(state)) return null;
  return reopened?.find(({ when }) => when === 'now') ?? null;
}

/** A talk about nothing but the reopened question, with no answer given; what it says is its own until it is taken over. */
export function talkAbout(talk: Talk, { role, sofar, misses }: Reopened): Talk {
  const { flow, state } = talk;
  const step = stepOfRole(flow, role);
  const asked: Step | undefined = step ? flow.steps[step] : undefined;
  // It is no longer one of so many: its number says nothing.
  const { number: _, ...unnumbered } = asked ?? { kind: 'text' as const };
  return {
    ...talk,
    flow: step ? { ...flow, steps: { ...flow.steps, [step]: unnumbered } } : flow,
    state: {
      ...state,
      status: 'open',
      step,
      menu: null,
      answers: {},
      trail: [],
      returnTo: null,
      sofar,
      misses,
      reopened: [],
    },
    replies: [],
  };
}

/** What is lacking, in the middle of a sentence: "lokasi". */
export const lackingWords = (talk: Talk, role: Role): string => t(talk, `proposal.lacking.${role}`);

/** What may be said instead of an answer. */
export function choicesBeside(talk: Talk): Choice[] {
  return [
    { value: LATER, label: t(talk, 'conversation.reopened.choice.later') },
    { value: CANNOT, label: t(talk, 'conversation.reopened.choice.cannot') },
  ];
}

/** Asks a reopened question. */
export function askReopened(talk: Talk, open: Reopened): void {
  const about = talkAbout(talk, open);
  const head = t(talk, 'conversation.reopened.ask', {
    code: open.code,
    what: lackingWords(talk, open.role),
  });
  const { step } = about.state;
  const wanted = step && about.flow.steps[step]?.kind === 'place' ? ({ ask: 'location' } as const) : {};
  const choices = [...choicesNow(about), ...choicesBeside(talk)];
  say(talk, `${head}\n\n${question(about)}`, choices, { asks: step, ...wanted });
}

/** Adds a question that the office asks again, or what is known of it already; it waits unless another one does. */
export function reopen(talk: Talk, request: Pick<Reopened, 'proposal' | 'code' | 'role' | 'since'>): void {
  const { state } = talk;
  const others = (state.reopened ?? []).filter(({ proposal }) => proposal !== request.proposal);
  const when = others.some((one) => one.when === 'now') ? 'behind' : 'now';
  const added: Reopened = { ...request, when, sofar: null, misses: 0 };
  state.reopened = [...others, added];
  if (reopenedNow(state) === added) askReopened(talk, added);
}

/** LENGKAPI: takes up all that was put off, the oldest first; like other commands it closes an open side question. */
export function takeUpReopened(talk: Talk): void {
  const { state } = talk;
  state.menu = null;
  const [first, ...others] = state.reopened ?? [];
  if (!first) {
    say(talk, t(talk, 'conversation.reopened.none'));
    if (state.status === 'open') ask(talk, false);
    return;
  }
  state.reopened = [{ ...first, when: 'now' }, ...others.map((one) => ({ ...one, when: 'behind' as const }))];
  const now = reopenedNow(state);
  if (now) askReopened(talk, now);
}

/**
 * After a turn: what was asked last is what waits. Where the talk has asked its own question the reopened one stands back until
 * the talk rests; where the talk rests, and something was said, it is asked again.
 */
export function settleReopened(talk: Talk): void {
  const { state, replies } = talk;
  if (talk.call || state.menu || replies.length === 0 || !state.reopened?.length) return;
  const now = reopenedNow(state);
  const rests = isAtRest(talk);
  if (now && !rests && replies.at(-1)?.asks && !isAskedLast(talk)) {
    setWhen(state, now, 'behind');
    return;
  }
  const next = now ?? (rests ? state.reopened.find(({ when }) => when === 'behind') : undefined);
  if (!next || (now && isAskedLast(talk))) return;
  setWhen(state, next, 'now');
  // One question at a time: whether there is more is asked behind it.
  if (state.status === 'open' && replies.at(-1)?.asks === state.step) replies.pop();
  const waits = reopenedNow(state);
  if (waits) askReopened(talk, waits);
}

const isAskedLast = ({ replies }: Talk): boolean =>
  replies.at(-1)?.choices.some(({ value }) => value === CANNOT) ?? false;

/** Nothing is being written, and it is not asked whether somebody will begin; whether there is more may wait. */
function isAtRest({ flow, state }: Talk): boolean {
  const { status, step } = state;
  return status === 'open' ? step === stepOfRole(flow, 'more') : status === 'done' || status === 'later';
}

function setWhen(state: State, { proposal }: Reopened, when: Reopened['when']): void {
  state.reopened = (state.reopened ?? []).map((one) => (one.proposal === proposal ? { ...one, when } : one));
}
