/** States of a proposal, from the process's list; `submitted` is the first one stored. */
export const proposalStatuses = [
  'submitted',
  'classified',
  'in-review',
  'returned',
  'merged',
  'forwarded',
  'rejected',
  'accepted',
  'musrenbang-desa',
  'musrenbang-kecamatan',
  'skpd',
  'rkpd',
  'apbd',
  'realised',
  'withdrawn',
  'already-realised',
] as const;
export type ProposalStatus = (typeof proposalStatuses)[number];

/** What a coordinator's decision can make of a proposal. */
export const outcomes = [
  'accepted',
  'rejected',
  'returned',
  'forwarded',
  'merged',
  'already-realised',
] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * Reason codes of the process (the five refusals first) and the outcome that each one stands for.
 * A code belongs to one outcome, so "please complete" can never be mistaken for "refused".
 */
export const reasonOutcomes = {
  'tidak-selaras': 'rejected',
  'di-luar-kemampuan': 'rejected',
  'tidak-berdampak': 'rejected',
  'bukan-masalah-pokok': 'rejected',
  'bukan-kewenangan': 'forwarded',
  'sudah-terealisasi': 'already-realised',
  ganda: 'merged',
  'data-kurang': 'returned',
  'lahan-belum-jelas': 'returned',
  'terlalu-umum': 'returned',
  'salah-skpd': 'forwarded',
} as const satisfies Record<string, Outcome>;
export type ReasonCode = keyof typeof reasonOutcomes;
export const reasonCodes = Object.keys(reasonOutcomes) as ReasonCode[];
