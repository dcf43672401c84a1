import type { Role } from './user.model.ts';

/** What a role may do. A page asks for a right, never for a role. */
const rights = {
  /** Read proposals and whom they come from. */
  read: ['staff', 'coordinator', 'admin'],
  /** Confirm people who registered themselves, see to those who asked for help. */
  'tend-participants': ['staff', 'coordinator', 'admin'],
  /** Bring lists of people, change and replace them, print their links. */
  'enter-participants': ['staff', 'admin'],
  /** Open, change and close rounds, send invitations, fetch call lists: for users of the whole district. */
  invite: ['staff', 'admin'],
  /** Link and unlink the office's phone. */
  'tend-channels': ['staff', 'admin'],
  /** Correct an issue, draft an answer, release answers: within the own area. */
  review: ['coordinator', 'admin'],
  /** Confirm published values, look after queues, enter users. */
  keep: ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof rights;

/** Whether somebody of this role may do it. */
export function may(role: Role, right: Right): boolean {
  const holders: readonly Role[] = rights[right];
  return holders.includes(role);
}
