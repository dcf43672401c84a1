/** How far the answer to a proposal is. Every state has a word of its own on pages, in exports and in figures. */
import type { Delivery } from './decision.model.ts';
import type { Proposal } from './proposal.model.ts';

/**
 * `none`: nobody has decided. `drafted`: written, and held by the office. `waiting`: released, and nothing has left.
 * `sending`: on its way. `delivered`: the proposer's network has taken it, or they were told by phone; only this is *answered*.
 * `undeliverable`: no network takes it. `unknown`: nobody can tell whether it arrived. `dropped`: given up by a person.
 */
export const answerStates = [
  'none',
  'drafted',
  'waiting',
  'sending',
  'delivered',
  'undeliverable',
  'unknown',
  'dropped',
] as const;
export type AnswerState = (typeof answerStates)[number];

/** What the status of a delivery comes to. */
export const stateOfDelivery = {
  queued: 'waiting',
  taken: 'waiting',
  sending: 'sending',
  sent: 'delivered',
  told: 'delivered',
  failed: 'undeliverable',
  unknown: 'unknown',
  dropped: 'dropped',
} as const satisfies Record<Delivery['status'], AnswerState>;

/** Where the answer of a proposal stands. */
export function answerStateOf({ decision }: Pick<Proposal, 'decision'>): AnswerState {
  if (!decision) return 'none';
  if (!decision.releasedAt || !decision.delivery) return 'drafted';
  return stateOfDelivery[decision.delivery.status];
}

/** How far a proposal is; for whoever has the whole proposal and not its row. */
export const standOf = (proposal: Pick<Proposal, 'status' | 'decision' | 'supports'>) => ({
  status: proposal.status,
  answer: answerStateOf(proposal),
  answeredWithOther: proposal.supports !== undefined && !proposal.supports.apart,
});

/** Part of a query: the answer stands in one of these states. */
export function answerIs(...states: AnswerState[]): { $or: object[] } {
  const statuses = Object.entries(stateOfDelivery).flatMap(([status, state]) =>
    states.includes(state) ? [status] : [],
  );
  return {
    $or: [
      ...(states.includes('none') ? [{ 'decision.outcome': { $exists: false } }] : []),
      ...(states.includes('drafted')
        ? [{ 'decision.outcome': { $exists: true }, 'decision.releasedAt': { $exists: false } }]
        : []),
      ...(statuses.length > 0 ? [{ 'decision.delivery.status': { $in: statuses } }] : []),
    ],
  };
}

/**
 * Whether the proposer may be told what was decided when they ask for it: once it was delivered, and where it could not be,
 * for then asking is the way to it. What is still held or queued may be taken back.
 */
export function mayBeTold(proposal: Pick<Proposal, 'decision'>): boolean {
  return ['delivered', 'undeliverable', 'unknown', 'dropped'].includes(answerStateOf(proposal));
}
