import Table from 'cli-table3';
import { countByIssue, type Fate, type Labelled, percentile, type Standing } from './account.ts';
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
  /** Proposals that the office of the demo has left undecided. */
  undecided: number;
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

/** What the classifier made of the proposals, and how much of what it filed by itself is as the demo's author labelled it. */
function issueTable({ standings, phones, issues }: Outcome): string {
  const counts = countByIssue(
    labelled(standings, phones),
    issues.map((issue) => issue.key),
  );
  const names = new Map(issues.map(({ key, name }) => [key, name]));
  const table = new Table({
    head: ['Proposals by issue', '', 'filed', 'right', 'wrong', 'asked'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
    style,
  });
  for (const { issue, proposals, filed, right, wrong, asked } of counts)
    table.push([names.get(issue) ?? issue, proposals, filed, right, wrong, asked]);
  const sum = (key: 'proposals' | 'filed' | 'right' | 'wrong' | 'asked') =>
    counts.reduce((all, row) => all + row[key], 0);
  const of = (key: 'filed' | 'asked', whole: number) => `${sum(key)} (${share(sum(key), whole)})`;
  const all = sum('proposals');
  const right = `${sum('right')} (${share(sum('right'), sum('filed'))})`;
  table.push(['all', all, of('filed', all), right, sum('wrong'), of('asked', all)]);
  return table.toString();
}

/** People's proposals are stored in the order they mean to send them. */
function labelled(standings: Standing[], phones: Phone[]): Labelled[] {
  const personas = new Map(phones.map(({ address, persona }) => [address, persona]));
  return standings.flatMap(({ participant, proposals }) => {
    const persona = personas.get(participant.addresses?.[0] ?? '');
    return proposals.map((proposal, index) => ({ proposal, label: persona?.proposals[index]?.issue }));
  });
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
