import type { Scope } from './scope.ts';
import type { Role } from './user.model.ts';

/**
 * What a role may do, and how far it reaches. `area`: within the user's scope, whatever that is. `district`: it
 * touches everybody, so whoever is limited to a part of it may not do it at all. A page asks for a right, never for
 * a role.
 */
const rights = {
  /** See to one's own account: password, second factor, how pages look. */
  'keep-account': { roles: ['staff', 'coordinator', 'admin', 'skpd'], reach: 'area' },
  /** Read proposals and whom they come from. */
  read: { roles: ['staff', 'coordinator', 'admin'], reach: 'area' },
  /** Confirm people who registered themselves, see to those who asked for help. */
  'tend-participants': { roles: ['staff', 'coordinator', 'admin'], reach: 'area' },
  /** Bring lists of people, change and replace them, print their links. */
  'enter-participants': { roles: ['staff', 'admin'], reach: 'area' },
  /** Read and answer questions of representatives: those of the area, or those given to one's office. */
  'answer-questions': { roles: ['staff', 'coordinator', 'admin', 'skpd'], reach: 'area' },
  /** Give a question to an office, open it to its village, be done with it. */
  'tend-questions': { roles: ['staff', 'coordinator', 'admin'], reach: 'area' },
  /** Hand in problems and figures of the SKPD; nobody is shown them before they are confirmed. */
  'hand-in-data': { roles: ['staff', 'coordinator', 'admin', 'skpd'], reach: 'area' },
  /** Confirm what the SKPD handed in. */
  'confirm-data': { roles: ['coordinator', 'admin'], reach: 'district' },
  /** Bring lists of what is budgeted or built, say which proposals it fulfils. Those concerned are told by reviewers. */
  'enter-works': { roles: ['staff', 'coordinator', 'admin'], reach: 'area' },
  /** Take proposals on by what is budgeted or built, and tell their people. */
  'tell-works': { roles: ['coordinator', 'admin'], reach: 'district' },
  /** Write down what is said in a recording. */
  'write-down': { roles: ['staff', 'coordinator', 'admin'], reach: 'area' },
  /** Correct an issue, draft an answer, release answers. */
  review: { roles: ['coordinator', 'admin'], reach: 'area' },
  /** Enter what forums decided, tier by tier, and what actors recommend. */
  'enter-steps': { roles: ['coordinator', 'admin'], reach: 'area' },
  /** Set by which weights the lists of villages and kecamatan are ranked. */
  'set-ranking': { roles: ['coordinator', 'admin'], reach: 'district' },
  /** Open, change and close rounds, send invitations, fetch call lists. */
  invite: { roles: ['staff', 'admin'], reach: 'district' },
  /** Train the classifier; its corrections quote proposals of all villages. */
  train: { roles: ['coordinator', 'admin'], reach: 'district' },
  /** Link and unlink the office's phone. */
  'tend-channels': { roles: ['staff', 'admin'], reach: 'district' },
  /** Confirm published values, look after queues, enter users. */
  keep: { roles: ['admin'], reach: 'district' },
} as const satisfies Record<string, { roles: readonly Role[]; reach: 'area' | 'district' }>;

export type Right = keyof typeof rights;

/** Whether somebody of this role and scope may do it. */
export function may({ role, scope }: { role: Role; scope: Scope }, right: Right): boolean {
  const { roles, reach }: { roles: readonly Role[]; reach: string } = rights[right];
  return roles.includes(role) && (reach === 'area' || scope.kind === 'district');
}
