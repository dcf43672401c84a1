/**
 * What steps are for. Code finds a step by the role that the flow's file gives it and never by its name, so that a
 * planner may name, order and add questions freely.
 */
import type { InputKind } from './inputs/kinds.ts';
import type { Answer, Context } from './types.ts';
import { wordsIn } from './voice-notes.ts';

/** Every role, with the kind of question that can have it. docs/flows.md says what is done with each answer. */
export const kindOfRole = {
  still_needed: 'choice',
  area: 'choice',
  problem: 'text',
  own_issue: 'choice',
  proposal: 'text',
  place: 'place',
  size: 'quantity',
  households: 'count',
  group: 'choice',
  land: 'choice',
  photos: 'photos',
  twins: 'choice',
  impact: 'text',
  more: 'choice',
  name: 'text',
  village: 'choice',
  office: 'choice',
  rt: 'count',
} as const satisfies Record<string, InputKind>;

export type Role = keyof typeof kindOfRole;
export const roles = Object.keys(kindOfRole) as [Role, ...Role[]];

/** Whether a name is that of a role. */
export const isRole = (name: string): name is Role => Object.hasOwn(kindOfRole, name);

/** The roles without which a choice cannot do what it is for: send a proposal, register a person. */
export const rolesNeeded = {
  submit: ['proposal', 'more'],
  carry: ['still_needed'],
  registered: ['name', 'village', 'office', 'rt'],
} as const satisfies Record<string, readonly Role[]>;

/** The part of a flow that says which step has which role. */
interface WithRoles {
  steps: Record<string, { role?: Role | undefined; kind: InputKind }>;
}

/** The name of the step that has a role; null where the flow has none. */
export function stepOfRole({ steps }: WithRoles, role: Role): string | null {
  return Object.keys(steps).find((id) => steps[id]?.role === role) ?? null;
}

interface Answered {
  flow: WithRoles;
  state: { answers: Record<string, Answer> };
}

/** The answer to the step that has a role; undefined while it is not answered, or where the flow has no such step. */
export function answerOfRole({ flow, state }: Answered, role: Role): Answer | undefined {
  const id = stepOfRole(flow, role);
  return id === null ? undefined : state.answers[id];
}

/** What was answered to the step that has a role, in words, also where it was spoken; empty where there are none. */
export function textOfRole(talk: Answered & { context: Pick<Context, 'spoken'> }, role: Role): string {
  return wordsIn(answerOfRole(talk, role)?.value, talk.context);
}

/** The choice made at the step that has a role; null where none was. */
export function choiceOfRole(talk: Answered, role: Role): string | null {
  const value = answerOfRole(talk, role)?.value;
  return value?.kind === 'choice' ? value.choice : null;
}

/** Answers as they leave the conversation: by role, and under the step's own name where it has no role. */
export function byRole({ steps }: WithRoles, answers: Record<string, Answer>): Record<string, Answer> {
  const named = (id: string) => steps[id]?.role ?? id;
  return Object.fromEntries(
    Object.entries(answers).map(([id, answer]) => {
      const { readFrom } = answer;
      return [named(id), readFrom ? { ...answer, readFrom: named(readFrom) } : answer];
    }),
  );
}
