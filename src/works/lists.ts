/** Lists of works: kept when they are brought, written when they are confirmed, and taken back while nobody was told of them. */
import { randomUUID } from 'node:crypto';
import type { Sheet } from '../people/import/sheet.ts';
import { type CheckSettings, checkWorks, type WorkReport } from './check-list.ts';
import type { Entry } from './check-row.ts';
import { type Work, type WorkFacts, type WorkListId, WorkModel } from './work.model.ts';
import { type ListDefaults, type WorkList, WorkListModel } from './work-list.model.ts';

const keptMs = 24 * 60 * 60 * 1000;
const batch = 500;

/** Keeps a list until it is confirmed. Lists nobody has confirmed within a day are forgotten here. */
export async function keepWorkList(
  sheet: Sheet,
  brought: { file: string; by: string; defaults: ListDefaults },
  now: Date,
): Promise<WorkListId> {
  await WorkListModel.deleteMany({ state: 'checked', at: { $lt: new Date(now.getTime() - keptMs) } });
  const { file, by, defaults } = brought;
  const _id = randomUUID();
  await WorkListModel.create({
    _id,
    file: file.slice(0, 120),
    by,
    at: now,
    defaults,
    state: 'checked',
    sheet,
  });
  return _id;
}

export async function findWorkList(id: WorkListId): Promise<WorkList | null> {
  return WorkListModel.findById(id).lean();
}

/** The last lists that were written, newest first. @param of only those that this user brought */
export async function lastWorkLists(of: { by?: string }): Promise<WorkList[]> {
  return WorkListModel.find({ state: { $ne: 'checked' }, ...of }, { sheet: 0 })
    .sort({ at: -1 })
    .limit(10)
    .lean();
}

/**
 * Writes a kept list: all of it, or, with a broken row that was not to be left out, nothing. Each work is one write that may be
 * repeated, so a list that was interrupted is written by confirming it again.
 * @returns the report as it was at that moment; null when the list is written already
 * @throws ListError when its headings cannot be used
 */
export async function writeWorkList(
  { _id, sheet, defaults }: WorkList,
  settings: Omit<CheckSettings, 'defaults'> & { skipBroken: boolean; now: Date },
): Promise<(WorkReport & { written: boolean }) | null> {
  if (!sheet) return null;
  const report = await checkWorks(sheet, { ...settings, defaults });
  if (report.counts.broken > 0 && !settings.skipBroken) return { ...report, written: false };
  const writes = report.changes.map(({ entry, before }) => writeOf(entry, before, _id, settings.now));
  for (let from = 0; from < writes.length; from += batch)
    await WorkModel.bulkWrite(writes.slice(from, from + batch), { ordered: false });
  await WorkListModel.updateOne(
    { _id, state: 'checked' },
    { $set: { state: 'written', counts: report.counts }, $unset: { sheet: 1 } },
  );
  return { ...report, written: true };
}

/** Only where nobody else has written the work since it was read: whoever was first stands, and is the same the next time. */
function writeOf({ line: _, ...entry }: Entry, before: Work | null, list: WorkListId, at: Date) {
  const { _id, ...work } = entry;
  if (!before)
    return {
      updateOne: {
        filter: { _id },
        update: { $setOnInsert: { ...work, list, at, matches: [], others: [] } },
        upsert: true,
      },
    };
  const { stage, size, office, amount } = work;
  const said = {
    stage,
    ...(size ? { size } : {}),
    ...(office ? { office } : {}),
    ...(amount === undefined ? {} : { amount }),
  };
  return {
    updateOne: {
      filter: { _id, list: before.list },
      update: { $set: { ...said, list, at, before: factsOf(before) } },
    },
  };
}

const factsOf = ({ stage, size, office, amount, list }: Work): WorkFacts => ({
  stage,
  size,
  office,
  ...(amount === undefined ? {} : { amount }),
  list,
});

/** Whether somebody was told what the list says of a work; then it stands. */
export async function isTold(list: WorkListId): Promise<boolean> {
  const told = await WorkModel.find({ list, 'matches.told': { $exists: true } }).lean();
  return told.some(
    ({ stage, before, matches }) => before?.stage !== stage && matches.some((match) => match.told === stage),
  );
}

/**
 * Takes a written list back: works that it brought go, with whatever they were said to fulfil; of those that it changed stands
 * again what was known before. Twice is once.
 * @returns false where it is not written, or somebody was told of it
 */
export async function takeBackWorkList(id: WorkListId): Promise<boolean> {
  const list = await WorkListModel.findById(id).lean();
  if (list?.state !== 'written' || (await isTold(id))) return false;
  await WorkModel.deleteMany({ list: id, before: { $exists: false } });
  for await (const { _id, before } of WorkModel.find({ list: id }).lean().cursor()) {
    if (!before) continue;
    await WorkModel.updateOne(
      { _id, list: id },
      { $set: before, $unset: { before: 1, ...(before.amount === undefined ? { amount: 1 } : {}) } },
    );
  }
  await WorkListModel.updateOne({ _id: id }, { $set: { state: 'taken-back' } });
  return true;
}
