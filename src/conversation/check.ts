import { locales } from '../texts/locales.ts';
import type { Texts } from '../texts/texts.ts';
import type { FlowBody, FlowChoice, Step } from './flow.ts';
import { stepOfRole } from './roles.ts';
import { textKeys } from './text-keys.ts';

/** Limits of the channels: a button's label (WhatsApp's lists: 24) and a message (Telegram: 4096). */
const longestLabel = 24;
const longestText = 4096;

/** Something wrong in a flow: the path to it, and the reason. */
export interface Problem {
  path: (string | number)[];
  reason: string;
}

/** Everything that would leave somebody stuck, unasked or unanswered; empty when there is nothing. */
export function checkFlow(flow: FlowBody, texts: Texts): Problem[] {
  const steps = Object.entries(flow.steps);
  return [
    ...checkStart(flow),
    ...steps.flatMap(([id, step]) => [...checkWays(flow, id, step), ...checkTexts(flow, id, step, texts)]),
    ...checkReach(flow),
  ];
}

function checkStart(flow: FlowBody): Problem[] {
  return flow.steps[flow.start] ? [] : [{ path: ['start'], reason: `there is no step "${flow.start}"` }];
}

/** Where a step can lead to. */
function waysOf(step: Step): string[] {
  return [step.next, step.unclear, ...(step.choices ?? []).map((choice) => choice.next)].filter(
    (next) => next !== undefined,
  );
}

const leadsOn = ({ next, end, menu, change, confirms }: FlowChoice) =>
  Boolean(next ?? end ?? menu ?? change ?? confirms);

function checkWays(flow: FlowBody, id: string, step: Step): Problem[] {
  const problems: Problem[] = [];
  const add = (path: (string | number)[], reason: string) =>
    problems.push({ path: ['steps', id, ...path], reason });
  const known = (target: string | undefined, path: (string | number)[]) => {
    if (target !== undefined && !flow.steps[target]) add(path, `there is no step "${target}"`);
  };
  known(step.next, ['next']);
  known(step.unclear, ['unclear']);
  known(step.skip_when?.step, ['skip_when', 'step']);
  const values = new Set<string>();
  for (const [index, choice] of (step.choices ?? []).entries()) {
    known(choice.next, ['choices', index, 'next']);
    known(choice.change, ['choices', index, 'change']);
    if (values.has(choice.value)) add(['choices', index], `choice "${choice.value}" stands twice`);
    values.add(choice.value);
    if (!leadsOn(choice) && !step.next) add(['choices', index], `choice "${choice.value}" leads nowhere`);
  }
  if (step.kind === 'choice' && !step.choices && !step.list) add([], 'a choice without choices');
  if (step.kind !== 'choice' && (step.choices || step.list)) add([], `a ${step.kind} has no choices`);
  if ((step.kind !== 'choice' || step.list) && !step.next) add([], 'dead end: no step follows');
  if (step.split && step.kind !== 'text') add(['split'], `a ${step.kind} is not split`);
  if (step.also_answers && step.kind !== 'text' && step.kind !== 'choice')
    add(['also_answers'], `only a text or a choice answers other questions too, and this is a ${step.kind}`);
  for (const [index, role] of (step.also_answers ?? []).entries())
    if (!stepOfRole(flow, role) || step.role === role)
      add(['also_answers', index], `no other step of this flow has "role: ${role}"`);
    else if ((role === 'rt') !== (step.kind === 'choice'))
      add(['also_answers', index], `"${role}" is not read out of a ${step.kind}`);
  if (step.skip_when && !step.skip_when.is && !step.skip_when.not)
    add(['skip_when'], 'say which answers with "is" or "not"');
  if (step.skip_when && !step.next) add(['skip_when'], 'what is passed over needs a next step');
  problems.push(...checkPrerequisites(flow, id, step));
  if ((step.number ?? 1) > flow.questions) add(['number'], `there are only ${flow.questions} questions`);
  for (const field of ['list', 'known'] as const)
    for (const [, sub] of (step[field] ?? '').matchAll(/\{(\w+)\}/g)) known(sub, [field]);
  return problems;
}

/** What is looked up must have something to look for, and what is shown or chosen from must be looked up. */
function checkPrerequisites(flow: FlowBody, id: string, step: Step): Problem[] {
  const problems: Problem[] = [];
  const add = (field: string, reason: string) => problems.push({ path: ['steps', id, field], reason });
  const looks = step.look ?? [];
  if (step.look && !stepOfRole(flow, 'proposal'))
    add('look', 'what is looked up is the text of the step with "role: proposal", which this flow lacks');
  if (looks.includes('twins') && step.list !== 'twins')
    add('look', 'the twins that are found need "list: twins"');
  if (step.list === 'twins' && !looks.includes('twins'))
    add('list', 'twins must be looked up: "look: [twins]"');
  if (step.show?.includes('twins') && !looks.includes('twins'))
    add('show', 'twins must be looked up: "look: [twins]"');
  if (step.choices?.some((choice) => choice.confirms) && !looks.includes('classify'))
    add('choices', 'an issue to confirm must be looked up: "look: [classify]"');
  const isOfUnfunded = step.choices?.some(({ call, effect }) => call === 'carry' || effect === 'let-go');
  if ((isOfUnfunded || step.show?.includes('unfunded')) && !looks.includes('unfunded'))
    add('look', 'proposals of earlier rounds must be looked up: "look: [unfunded]"');
  if (step.unclear && !looks.includes('classify'))
    add('unclear', 'whether an issue is found must be looked up: "look: [classify]"');
  return problems;
}

function checkTexts(flow: FlowBody, id: string, step: Step, texts: Texts): Problem[] {
  const problems: Problem[] = [];
  const demand = (key: string, path: (string | number)[], limit: number) => {
    if (!texts.has(key)) {
      problems.push({ path: ['steps', id, ...path], reason: `no text "${key}" in locales/id` });
      return;
    }
    for (const locale of locales.filter((one) => texts.has(key, one))) {
      const params = Object.fromEntries([...texts.paramsOf(key)].map((param) => [param, 1]));
      const length = texts.t(locale, key, params).length;
      if (length > limit)
        problems.push({
          path: ['steps', id, ...path],
          reason: `text "${key}" (${locale}) has ${length} characters, a channel takes ${limit}`,
        });
    }
  };
  demand(textKeys.ask(flow.id, id), [], longestText);
  demand(textKeys.name(flow.id, id), [], longestLabel);
  for (const [index, choice] of (step.choices ?? []).entries()) {
    demand(textKeys.choice(flow.id, id, choice.value), ['choices', index], longestLabel);
  }
  return problems;
}

/** Steps that nobody can come to, and steps from which nobody comes to an end. */
function checkReach(flow: FlowBody): Problem[] {
  const reached = new Set<string>();
  const visit = (id: string) => {
    const step = flow.steps[id];
    if (!step || reached.has(id)) return;
    reached.add(id);
    for (const next of waysOf(step)) visit(next);
  };
  visit(flow.start);
  const ending = new Set(
    Object.keys(flow.steps).filter((id) => flow.steps[id]?.choices?.some((choice) => choice.end)),
  );
  for (let grown = true; grown; ) {
    const more = Object.entries(flow.steps).filter(
      ([id, step]) => !ending.has(id) && waysOf(step).some((next) => ending.has(next)),
    );
    for (const [id] of more) ending.add(id);
    grown = more.length > 0;
  }
  return Object.keys(flow.steps).flatMap((id): Problem[] => {
    if (!reached.has(id)) return [{ path: ['steps', id], reason: 'no step leads here' }];
    return ending.has(id) ? [] : [{ path: ['steps', id], reason: 'no way from here to an end' }];
  });
}
