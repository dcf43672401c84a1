/** A list of proposals that comes back with what forums decided, checked to the last row before anything is written. */
import { type Finding, finding, isCellError } from '../../people/import/finding.ts';
import { placeOf } from '../../people/import/join-sheets.ts';
import type { SheetRow } from '../../people/import/rows.ts';
import type { Sheet } from '../../people/import/sheet.ts';
import { rowsHidden } from '../../people/import/sheet-findings.ts';
import { type Proposal, ProposalModel } from '../../proposals/proposal.model.ts';
import type { Actor } from '../../proposals/review.ts';
import type { Region } from '../../regions/region.model.ts';
import { placeKey } from '../../texts/place-key.ts';
import { within } from '../../users/scope.ts';
import type { Entry } from '../entry.model.ts';
import { followsOther } from '../results.ts';
import { type Column, readDecisionHeadings } from './columns.ts';
import { readRow } from './read-row.ts';
import type { FileSettings, RowInFile, RowSays } from './row.ts';
import { createStateReader } from './state-words.ts';

/** What a list says. */
type FileRead = Pick<Entry, 'results' | 'recommendations' | 'findings'>;

/**
 * Reads a list by its Id Usulan. Rows that say nothing new are passed over; what is wrong is told of each row.
 * @throws ListError where its headings cannot be used
 */
export async function checkFile(sheet: Sheet, settings: FileSettings, actor: Actor): Promise<FileRead> {
  const columns = readDecisionHeadings(sheet.headings);
  const findings = rowsHidden(sheet);
  const cellOf = (row: SheetRow) => (column: Column) =>
    (row.cells[columns.at.get(column) ?? -1] ?? '').trim();
  const proposals = await proposalsOf(
    sheet.rows.map((row) => codeOf(cellOf(row)('code'))),
    actor,
  );
  const readState = createStateReader(settings.texts);
  const said = new Map<string, { line: number; says: RowSays }>();
  for (const row of sheet.rows) {
    const cell = cellOf(row);
    const note: RowInFile['note'] = (column, reason, about = {}) => {
      findings.push(finding(row.line, reason, { column, value: cell(column).slice(0, 60), ...about }));
    };
    const failed = [...columns.at.keys()].filter((column) => isCellError(cell(column)));
    for (const column of failed) note(column, 'cell-error');
    if (failed.length > 0) continue;
    const proposal = proposals.get(codeOf(cell('code')));
    if (!isOfRow(proposal, cell, note, settings)) continue;
    const says = readRow({ line: row.line, cell, proposal, readState, note }, settings, actor);
    const before = said.get(proposal._id);
    if (before) noteTwice(before, says, note, sheet.sheets ?? []);
    else if (says) said.set(proposal._id, { line: row.line, says });
  }
  const all = [...said.values()].map(({ says }) => says);
  return {
    results: all.flatMap(({ result }) => result ?? []),
    recommendations: all.flatMap(({ recommendations }) => recommendations),
    findings: findings.map((one) => inItsSheet(one, sheet.sheets ?? [])),
  };
}

/** As people and spreadsheets write a code: any case and width of letters, blanks for dashes. */
const codeOf = (cell: string) =>
  cell
    .normalize('NFKC')
    .toUpperCase()
    .trim()
    .replaceAll(/[\s–—-]+/g, '-');

/** Proposals by code, those of the actor's area only. */
async function proposalsOf(codes: readonly string[], { scope }: Actor): Promise<Map<string, Proposal>> {
  const known = [...new Set(codes)].filter(Boolean);
  const found = await ProposalModel.find({ $and: [{ code: { $in: known } }, within(scope)] }).lean();
  return new Map(found.map((proposal) => [proposal.code, proposal]));
}

/** Whether a row's code and place fit together, within this round and district. */
function isOfRow(
  proposal: Proposal | undefined,
  cell: RowInFile['cell'],
  note: RowInFile['note'],
  { round, regions, district }: FileSettings,
): proposal is Proposal {
  const ours = placeKey(district.replace(/^(kabupaten|kota)\s+/i, ''));
  const theirs = placeKey(cell('district').replace(/^(kabupaten|kota|kab\.?)\s+/i, ''));
  if (theirs && theirs !== ours) note('district', 'other-district', { params: { district } });
  else if (!cell('code')) note('code', 'code-missing');
  else if (!proposal) note('code', 'code-nobody');
  else if (proposal.round !== round) note('code', 'other-round', { params: { round: proposal.round } });
  else if (!isInPlace(proposal, cell, regions)) {
    const region = regions.find(({ _id }) => _id === proposal.village);
    note('village', 'other-village', {
      suggestion: region ? `${region.name}, ${region.kecamatan.name}` : '',
    });
  } else if (followsOther(proposal)) {
    note('code', 'with-other', { params: { code: proposal.supports?.code ?? '' }, broken: false });
    return false;
  } else return true;
  return false;
}

function isInPlace({ village }: Proposal, cell: RowInFile['cell'], regions: readonly Region[]): boolean {
  const region = regions.find(({ _id }) => _id === village);
  if (!region) return true;
  const named = (typed: string, name: string) =>
    typed === '' ||
    placeKey(typed.replace(/^(desa|kelurahan|kel\.?|kecamatan|kec\.?)\s+/i, '')) === placeKey(name);
  const isCode = cell('village') === region._id;
  return (isCode || named(cell('village'), region.name)) && named(cell('kecamatan'), region.kecamatan.name);
}

/** One proposal on two rows: the same twice is a remark, two states are none. */
function noteTwice(
  before: { line: number; says: RowSays },
  says: RowSays | null,
  note: RowInFile['note'],
  sheets: string[],
): void {
  const at = sheets.length > 0 ? placeOf(before.line, sheets) : null;
  const params = { other: at ? `${at.line} (${at.sheet})` : before.line };
  const same = JSON.stringify(before.says) === JSON.stringify(says);
  note('code', same ? 'row-twice' : 'two-states', { params, broken: !same });
  if (!same) before.says = { recommendations: [] };
}

function inItsSheet(one: Finding, sheets: string[]): Finding {
  return sheets.length === 0 || one.line === null ? one : { ...one, ...placeOf(one.line, sheets) };
}
