import { type Finding, finding, isCellError } from '../people/import/finding.ts';
import { readYear } from '../people/import/read-cells.ts';
import type { VillageMatch, VillageWords } from '../regions/match.ts';
import { maskPersonal } from '../texts/mask.ts';
import { isNear } from '../texts/near.ts';
import { placeKey } from '../texts/place-key.ts';
import { covers, type Place, reaches, type Scope } from '../users/scope.ts';
import type { SkpdDatum } from './datum.model.ts';
import { type DataColumn, dataColumns } from './headings.ts';

/** What somebody handed in, checked. */
export type Entry = Pick<
  SkpdDatum,
  'office' | 'area' | 'kecamatan' | 'what' | 'value' | 'unit' | 'year' | 'source'
>;

/** What a row is held against. */
export interface DataRules {
  offices: readonly { key: string; name: string }[];
  kecamatan: readonly { code: string; name: string }[];
  findVillage(words: VillageWords): VillageMatch;
  /** Of whoever hands it in: an SKPD's own office, or the area of somebody of the planning office. */
  scope: Scope;
  thisYear: number;
}

/** Whether somebody may hand in what is known of a place: of an SKPD, of every one. */
export const mayHandIn = (scope: Scope, place: Place): boolean =>
  scope.kind === 'office' || covers(scope, place);

/** The cells of a row by their columns; a missing one is empty. */
export type Cells = (column: DataColumn) => string;
type Note = (column: DataColumn, reason: string, about?: Partial<Finding>) => void;

const longest = { what: 160, unit: 20, source: 160 } as const;
/** Older figures say nothing of the village as it is. */
const firstYear = 2000;

/** Reads one row, of a list or of a form, and tells all that is wrong with it at once. `entry` is null when it cannot be used. */
export function checkDataRow(
  line: number,
  cell: Cells,
  rules: DataRules,
): { entry: Entry | null; findings: Finding[] } {
  const findings: Finding[] = [];
  const note: Note = (column, reason, about = {}) => {
    findings.push(finding(line, reason, { column, value: cell(column).slice(0, 60), ...about }));
  };
  for (const column of dataColumns) if (isCellError(cell(column))) note(column, 'cell-error');
  if (findings.length > 0) return { entry: null, findings };
  const office = readOffice(cell('office'), rules, note);
  const place = readPlace(cell, rules, note);
  const what = readText('what', cell, note);
  const source = readText('source', cell, note);
  const { typed, unit } = withItsUnit(cell('value'), cell('unit'));
  if (unit.length > longest.unit) note('unit', 'text-long', { params: { length: longest.unit } });
  const value = readValue(typed, note);
  const year = readYearOfData(cell('year'), rules.thisYear, note);
  if (findings.length > 0 || !office || !place || !year) return { entry: null, findings };
  const figure = value === null ? {} : { value };
  return { entry: { office, ...place, what, ...figure, unit, year, source }, findings };
}

/** By its name or its key; of somebody of an SKPD only their own, which need not be named. */
function readOffice(typed: string, { offices, scope }: DataRules, note: Note): string | null {
  const own = scope.kind === 'office' ? scope.office : null;
  const found = typed
    ? offices.find(({ key, name }) => key === typed || placeKey(name) === placeKey(typed))
    : offices.find(({ key }) => key === own);
  if (found && (!own || own === found.key)) return found.key;
  if (found) note('office', 'skpd-other');
  else if (!typed && !own) note('office', 'skpd-missing');
  else {
    const near = offices.find(({ name }) => isNear(placeKey(name), placeKey(typed)));
    note('office', 'skpd-gone', {
      params: { name: (typed || own || '').slice(0, 120) },
      suggestion: near?.name ?? '',
    });
  }
  return null;
}

function readPlace(cell: Cells, rules: DataRules, note: Note): Pick<Entry, 'area' | 'kecamatan'> | null {
  const words = { code: cell('code'), kecamatan: cell('kecamatan'), village: cell('village') };
  const digits = (text: string) => text.replaceAll(/\D/g, '');
  const whole = words.village
    ? undefined
    : rules.kecamatan.find(({ code, name }) =>
        words.code ? digits(code) === digits(words.code) : placeKey(name) === placeKey(words.kecamatan),
      );
  const match = whole ? null : rules.findVillage(words);
  if (match && 'problem' in match) {
    // A kecamatan alone is enough, so it is that which is unknown.
    const onlyKecamatan = !words.village && !words.code && words.kecamatan;
    if (onlyKecamatan) note('kecamatan', 'kecamatan-unknown');
    else note(match.part, match.problem, { suggestion: match.suggestions.join(' / ') });
    return null;
  }
  const place = { kecamatan: whole?.code ?? match?.region.kecamatan.code ?? '', village: match?.region._id };
  if (!mayHandIn(rules.scope, place)) {
    const named = place.village && reaches(rules.scope, place.kecamatan) ? 'village' : 'kecamatan';
    note(words.code ? 'code' : named, 'outside-area');
    return null;
  }
  return { area: place.village ?? place.kecamatan, kecamatan: place.kecamatan };
}

function readText(column: 'what' | 'source', cell: Cells, note: Note): string {
  const text = cell(column).replaceAll(/\s+/g, ' ');
  if (!/\p{L}/u.test(text)) note(column, 'text-missing');
  else if (text.length > longest[column]) note(column, 'text-long', { params: { length: longest[column] } });
  // The village reads it: figures of a village, never of a person.
  else if (maskPersonal(text) !== text) note(column, 'personal', { value: maskPersonal(text).slice(0, 60) });
  return text;
}

/** "12,5%" is a figure and its unit, unless another unit stands beside it. */
function withItsUnit(typed: string, unit: string): { typed: string; unit: string } {
  const figure = /^(.*\d)\s*%$/.exec(typed)?.[1];
  if (!figure || !/^(?:|%|persen|percent)$/i.test(unit)) return { typed, unit };
  return { typed: figure, unit: unit || '%' };
}

/**
 * A figure as it is written here ("1.250", "4,87") or as a spreadsheet stores it ("4.87"); null where there is none. "4.875"
 * could be either, so it is asked; "1.250" is no fraction, for a spreadsheet drops its last zero.
 */
function readValue(typed: string, note: Note): number | null {
  const text = typed.replaceAll(/\s/g, '');
  if (text === '' || text === '-') return null;
  const [whole = '', decimals] = text.split(',');
  if (/^[1-9]\d{0,2}\.\d{2}[1-9]$/.test(text)) note('value', 'value-unclear');
  else if (/^\d{1,3}(?:\.\d{3})+$/.test(whole) && /^\d*$/.test(decimals ?? ''))
    return Number(`${whole.replaceAll('.', '')}.${decimals ?? 0}`);
  else if (/^\d+(?:[.,]\d+)?$/.test(text)) return Number(text.replace(',', '.'));
  else note('value', 'value-unfit');
  return null;
}

function readYearOfData(typed: string, thisYear: number, note: Note): number | null {
  const year = readYear(typed) ?? 0;
  if (year >= firstYear && year <= thisYear) return year;
  note('year', 'year-unfit', { params: { first: String(firstYear), last: String(thisYear) } });
  return null;
}
