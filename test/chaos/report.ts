import Table from 'cli-table3';
import { kinds } from './finding.ts';
import { measureRecovery, middleAndMost, type Recovery } from './recovery.ts';
import type { Outcome } from './run.ts';

const shown = 40;

/** A run in words and figures, for people. */
export function drawReport(outcome: Outcome): string {
  const { findings, explained, starts, people } = outcome;
  const said = people.flatMap(({ lines }) => lines.filter(({ from }) => from === 'person'));
  const repeated = said.filter(({ repeat }) => repeat).length;
  const unreached = people.filter(({ done, lines }) => !done && lines.length === 0).length;
  return [
    drawRecoveries(outcome),
    `${people.filter(({ done }) => done).length} of ${people.length} people are done; they said ${said.length} things, ${repeated} of them a second time.`,
    ...(unreached > 0
      ? [`${unreached} were never reached: their invitations may have left, and staff are to decide.`]
      : []),
    `Started: ${[...starts].map(([role, times]) => `${role} ${times} times`).join(', ')}.`,
    `Repetitions that a fault explains: ${explained}.`,
    ...kinds.flatMap((kind) => {
      const ofKind = findings.filter((finding) => finding.kind === kind);
      const addresses = new Set(ofKind.map(({ address }) => address)).size;
      return ofKind.length > 0 ? [`FOUND  ${kind}: ${ofKind.length} (${addresses} people)`] : [];
    }),
    ...findings.slice(0, shown).map(({ kind, address, detail }) => `  ${address ?? '-'}  ${kind}: ${detail}`),
    findings.length === 0 ? 'Nothing was lost, doubled, misfiled or stuck.' : '',
  ].join('\n');
}

/** By fault, as people on Telegram met it; WhatsApp's browser takes its own time to come back, and stands apart. */
function drawRecoveries({ happened, people }: Outcome): string {
  const on = (channel: string) =>
    measureRecovery(
      happened,
      people.filter(({ address }) => address.startsWith(channel)),
    );
  const recoveries = on('telegram');
  const table = new Table({
    head: ['fault', 'times', 'next reply, median', 'max', 'to all who waited, median', 'max'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  const names = [...new Set(recoveries.map(({ happened }) => happened.fault.name))].sort();
  for (const name of names)
    table.push(
      row(
        name,
        recoveries.filter((one) => one.happened.fault.name === name),
      ),
    );
  table.push(row('all', recoveries));
  table.push(row('all, on WhatsApp', on('whatsapp')));
  return table.toString();
}

function row(name: string, recoveries: Recovery[]): string[] {
  const anybody = middleAndMost(recoveries.map((one) => one.anybody));
  const everybody = middleAndMost(recoveries.map((one) => one.everybody));
  const figures = [anybody.median, anybody.max, everybody.median, everybody.max];
  return [name, String(recoveries.length), ...figures.map(inSeconds)];
}

function inSeconds(ms: number | null): string {
  if (ms === null) return '-';
  return Number.isFinite(ms) ? `${(ms / 1000).toFixed(1)} s` : 'never';
}
