import { ProposalModel } from '../proposals/proposal.model.ts';
import type { Actor } from '../proposals/review.ts';
import { type Recommender, recommenders } from '../proposals/step.model.ts';
import { type Scope, within } from '../users/scope.ts';

/** What an actor recommends of a proposal. */
export interface NewRecommendation {
  id: string;
  actor: Recommender;
  words: string;
}

/** On whose behalf it is written from where. */
const speaksFor: Record<Scope['kind'], readonly Recommender[]> = {
  district: recommenders,
  kecamatan: ['desa', 'kecamatan'],
  village: ['desa'],
  office: [],
};

/** Whether somebody may write what an actor recommends. */
export const mayRecommend = ({ scope }: Pick<Actor, 'scope'>, actor: Recommender): boolean =>
  speaksFor[scope.kind].includes(actor);

/**
 * Adds recommendations beside what was said before; the same words of the same actor again add nothing.
 * @returns how many were added
 */
export async function recommend(all: readonly NewRecommendation[], actor: Actor, at: Date): Promise<number> {
  const allowed = all.filter((one) => mayRecommend(actor, one.actor));
  if (allowed.length === 0) return 0;
  const { name: by, role, scope } = actor;
  const { modifiedCount } = await ProposalModel.bulkWrite(
    allowed.map(({ id, actor: from, words }) => ({
      updateOne: {
        filter: {
          _id: id,
          ...within(scope),
          recommendations: { $not: { $elemMatch: { actor: from, words } } },
        },
        update: {
          $set: { changed: new Date() },
          $push: {
            recommendations: { actor: from, words, by, role, at },
            history: { at, by, role, what: 'recommendation' as const, from: '', to: from, sentence: words },
          },
          $inc: { revision: 1 },
        },
      },
    })),
    { ordered: true },
  );
  return modifiedCount;
}
