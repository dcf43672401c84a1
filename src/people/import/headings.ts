import { isNear } from '../../texts/near.ts';
import { ListError } from './list-error.ts';

/** Where each column stands, from 0; and headings nobody here knows, which are left out. */
export interface ColumnPlan<Column extends string> {
  at: ReadonlyMap<Column, number>;
  unknown: string[];
}

/** What a column is called where any of some words may head it, alone or together, and what may stand beside those. */
export interface Made {
  called: string;
  beside: string;
}

/** The headings of one kind of list. */
export interface KnownHeadings<Column extends string> {
  /** How lists head each column; compared without case, blanks and marks. */
  headings: Readonly<Record<Column, readonly string[]>>;
  /** Columns that are headed by any of some words: "No. Telp/HP", "Desa/Kel.". */
  made?: Partial<Record<Column, Made>>;
  /** Columns without which a list says nothing, each with those that may stand for it. */
  needed: readonly (readonly [Column, ...Column[]])[];
}

/**
 * Makes the reader of a kind of list's headings, in any order. It throws a {@link ListError} when a column stands twice, or one
 * that is needed is missing.
 */
export function createHeadingReader<Column extends string>(
  known: KnownHeadings<Column>,
): (row: string[]) => ColumnPlan<Column> {
  const { needed } = known;
  const columnOf = createColumnFinder(known);
  return (row) => {
    const at = new Map<Column, number>();
    const unknown: string[] = [];
    for (const [index, heading] of row.entries()) {
      const column = columnOf(heading);
      if (column && at.has(column)) throw new ListError('column-twice', { heading: heading.slice(0, 40) });
      if (column) at.set(column, index);
      else if (heading.trim()) unknown.push(heading.trim().slice(0, 40));
    }
    const missing = needed.find((some) => !some.some((column) => at.has(column)));
    if (at.size < 2) throw new ListError('no-headings', {});
    if (missing)
      throw new ListError(`column-missing-${missing[0]}`, { near: nearest(missing[0], unknown, known) });
    return { at, unknown };
  };
}

function createColumnFinder<Column extends string>({ headings, made = {} }: KnownHeadings<Column>) {
  const columns = Object.keys(headings) as Column[];
  const byHeading = new Map(
    columns.flatMap((column) => headings[column].map((heading) => [key(heading), column] as const)),
  );
  return (heading: string): Column | undefined => {
    const known = byHeading.get(key(heading));
    if (known) return known;
    const words = wordsOf(heading);
    return columns.find((column) => {
      const called = made[column]?.called.split(' ') ?? [];
      const beside = made[column]?.beside.split(' ') ?? [];
      const fits = words.every((word) => called.includes(word) || beside.includes(word));
      return fits && words.some((word) => called.includes(word));
    });
  };
}

/** A heading that may be the missing one, misspelt; else a dash. */
function nearest<Column extends string>(
  column: Column,
  unknown: string[],
  { headings, made = {} }: KnownHeadings<Column>,
): string {
  const names = [...headings[column], ...(made[column]?.called.split(' ') ?? [])];
  return unknown.find((heading) => names.some((name) => isNear(key(heading), key(name)))) ?? '-';
}

const wordsOf = (heading: string) => heading.toLowerCase().match(/[a-z]+/g) ?? [];

const key = (heading: string) =>
  heading
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
