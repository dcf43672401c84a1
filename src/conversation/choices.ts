import type { Choice } from '../channels/channel.ts';
import { locales } from '../texts/locales.ts';
import { inOrder, isListed, type Step } from './flow.ts';
import { issueToConfirm } from './own-issue.ts';
import { severalChoices } from './several.ts';
import { currentStep, type Talk, t } from './talk.ts';
import { textKeys } from './text-keys.ts';
import { twinChoices } from './twins.ts';

/** The choices of the current step, or of the side question before it. */
export function choicesNow(talk: Talk): Choice[] {
  const { state, flow } = talk;
  if (state.menu === 'language')
    return locales.map((locale) => ({ value: locale, label: t(talk, `conversation.language.${locale}`) }));
  const { menu } = state;
  if (menu === 'cancel' || menu === 'erase' || menu === 'erase-sure') {
    // The second time the other way round, so that a double tap on the first choice erases nothing.
    const values = menu === 'erase-sure' ? ['no', 'yes'] : ['yes', 'no'];
    return values.map((value) => ({ value, label: t(talk, `conversation.${menu}.${value}`) }));
  }
  if (state.menu === 'change') {
    return inOrder(flow, changeable(talk)).map((id) => ({
      value: id,
      label: t(talk, textKeys.name(flow.id, id)),
    }));
  }
  const step = currentStep(talk);
  if (!step) return [];
  if (step.kind === 'text') return severalChoices(talk);
  if (step.kind === 'photos' && state.sofar?.kind === 'photos')
    return [{ value: 'selesai', label: t(talk, 'conversation.partly.done') }];
  return choicesOf(talk, step, state.step ?? '');
}

/** The choices of a step: those from data, then its own. */
export function choicesOf(talk: Talk, step: Step, id: string): Choice[] {
  const { flow, context, state } = talk;
  const listName = nameOfList(talk, step.list);
  const listed =
    listName === 'twins'
      ? twinChoices(talk)
      : likeliestFirst(context.lists[listName ?? ''] ?? [], state.insight?.likely ?? []);
  const own = (step.choices ?? [])
    .filter((choice) => !choice.only_of_rt || context.participant.rt !== null)
    .filter((choice) => !choice.confirms || issueToConfirm(talk) !== null)
    .map(({ value }) => ({ value, label: t(talk, textKeys.choice(flow.id, id, value)) }));
  return [...listed, ...own];
}

/** The numbers that an answer to a count must be one of; empty where nobody knows them. */
export const knownNumbers = (talk: Pick<Talk, 'state' | 'context'>, step: Step): Choice[] =>
  talk.context.lists[nameOfList(talk, step.known) ?? ''] ?? [];

/** The lists that other answers than those made so far would have led to: the villages of the other kecamatan. */
export function listsBeside(talk: Talk): Choice[][] {
  const pattern = currentStep(talk)?.list;
  const [before = '', further] = pattern?.split('{') ?? [];
  if (further === undefined) return [];
  const here = nameOfList(talk, pattern);
  return Object.entries(talk.context.lists).flatMap(([name, list]) =>
    name.startsWith(before) && name !== here ? [list] : [],
  );
}

/** A list's name with the choices made so far put in. */
function nameOfList({ state }: Pick<Talk, 'state'>, pattern: string | undefined): string | undefined {
  return pattern?.replaceAll(/\{(\w+)\}/g, (_, other: string) => {
    const value = state.answers[other]?.value;
    return value?.kind === 'choice' ? value.choice : '';
  });
}

/** The two likeliest choices before the others; where nothing is known of them, the list as it is. */
function likeliestFirst(list: Choice[], likely: string[]): Choice[] {
  const two = likely.slice(0, 2).flatMap((value) => list.filter((choice) => choice.value === value));
  return [...two, ...list.filter((choice) => !two.includes(choice))];
}

/** Steps whose answers can be given anew, in the order they were given. */
export function changeable({ state, flow }: Talk): string[] {
  return state.trail.filter((id) => {
    const [answer, step] = [state.answers[id], flow.steps[id]];
    return answer && isListed(step) && (answer.value.kind !== 'skipped' || step?.optional === true);
  });
}
