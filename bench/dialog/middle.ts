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
      p50: middle(({ half }) => half.p50),
      p95: middle(({ half }) => half.p95),
      p99: middle(({ half }) => half.p99),
      answersPerSecond: middle(({ half }) => half.answersPerSecond),
    },
    aloneMs: middle((turn) => turn.aloneMs),
    restMb: middle((turn) => turn.restMb),
    endMb: middle((turn) => turn.endMb),
  };
}
