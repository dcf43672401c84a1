import { type Evaluation, evaluate } from '../../src/classification/evaluation.ts';
import { type JudgedKinds, textKinds } from './measure.ts';
import { comparePaired } from './paired.ts';

/** What was measured of one classifier. */
export interface Row {
  name: string;
  /** Absent where it was stopped. */
  evaluation?: Evaluation;
  /** What it said of every text, plain and in each variant; `evaluation` is of the plain ones. */
  judged?: JudgedKinds;
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

/** A line for each kind of text: macro-F1 of each classifier, and how much of what it files by itself is right. */
export function kindRowsOf(rows: Row[]): string[][] {
  const shown = rows.filter(({ judged }) => judged);
  return [
    ['macro-F1 / right of filed', ...shown.map(({ name }) => name)],
    ...textKinds.map((kind) => [
      kind,
      ...shown.map(({ judged }) => {
        const { macroF1, filed } = evaluate(judged?.[kind] ?? []);
        return `${macroF1.toFixed(3)} / ${filed.precision.toFixed(3)}`;
      }),
    ]),
  ];
}

/** A line for each kind of text: how many texts ours alone has right, how many the peer alone, and the chance of that. */
export function pairedRowsOf([ours, ...others]: Row[]): string[][] {
  const shown = others.filter(({ judged }) => judged);
  return [
    ['ours alone right : the peer alone (p)', ...shown.map(({ name }) => name)],
    ...textKinds.map((kind) => [
      kind,
      ...shown.map(({ judged }) => {
        const { first, second, p } = comparePaired(ours?.judged?.[kind] ?? [], judged?.[kind] ?? []);
        return `${first} : ${second} (${p < 0.001 ? '<.001' : p.toFixed(3)})`;
      }),
    ]),
  ];
}

/** In which of the figures that decide a peer is not behind ours, the first row; a line for each. */
export function findAhead([ours, ...others]: Row[]): string[] {
  return others.flatMap(({ name, evaluation, judged }) => {
    if (!evaluation || !ours?.evaluation) return [];
    const f1 = (row: JudgedKinds | undefined, kind: keyof JudgedKinds) => evaluate(row?.[kind] ?? []).macroF1;
    const variants = judged && ours.judged ? textKinds.filter((kind) => kind !== 'plain') : [];
    const decisive = [
      ['macro-F1', evaluation.macroF1, ours.evaluation.macroF1] as const,
      ['right of surest 75 %', evaluation.precisionAt75, ours.evaluation.precisionAt75] as const,
      ...variants.map((kind) => [`macro-F1, ${kind}`, f1(judged, kind), f1(ours.judged, kind)] as const),
    ];
    return decisive
      .filter(([, theirs, mine]) => theirs >= mine)
      .map(([figure, theirs, mine]) => `Ours is not ahead of ${name}: ${figure} ${mine} against ${theirs}`);
  });
}
