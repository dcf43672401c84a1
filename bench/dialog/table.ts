import Table from 'cli-table3';
import type { Found } from './compare.ts';
import type { Asked } from './count.ts';
import type { KillFigures } from './kill.ts';
import type { Turn } from './measure.ts';

/** A column a contestant; what was not measured is left out. */
export function comparisonTable(results: Found[]): string {
  const table = new Table({ head: ['', ...results.map(({ name }) => name)] });
  const row = (what: string, read: (found: Found) => string | undefined) => {
    const cells = results.map((found) => read(found) ?? '');
    if (cells.some(Boolean)) table.push([what, ...cells]);
  };
  const ofTurn = (what: string, read: (turn: Turn) => string) =>
    row(what, ({ middle }) => middle && read(middle));
  const ofCount = (what: string, read: (asked: Asked) => number) =>
    row(what, ({ asked }) => asked && read(asked).toFixed(2));
  const ofKill = (what: string, read: (figures: KillFigures) => number) =>
    row(what, ({ kills }) => (kills.length > 0 ? kills.map(read).join(' + ') : undefined));
  ofTurn('answers a second', (turn) => turn.answersPerSecond.toFixed(0));
  ofTurn('CPU of the bot for one answer, ms', (turn) => turn.cpuMsPerAnswer.toFixed(2));
  ofTurn('at half of that: answers a second', ({ half }) => half.answersPerSecond.toFixed(0));
  ofTurn('  reply p50 / p95 / p99, ms', ({ half }) =>
    [half.p50, half.p95, half.p99].map((ms) => ms.toFixed(1)).join(' / '),
  );
  ofTurn('one person alone: reply p50, ms', (turn) => turn.aloneMs.toFixed(1));
  ofTurn('memory at rest / at the end, MB', (turn) => `${turn.restMb.toFixed(0)} / ${turn.endMb.toFixed(0)}`);
  ofTurn('network and people, cores', (turn) => turn.networkCores.toFixed(2));
  ofCount('MongoDB commands for one answer', (asked) => asked.mongodbCommands);
  ofCount('Redis packets for one answer', (asked) => asked.redisPackets);
  ofKill('killed while all talk: people', (figures) => figures.people);
  ofKill('  answers under another question', (figures) => figures.misfiled);
  ofKill('  answers lost', (figures) => figures.lost);
  ofKill('  questions asked twice', (figures) => figures.doubled);
  ofKill('  people stuck', (figures) => figures.stuck);
  return table.toString();
}
