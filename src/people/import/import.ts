import { setImmediate } from 'node:timers/promises';
import { createVillageFinder } from '../../regions/match.ts';
import type { Region } from '../../regions/region.model.ts';
import type { Scope } from '../../users/scope.ts';
import { ParticipantModel } from '../participant.model.ts';
import { checkRow, type Entry } from './check-row.ts';
import { readHeadings } from './columns.ts';
import type { Encoding } from './encoding.ts';
import { type Finding, finding } from './finding.ts';
import { type Plan, planImport } from './plan.ts';
import { findSequence } from './sequence.ts';
import type { Sheet } from './sheet.ts';
import { inOrderOfSheets, rowsHidden, sheetsLeftOut } from './sheet-findings.ts';
import { ChangedMeanwhileError, isChanged, writeMembers } from './write.ts';

/** In what surroundings a list is imported. */
export interface ImportSettings {
  regions: Region[];
  /** Where this user may write. */
  scope: Scope;
  now: Date;
  onProgress?: (phase: 'check' | 'write', done: number, total: number) => void;
}

/** What an import does to the people: how many of each. */
export interface ImportCounts {
  added: number;
  changed: number;
  /** Of those changed: people whose seat somebody else now holds. */
  replaced: number;
  /** Rows that say nothing new. */
  same: number;
}

/** A list checked against everything it would meet. Nothing is written yet. */
export interface ImportReport {
  rows: number;
  /** Rows that cannot be used. */
  broken: number;
  counts: ImportCounts;
  /** In the order of the rows; those of the whole list first. */
  findings: Finding[];
  /** Headings that nobody here knows; their columns are left out. */
  unknownHeadings: string[];
  encoding: Encoding;
}

const atOnce = 500;
const tries = 5;

/**
 * Checks a list to the last row without writing anything.
 * @throws ListError when its headings cannot be used
 */
export async function checkList(sheet: Sheet, settings: ImportSettings): Promise<ImportReport> {
  const read = await readEntries(sheet, settings);
  return report(sheet, read, await plan(read.entries, settings));
}

/**
 * Imports a list: all of it or nothing. With a broken row nothing is written, unless `skipBroken` says to leave such
 * rows out. The same list again changes nothing.
 * @throws ListError when its headings cannot be used
 * @returns the report, and whether anything could be written
 */
export async function importList(
  sheet: Sheet,
  settings: ImportSettings & { skipBroken: boolean },
): Promise<ImportReport & { written: boolean }> {
  const read = await readEntries(sheet, settings);
  for (let attempt = 1; ; attempt += 1) {
    const planned = await plan(read.entries, settings);
    const told = report(sheet, read, planned);
    if (told.broken > 0 && !settings.skipBroken) return { ...told, written: false };
    try {
      await writePlan(planned, settings);
      return { ...told, written: true };
    } catch (error) {
      if (!(error instanceof ChangedMeanwhileError) || attempt === tries) throw error;
    }
  }
}

interface Read {
  entries: Entry[];
  findings: Finding[];
  unknown: string[];
}

async function readEntries(sheet: Sheet, { regions, scope, onProgress }: ImportSettings): Promise<Read> {
  const columns = readHeadings(sheet.headings);
  const rules = { findVillage: createVillageFinder(regions), scope };
  const read: Read = { entries: [], findings: [], unknown: columns.unknown };
  for (const [index, row] of sheet.rows.entries()) {
    const { entry, findings } = checkRow(row, columns, rules);
    if (entry) read.entries.push(entry);
    read.findings.push(...findings);
    if (index % atOnce === 0) {
      onProgress?.('check', index, sheet.rows.length);
      // The process that checks may serve pages at the same time.
      await setImmediate();
    }
  }
  onProgress?.('check', sheet.rows.length, sheet.rows.length);
  const run = findSequence(read.entries.flatMap((entry) => entry.phone ?? []));
  if (run)
    read.findings.push(finding(null, 'sequential', { column: 'phone', params: { ...run }, broken: false }));
  return read;
}

async function plan(entries: Entry[], settings: ImportSettings): Promise<Plan> {
  return planImport(entries, await ParticipantModel.find().sort({ createdAt: 1, _id: 1 }).lean(), settings);
}

async function writePlan({ members }: Plan, { onProgress }: ImportSettings): Promise<void> {
  const total = members.filter(isChanged).length;
  let done = 0;
  onProgress?.('write', 0, total);
  await writeMembers(members, (count) => {
    done += count;
    onProgress?.('write', done, total);
  });
}

function report(sheet: Sheet, read: Read, { members, findings: planned }: Plan): ImportReport {
  const findings = [...sheetsLeftOut(sheet), ...rowsHidden(sheet), ...read.findings, ...planned];
  const broken = new Set(findings.filter((one) => one.broken).map((one) => one.line)).size;
  const named = members.filter((member) => member.line !== null);
  return {
    rows: sheet.rows.length,
    broken,
    counts: {
      added: named.filter((member) => member.before === null).length,
      changed: named.filter((member) => member.before !== null && isChanged(member)).length,
      replaced: members.filter((member) => member.after.leftAt && !member.before?.leftAt).length,
      same: named.filter((member) => !isChanged(member)).length,
    },
    findings: inOrderOfSheets(findings, sheet.sheets),
    unknownHeadings: read.unknown,
    encoding: sheet.encoding,
  };
}
