import type { Evaluation } from '../../src/classification/evaluation.ts';

/** What was measured of one classifier. */
export interface Row {
  name: string;
  /** Absent where it was stopped. */
  evaluation?: Evaluation;
  /** Why there are no figures. */
  stopped?: string;
  /** From the saved form to the first answers. */
  readyMs?: number;
  /** Texts a second against natural's Bayes as shipped, from one interleaved run. */
  speed?: number;
}

/** The table's lines, heads first. */
export function rowsOf(rows: Row[]): string[][] {
  const heads = [
    'classifier',
    'macro-F1',
    'ECE',
    'filed',
    'right',
    'right of surest 75 %',
    'none filed',
    'speed',
    'ready ms',
  ];
  return [
    heads,
    ...rows.map(({ name, evaluation, stopped, speed, readyMs }) => {
      if (!evaluation) return [name, stopped ?? '', ...heads.slice(2).map(() => '-')];
      const { macroF1, ece, filed, precisionAt75, noneWronglyFiled } = evaluation;
      const figures = [macroF1, ece, filed.share, filed.precision, precisionAt75, noneWronglyFiled];
      return [
        name,
        ...figures.map((figure) => figure.toFixed(3)),
        speed?.toFixed(2) ?? '-',
        readyMs?.toFixed(0) ?? '-',
      ];
    }),
  ];
}

/** In which of the two figures that decide a peer is not behind ours, the first row; a line for each. */
export function findAhead([ours, ...others]: Row[]): string[] {
  return others.flatMap(({ name, evaluation }) => {
    if (!evaluation || !ours?.evaluation) return [];
    const decisive = [
      ['macro-F1', evaluation.macroF1, ours.evaluation.macroF1],
      ['right of surest 75 %', evaluation.precisionAt75, ours.evaluation.precisionAt75],
    ] as const;
    return decisive
      .filter(([, theirs, mine]) => theirs >= mine)
      .map(([figure, theirs, mine]) => `Ours is not ahead of ${name}: ${figure} ${mine} against ${theirs}`);
  });
}
