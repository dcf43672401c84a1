import { randomUUID } from 'node:crypto';
import { isDuplicate } from '../../storage/mongodb.ts';
import { ImportModel, type KeptImport } from './import.model.ts';
import { type ImportReport, type ImportSettings, importList } from './import.ts';
import type { Sheet } from './sheet.ts';

/** Another list is being written; the same can be tried in a moment. */
export class ImportRunningError extends Error {
  constructor() {
    super('Another list is being written at this moment.');
    this.name = 'ImportRunningError';
  }
}

const hourMs = 60 * 60 * 1000;
/** Lists hold phone numbers: what nobody has confirmed by then goes. */
const keptMs = 24 * hourMs;
/** A list takes seconds; a mark older than this was left by a process that died. */
const writingMs = 10 * 60 * 1000;

/** Keeps a list until it is confirmed. Lists nobody has confirmed within a day are forgotten here. */
export async function keepList(sheet: Sheet, file: string, by: string, now: Date): Promise<string> {
  await ImportModel.deleteMany({ state: 'checked', at: { $lt: new Date(now.getTime() - keptMs) } });
  const _id = randomUUID();
  await ImportModel.create({ _id, file: file.slice(0, 120), by, at: now, state: 'checked', sheet });
  return _id;
}

/** A kept list; only of the user who brought it. */
export async function findList(id: string, by: string): Promise<KeptImport | null> {
  return ImportModel.findOne({ _id: id, by }).lean();
}

/** What a user's last imports did, newest first. */
export async function listImports(by: string): Promise<KeptImport[]> {
  return ImportModel.find({ by, state: 'done' }, { sheet: 0 }).sort({ at: -1 }).limit(5).lean();
}

/**
 * Writes a kept list, one at a time in the whole office. Confirming twice writes once.
 * @returns the report as it was at that moment, or null when the list was written already
 * @throws ImportRunningError
 */
export async function confirmList(
  id: string,
  settings: ImportSettings & { skipBroken: boolean },
): Promise<(ImportReport & { written: boolean }) | null> {
  const { now } = settings;
  const stale = { state: 'writing', writingSince: { $lt: new Date(now.getTime() - writingMs) } } as const;
  await ImportModel.updateMany(stale, { $set: { state: 'checked' } });
  const taken = await take(id, now);
  if (!taken?.sheet) return null;
  let outcome: (ImportReport & { written: boolean }) | null = null;
  try {
    outcome = await importList(taken.sheet, settings);
    return outcome;
  } finally {
    await settle(id, outcome);
  }
}

async function take(id: string, now: Date): Promise<KeptImport | null> {
  try {
    return await ImportModel.findOneAndUpdate(
      { _id: id, state: 'checked' },
      { $set: { state: 'writing', writingSince: now } },
      { returnDocument: 'after' },
    ).lean();
  } catch (error) {
    throw isDuplicate(error, 'state_1') ? new ImportRunningError() : error;
  }
}

async function settle(id: string, outcome: (ImportReport & { written: boolean }) | null): Promise<void> {
  const done = outcome?.written;
  await ImportModel.updateOne(
    { _id: id },
    done
      ? {
          $set: { state: 'done', counts: { ...outcome.counts, broken: outcome.broken } },
          $unset: { sheet: 1, writingSince: 1 },
        }
      : { $set: { state: 'checked' }, $unset: { writingSince: 1 } },
  );
}
