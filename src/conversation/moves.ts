import { saidBeside } from './ahead/said-beside.ts';
import { ask } from './ask.ts';
import { decideUnfunded, unfundedNow } from './carry-over.ts';
import { changeable } from './choices.ts';
import { type FlowChoice, isListed, type Step } from './flow.ts';
import { CONFIRMED, issueToConfirm } from './own-issue.ts';
import { isSkipped, stillHolds } from './passing-over.ts';
import { nextPrerequisite, type Prerequisite } from './prerequisites.ts';
import { answerOfRole, byRole, choiceOfRole, textOfRole } from './roles.ts';
import { offerAgain } from './split.ts';
import { currentStep, say, type Talk, t } from './talk.ts';
import { textKeys } from './text-keys.ts';
import { twinsFound } from './twins.ts';
import type { Answer, AnswerValue, State } from './types.ts';

/** Takes an answer to the current step and goes where it leads. */
export function accept(talk: Talk, value: AnswerValue, words: string): void {
  const { state, context } = talk;
  const step = currentStep(talk);
  const id = state.step;
  if (!step || !id) return;
  state.misses = 0;
  state.sofar = null;
  const chosen =
    value.kind === 'choice' ? step.choices?.find((choice) => choice.value === value.choice) : undefined;
  if (chosen?.confirms) return confirmIssue(talk, words);
  if (!chosen?.menu && !chosen?.change) remember(talk, id, { value, words, at: context.now });
  if (chosen?.change) return changeAnswer(talk, chosen.change);
  if (chosen) act(talk, chosen);
  if (talk.call || state.status !== 'open') return;
  // What was answered before its question came is changed without going there.
  const back = state.ahead?.includes(id) ? state.returnTo : null;
  const next = back ?? chosen?.next ?? (chosen?.menu ? id : step.next);
  if (next) goTo(talk, next);
}

function remember(talk: Talk, id: string, answer: Answer): void {
  const { state, flow } = talk;
  state.answers[id] = answer;
  if (isListed(flow.steps[id]) && !state.trail.includes(id)) state.trail.push(id);
  if (flow.steps[id]?.also_answers && !answer.readFrom) takeBeside(talk, id, answer);
}

/**
 * Takes what an answer says beside as the answers to those questions, in place of what was read so before; what somebody
 * answered themselves stays as it is.
 */
export function takeBeside(talk: Talk, id: string, { value, words }: Omit<Answer, 'at'>): void {
  const { state, flow } = talk;
  const said = saidBeside(talk, id, { value, words });
  for (const [other, { readFrom }] of Object.entries(state.answers))
    if (readFrom === id) forget(state, other);
  for (const [other, one] of said) {
    const [standing, step] = [state.answers[other], flow.steps[other]];
    if (other === state.step || (standing && !standing.readFrom)) continue;
    forget(state, other);
    if (step && isSkipped(talk, step)) continue;
    giveAhead(talk, other, { value: one, words, readFrom: id });
    state.untold = [...(state.untold ?? []), other];
  }
}

function forget(state: State, id: string): void {
  delete state.answers[id];
  state.ahead = state.ahead?.filter((one) => one !== id) ?? [];
  state.untold = state.untold?.filter((one) => one !== id) ?? [];
}

/**
 * Takes an answer to a question that is not the one that waits: it joins the answer that stands there, or is there when
 * the talk comes to its question.
 */
export function giveAhead(talk: Talk, id: string, answer: Omit<Answer, 'at'>): void {
  const { state, context } = talk;
  const asked = state.answers[id] !== undefined;
  remember(talk, id, { ...answer, at: context.now });
  // Photos are shown at their question, where more may be sent.
  if (!asked && answer.value.kind !== 'photos') state.ahead = [...(state.ahead ?? []), id];
}

/** The proposer confirms the issue that was named; the same question is asked again. */
function confirmIssue(talk: Talk, words: string): void {
  const issue = issueToConfirm(talk);
  const { state, context } = talk;
  if (issue) state.answers[CONFIRMED] = { value: { kind: 'choice', choice: issue }, words, at: context.now };
  ask(talk, false);
}

/** What a choice does besides leading on. */
function act(talk: Talk, choice: FlowChoice): void {
  const { state, context, flow } = talk;
  if (choice.effect === 'consented') {
    const textVersion = talk.texts.version(state.locale, textKeys.ask(flow.id, state.step ?? ''));
    talk.effects.push({ kind: 'consented', textVersion, at: context.now });
  }
  if (choice.effect === 'registered') register(talk);
  if (choice.fresh) beginProposal(talk);
  if (choice.menu) openMenu(talk, choice.menu);
  if (choice.call === 'submit')
    talk.call = { name: 'submit', number: state.proposal, answers: byRole(flow, state.answers) };
  if (currentStep(talk)?.look?.includes('unfunded')) decideUnfunded(talk, choice);
  if (choice.end) end(talk, choice.end);
}

/** Opens a side question, where there is something to ask about. */
export function openMenu(talk: Talk, menu: 'change' | 'cancel'): void {
  if (menu === 'change' && changeable(talk).length === 0)
    return say(talk, t(talk, 'conversation.nothing-to-change'));
  if (menu === 'cancel' && talk.state.trail.length === 0)
    return say(talk, t(talk, 'conversation.nothing-to-cancel'));
  talk.state.menu = menu;
  talk.state.misses = 0;
}

/** Drops the answers of one proposal and begins the next. */
export function beginProposal(talk: Talk): void {
  const { state, flow } = talk;
  const kept = Object.entries(state.answers).filter(([id]) => flow.steps[id]?.once);
  state.answers = Object.fromEntries(kept);
  state.trail = [];
  state.returnTo = null;
  state.sofar = null;
  state.insight = null;
  state.twins = null;
  state.ahead = [];
  state.untold = [];
  state.proposal = (state.submitted.at(-1)?.number ?? 0) + 1;
}

export function end(talk: Talk, how: 'done' | 'later' | 'wrong-person'): void {
  const { state, context, flow } = talk;
  state.status = how;
  if (how === 'done') state.step = null;
  if (how === 'wrong-person')
    talk.effects.push({ kind: 'tell-staff', what: 'wrong-person', at: context.now });
  if (how !== 'done') talk.effects.push({ kind: 'declined', how, at: context.now });
  const key = `${flow.id}.end.${how}`;
  say(talk, t(talk, talk.texts.has(key) ? key : `conversation.end.${how}`));
}

function register(talk: Talk): void {
  const rt = answerOfRole(talk, 'rt')?.value;
  talk.effects.push({
    kind: 'registered',
    name: textOfRole(talk, 'name'),
    office: choiceOfRole(talk, 'office') ?? '',
    rt: rt?.kind === 'count' ? String(rt.count).padStart(2, '0') : null,
    village: choiceOfRole(talk, 'village') ?? '',
    at: talk.context.now,
  });
}

/**
 * Goes to a step and asks it. Steps that are skipped by rule are passed over, and while an earlier answer is being
 * changed also those that are answered already.
 */
export function goTo(talk: Talk, target: string): void {
  const { state, flow, context } = talk;
  let id: string | undefined = target;
  while (id) {
    const step: Step | undefined = flow.steps[id];
    if (!step) return;
    const skipped = isSkipped(talk, step);
    if (skipped) remember(talk, id, { value: { kind: 'skipped' }, words: '', at: context.now });
    const returned = state.returnTo === id;
    if (returned) state.returnTo = null;
    const ahead = state.ahead?.includes(id) === true && stillHolds(talk, id, step);
    if (ahead) state.ahead = state.ahead?.filter((one) => one !== id) ?? [];
    else if (!skipped && (returned || state.returnTo === null || !stillHolds(talk, id, step))) break;
    id = step.next;
  }
  moveTo(talk, id ?? target);
  const before = id && state.answers[id]?.value;
  // Photos that were sent before they turned back.
  if (before && before.kind === 'photos') state.sofar = before;
  offerAgain(talk);
  arrive(talk);
}

/**
 * At a step: calls for what must be known first; goes to the question that helps where no issue was found, once;
 * passes over a question about twins where there are none; else asks.
 * @param answered the prerequisite that the caller has just answered
 */
export function arrive(talk: Talk, answered?: Prerequisite): void {
  const { state } = talk;
  const step = currentStep(talk);
  if (!step || !state.step) return;
  talk.call = nextPrerequisite(talk, answered);
  if (talk.call) return;
  const helping = step.unclear;
  if (helping && state.insight?.primary === 'none' && !state.answers[helping]) return goTo(talk, helping);
  if (step.look?.includes('unfunded') && step.next && !unfundedNow(talk)) return goTo(talk, step.next);
  if (step.list === 'twins' && step.next && twinsFound(talk).length === 0) {
    remember(talk, state.step, { value: { kind: 'skipped' }, words: '', at: talk.context.now });
    return goTo(talk, step.next);
  }
  ask(talk);
}

/** Leaves the step for another; photos sent so far, or a text that is still to be split, are kept as its answer. */
function moveTo(talk: Talk, id: string): void {
  const { state, context } = talk;
  const { sofar, step } = state;
  if (step && sofar?.kind === 'photos')
    remember(talk, step, { value: sofar, words: `(${sofar.photos.length})`, at: context.now });
  if (step && sofar?.kind === 'several')
    remember(talk, step, { value: { kind: 'text', text: sofar.whole }, words: sofar.words, at: context.now });
  state.step = id;
  state.sofar = null;
  state.misses = 0;
}

/** One question back; answers given later stay, and are passed over on the way forward again. */
export function goBack(talk: Talk): void {
  const { state } = talk;
  // Not to a question that was never asked.
  const asked = changeable(talk).filter((id) => !state.answers[id]?.readFrom);
  const here = state.step ? asked.indexOf(state.step) : -1;
  const before = here === -1 ? asked.at(-1) : asked[here - 1];
  if (!before) return say(talk, t(talk, 'conversation.first-question'));
  state.returnTo ??= state.step;
  moveTo(talk, before);
}

/** Asks for one answer anew; the talk then comes back to where it was. */
export function changeAnswer(talk: Talk, id: string): void {
  const { state } = talk;
  if (id !== state.step) state.returnTo ??= state.step;
  moveTo(talk, id);
  ask(talk);
}

/** Puts another answer in the place of one that stands, as if UBAH had asked for it; the talk comes back to where it was. */
export function correctAnswer(talk: Talk, id: string, value: AnswerValue, words: string): void {
  const { state } = talk;
  if (id !== state.step) {
    state.returnTo ??= state.step;
    moveTo(talk, id);
  }
  accept(talk, value, words);
}
