import type { IssueText } from '../classification/types.ts';
import type { IndicatorRow } from '../regions/district-file.ts';
import { type Indicator, IndicatorModel } from './indicator.model.ts';
import { type Issue, IssueModel } from './issue.model.ts';

/**
 * Writes the default issues where the database has none yet. From then on the database is the truth:
 * a district's renaming or dropping of an issue is never undone by a restart.
 */
export async function loadIssues(issues: Issue[]): Promise<void> {
  if ((await IssueModel.estimatedDocumentCount()) > 0) return;
  await IssueModel.insertMany(issues);
}

/** Writes published indicator values; a confirmed value keeps its confirmation, a known one is left alone. */
export async function loadIndicators(rows: IndicatorRow[]): Promise<void> {
  await IndicatorModel.bulkWrite(
    rows.map(({ key, ...row }) => ({
      updateOne: {
        filter: { _id: `${key}.${row.area}.${row.year}` },
        update: { $setOnInsert: { issue: key, ...row } },
        upsert: true,
      },
    })),
    { ordered: false },
  );
}

/** All issues in the order they are shown. */
export async function listIssues(): Promise<Issue[]> {
  return IssueModel.find().sort({ order: 1 }).lean();
}

/** All indicator values, newest year first within an issue. */
export async function listIndicators(): Promise<Indicator[]> {
  return IndicatorModel.find().sort({ issue: 1, area: 1, year: -1 }).lean();
}

/** An admin has checked a value against its source: from now on people see it. Returns false if there is none. */
export async function confirmIndicator(id: string, by: string, at: Date): Promise<boolean> {
  const { matchedCount } = await IndicatorModel.updateOne({ _id: id }, { $set: { confirmed: { by, at } } });
  return matchedCount === 1;
}

/** Takes a confirmation back: the value is no longer shown to anybody outside. Returns false if there is none. */
export async function withdrawIndicator(id: string): Promise<boolean> {
  const { matchedCount } = await IndicatorModel.updateOne({ _id: id }, { $unset: { confirmed: 1 } });
  return matchedCount === 1;
}

/** What the classifier learns from an issue itself. */
export function issueTexts(issues: Issue[]): IssueText[] {
  return issues.map(({ _id, name, description, keywords }) => ({ key: _id, name, description, keywords }));
}
