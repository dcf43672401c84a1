import Table from 'cli-table3';
import type { Turn } from './measure.ts';
import { median } from './quantile.ts';

/** The middle of several turns, figure by figure. */
export function middleOf(turns: Turn[]): Turn {
  const middle = (read: (turn: Turn) => number) => median(turns.map(read));
  return {
    answersPerSecond: middle((turn) => turn.answersPerSecond),
    cpuMsPerAnswer: middle((turn) => turn.cpuMsPerAnswer),
    networkCores: middle((turn) => turn.networkCores),
    half: {
      p50: middle((turn) => turn.half.p50),
      p95: middle((turn) => turn.half.p95),
      p99: middle((turn) => turn.half.p99),
      answersPerSecond: middle((turn) => turn.half.answersPerSecond),
    },
    aloneMs: middle((turn) => turn.aloneMs),
    restMb: middle((turn) => turn.restMb),
    endMb: middle((turn) => turn.endMb),
  };
}

/** A column a contestant. */
export function dialogTable(results: ({ name: string } & Turn)[]): string {
  const table = new Table({ head: ['', ...results.map(({ name }) => name)] });
  const row = (what: string, read: (turn: Turn) => string) => table.push([what, ...results.map(read)]);
  row('answers a second', (turn) => turn.answersPerSecond.toFixed(0));
  row('CPU of the bot for one answer, ms', (turn) => turn.cpuMsPerAnswer.toFixed(2));
  row('at half of that: answers a second', ({ half }) => half.answersPerSecond.toFixed(0));
  row('  reply p50 / p95 / p99, ms', ({ half }) =>
    [half.p50, half.p95, half.p99].map((ms) => ms.toFixed(1)).join(' / '),
  );
  row('one person alone: reply p50, ms', (turn) => turn.aloneMs.toFixed(1));
  row('memory at rest / at the end, MB', (turn) => `${turn.restMb.toFixed(0)} / ${turn.endMb.toFixed(0)}`);
  row('network and people, cores', (turn) => turn.networkCores.toFixed(2));
  return table.toString();
}
