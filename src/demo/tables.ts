import Table from 'cli-table3';
import { countByIssue, type Fate, percentile, type Standing } from './account.ts';
import type { Phone } from './crowd.ts';

/** What was measured of a rembuk. */
export interface Outcome {
  standings: Standing[];
  phones: Phone[];
  /** Keys and names of the issues, in the order they are shown. */
  issues: { key: string; name: string }[];
  /** What is lost, doubled, changed or stuck. */
  problems: string[];
  /** Whether everything came to rest before the deadline. */
  settled: boolean;
}

const share = (part: number, whole: number) => (whole === 0 ? '-' : `${Math.round((100 * part) / whole)} %`);
const ms = (value: number | null) => (value === null ? '-' : `${Math.round(value)} ms`);

/** Plain lines, also in a log. */
const style = { compact: true, head: [], border: [] };

/** The tables that the demo ends with. */
export function drawTables(outcome: Outcome): string {
  return [peopleTable(outcome), issueTable(outcome), figuresTable(outcome)].join('\n\n');
}

function peopleTable({ standings }: Outcome): string {
  const people = standings.length;
  const invited = standings.filter(({ invitation }) => invitation?.sentAt || invitation?.answeredAt).length;
  const consented = standings.filter(({ participant }) => participant.consent).length;
  const table = new Table({ head: ['Participants', '', ''], colAligns: ['left', 'right', 'right'], style });
  const row = (name: string, count: number) => table.push([name, count, share(count, people)]);
  row('entered', people);
  row('invited', invited);
  row('consented', consented);
  table.push([{ content: 'of these, each in one row:', colSpan: 3 }]);
  for (const { name, count } of countFates(standings)) row(`  ${name}`, count);
  return table.toString();
}

/** Everybody in exactly one row, finished first; rows that are empty are left out. */
function countFates(standings: Standing[]): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { fate } of standings) counts.set(nameOf(fate), (counts.get(nameOf(fate)) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => place(a.name) - place(b.name));
}

const fateNames = {
  finished: 'finished',
  'stopped-at': 'stopped at question ',
  'stopped-before-sending': 'stopped before sending',
  left: 'said STOP',
  later: 'refused: later',
  'wrong-person': 'refused: wrong person',
  'never-answered': 'never answered',
  'not-invited': 'not invited',
} as const satisfies Record<Fate['kind'], string>;

const nameOf = (fate: Fate) =>
  fate.kind === 'stopped-at' ? `${fateNames[fate.kind]}${fate.question}` : fateNames[fate.kind];

/** Order of the rows: as the names stand above, questions by their number. */
function place(name: string): number {
  const kind = Object.values(fateNames).findIndex((start) => name.startsWith(start));
  return kind + Number(/\d+$/.exec(name)?.[0] ?? 0) / 100;
}

function issueTable({ standings, issues }: Outcome): string {
  const proposals = standings.flatMap((standing) => standing.proposals);
  const counts = countByIssue(
    proposals,
    issues.map((issue) => issue.key),
  );
  const names = new Map(issues.map(({ key, name }) => [key, name]));
  const table = new Table({
    head: ['Proposals by issue', '', 'filed', 'asked'],
    colAligns: ['left', 'right', 'right', 'right'],
    style,
  });
  for (const { issue, proposals: count, filed, asked } of counts)
    table.push([names.get(issue) ?? issue, count, filed, asked]);
  const filed = counts.reduce((sum, row) => sum + row.filed, 0);
  const asked = proposals.length - filed;
  table.push([
    'all',
    proposals.length,
    `${filed} (${share(filed, proposals.length)})`,
    `${asked} (${share(asked, proposals.length)})`,
  ]);
  return table.toString();
}

function figuresTable({ phones, problems, settled }: Outcome): string {
  const lines = phones.flatMap((phone) => phone.talk);
  const sent = lines.filter((line) => line.from === 'person').length;
  const times = lines.map((line) => line.at);
  const seconds = (Math.max(...times) - Math.min(...times)) / 1000;
  const receipts = phones.flatMap((phone) => phone.receiptMs);
  const stuck = phones.filter((phone) => !phone.memory.done).length;
  const table = new Table({ colAligns: ['left', 'right'], style });
  table.push(
    ['messages from people', sent],
    ['messages to people', lines.length - sent],
    ['seconds from first to last', seconds.toFixed(1)],
    ['messages a second, in and out', (lines.length / seconds).toFixed(1)],
    ['time to receipt, median', ms(percentile(receipts, 0.5))],
    ['time to receipt, 95 %', ms(percentile(receipts, 0.95))],
    ['people stuck', stuck],
    ['lost, doubled or changed', problems.length],
    ['came to rest in time', settled ? 'yes' : 'NO'],
  );
  return table.toString();
}
