import type { Problem } from './check.ts';
import type { FlowBody } from './flow.ts';
import { CONFIRMED } from './own-issue.ts';
import { isRole, kindOfRole, type Role, rolesNeeded, stepOfRole } from './roles.ts';

/** Roles that a flow lacks, gives twice or to a step of another kind: code would miss an answer, or read a wrong one. */
export function checkRoles(flow: FlowBody): Problem[] {
  const steps = Object.keys(flow.steps);
  return [...steps.flatMap((id) => checkRole(flow, id)), ...steps.flatMap((id) => checkNeeds(flow, id))];
}

function checkRole(flow: FlowBody, id: string): Problem[] {
  const { role, kind, list } = flow.steps[id] ?? {};
  const problem = (field: string, reason: string) => [{ path: ['steps', id, field], reason }];
  if (list === 'twins' && role !== 'twins')
    return problem(
      'list',
      'the proposal that is supported is found by "role: twins": give the step that role',
    );
  if (!role) return [];
  const holder = stepOfRole(flow, role);
  if (holder !== id)
    return problem('role', `step "${holder}" has the role "${role}" already: take it away from one of them`);
  if (kind !== kindOfRole[role])
    return problem(
      'role',
      `the role "${role}" is for a ${kindOfRole[role]}, and this is a ${kind}: change the kind, or take the role away`,
    );
  return role === 'twins' && list !== 'twins' ? problem('role', 'the role "twins" needs "list: twins"') : [];
}

/** What a step does that cannot be done without certain roles. */
function checkNeeds(flow: FlowBody, id: string): Problem[] {
  const choices = flow.steps[id]?.choices ?? [];
  return choices.flatMap(({ call, effect }, index) => [
    ...(call === 'submit' ? missing('call', rolesNeeded.submit, index) : []),
    ...(call === 'submit' ? checkNames(flow) : []),
    ...(call === 'carry' ? missing('call', rolesNeeded.carry, index) : []),
    ...(effect === 'registered' ? missing('effect', rolesNeeded.registered, index) : []),
  ]);

  function missing(field: string, needed: readonly Role[], index: number): Problem[] {
    return needed
      .filter((role) => !stepOfRole(flow, role))
      .map((role) => ({
        path: ['steps', id, 'choices', index, field],
        reason: `needs a ${kindOfRole[role]} with "role: ${role}", which no step of this flow has`,
      }));
  }
}

/** An answer without a role is kept with the proposal under its step's name, which must not be taken for a role. */
function checkNames({ steps }: FlowBody): Problem[] {
  return Object.entries(steps)
    .filter(([id, { role }]) => !role && (isRole(id) || id === CONFIRMED))
    .map(([id]) => ({
      path: ['steps', id],
      reason: isRole(id)
        ? `its answer would be taken for that of the role "${id}": write "role: ${id}", or name the step otherwise`
        : `the name "${id}" is kept for an answer of the service's own: name the step otherwise`,
    }));
}
