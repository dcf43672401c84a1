/** Flows that were stored before the format had all that it has now; talks pinned to them go on. */
import type { InputKind } from './inputs/kinds.ts';
import type { Meaning } from './reading/option.ts';
import { isRole, kindOfRole, type Role } from './roles.ts';

interface WithChoices {
  steps: Record<string, { choices?: { value: string; means?: Meaning[] | undefined }[] | undefined }>;
}

interface WithRoles {
  steps: Record<string, { role?: Role | undefined; kind: InputKind }>;
}

/**
 * The steps that code knew by name before there were roles; the roles took these names over. Flows that were stored
 * before then have no roles, and talks pinned to them go on with these. For nothing else: add no names.
 */
const namedBeforeRoles =
  'area problem own_issue proposal place size households group land photos twins impact more name village office rt'.split(
    ' ',
  );

/** A stored flow; where it has no roles at all, its steps get those that their names stood for. */
export function withOlderRoles<Flow extends WithRoles>(flow: Flow): Flow {
  if (Object.values(flow.steps).some(({ role }) => role)) return flow;
  const steps = Object.entries(flow.steps).map(([id, step]) => {
    const had = namedBeforeRoles.includes(id) && isRole(id) && kindOfRole[id] === step.kind;
    return [id, had ? { ...step, role: id } : step];
  });
  return { ...flow, steps: Object.fromEntries(steps) };
}

/** What a stored flow's choices meant to whoever read them before they said so themselves. Add no names. */
const meantByName: Record<string, Meaning[]> = {
  yes: ['yes'],
  register: ['yes'],
  correct: ['yes'],
  send: ['yes'],
  another: ['yes'],
  later: ['no', 'later'],
  change: ['no'],
  different: ['no'],
  finished: ['no', 'later', 'none', 'thanks'],
};

/** A stored flow; where no choice says what it means, each means what its name stood for. */
export function withOlderMeanings<Flow extends WithChoices>(flow: Flow): Flow {
  const all = Object.values(flow.steps).flatMap(({ choices = [] }) => choices);
  if (all.some(({ means }) => means)) return flow;
  const steps = Object.entries(flow.steps).map(([id, step]) => {
    const choices = step.choices?.map((choice) => ({ ...choice, means: meantByName[choice.value] }));
    return [id, choices ? { ...step, choices } : step];
  });
  return { ...flow, steps: Object.fromEntries(steps) };
}
