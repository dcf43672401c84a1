import { isCounted, ProposalModel } from '../../proposals/proposal.model.ts';
import type { RoundId } from '../../rounds/round.model.ts';
import { type Scope, within } from '../../users/scope.ts';
import { SentSheetModel } from './sheet.model.ts';

/** What a village's sheet would tell of, and when it was last sent. */
export interface VillageStanding {
  proposals: number;
  sentAt?: Date;
}

/** How the villages of a scope stand that have sent proposals in a round, by code. */
export async function villageStandings(round: RoundId, scope: Scope): Promise<Map<string, VillageStanding>> {
  const [counts, sent] = await Promise.all([
    ProposalModel.aggregate<{ _id: string; n: number }>([
      { $match: { round, status: { $ne: 'withdrawn' }, ...isCounted, ...within(scope) } },
      { $group: { _id: '$village', n: { $sum: 1 } } },
    ]),
    SentSheetModel.aggregate<{ _id: string; at: Date }>([
      { $match: { round, ...within(scope) } },
      { $group: { _id: '$village', at: { $max: '$at' } } },
    ]),
  ]);
  const sentAt = new Map(sent.map(({ _id, at }) => [_id, at]));
  return new Map(
    counts.map(({ _id, n }) => {
      const at = sentAt.get(_id);
      return [_id, { proposals: n, ...(at ? { sentAt: at } : {}) }];
    }),
  );
}
