import { type Scope, within } from '../users/scope.ts';
import { type Stage, type Work, type WorkId, WorkModel } from './work.model.ts';

/** How the works of a village stand. */
export interface VillageWorks {
  village: string;
  budgeted: number;
  built: number;
  /** Those that are said to fulfil a proposal. */
  matched: number;
}

/** The villages that have works of a year, with how many. */
export async function countByVillage(year: number, scope: Scope): Promise<VillageWorks[]> {
  const ofStage = (stage: Stage) => ({ $sum: { $cond: [{ $eq: ['$stage', stage] }, 1, 0] } });
  return WorkModel.aggregate<VillageWorks>([
    { $match: { year, ...within(scope) } },
    {
      $group: {
        _id: '$village',
        budgeted: ofStage('budgeted'),
        built: ofStage('built'),
        matched: { $sum: { $cond: [{ $gt: [{ $size: '$matches' }, 0] }, 1, 0] } },
      },
    },
    { $sort: { _id: 1 } },
    { $project: { _id: 0, village: '$_id', budgeted: 1, built: 1, matched: 1 } },
  ]);
}

/** The years that have works, the latest first. */
export async function yearsOfWorks(): Promise<number[]> {
  const years: number[] = await WorkModel.distinct('year');
  return years.sort((one, other) => other - one);
}

/** The works of a village, the newest first. */
export async function worksOf(village: string): Promise<Work[]> {
  return WorkModel.find({ village }).sort({ year: -1, name: 1 }).lean();
}

/** A work within the scope. */
export async function findWork(id: WorkId, scope: Scope): Promise<Work | null> {
  return WorkModel.findOne({ _id: id, ...within(scope) }).lean();
}

/** What talks show of a work. */
export type ShownWork = Pick<Work, 'village' | 'year' | 'name' | 'size' | 'stage'>;

/** The works of a year and later by village, the latest first: what whoever is about to propose should know. */
export async function worksSince(year: number): Promise<Map<string, ShownWork[]>> {
  const fields = { village: 1, year: 1, name: 1, size: 1, stage: 1 } as const;
  const works = await WorkModel.find({ year: { $gte: year } }, fields)
    .sort({ year: -1, name: 1 })
    .lean();
  const byVillage = new Map<string, ShownWork[]>();
  for (const work of works) byVillage.set(work.village, [...(byVillage.get(work.village) ?? []), work]);
  return byVillage;
}
