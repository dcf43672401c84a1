import type { ModelVersion } from '../../../training/model-version.model.ts';
import type { Words } from '../../shell/words.ts';
import { issueName } from '../../shell/words.ts';

/** The scores of a version compared with the version then in force, as percentages, overall and per class. */
export function Changes(props: {
  words: Words;
  issueNames: ReadonlyMap<string, string>;
  compared: NonNullable<ModelVersion['compared']>;
}) {
  const { words, issueNames, compared } = props;
  const { standing, inForce, inForceNumber } = compared;
  const { t } = words;
  const rows: [name: string, before: number, after: number][] = [
    [t('model.on-examples'), inForce.macroF1, standing.macroF1],
    ...(standing.decisions.count > 0
      ? [
          [
            t('model.on-decisions', { count: standing.decisions.count }),
            inForce.decisions.right,
            standing.decisions.right,
          ] as [string, number, number],
        ]
      : []),
  ];
  const classes = Object.entries(standing.perClass).map(([label, f1]): [string, number, number] => [
    issueName(words, issueNames, label),
    inForce.perClass[label] ?? 0,
    f1,
  ]);
  return (
    <>
      <Figures words={words} before={inForceNumber} rows={rows} />
      <details>
        <summary>{t('model.per-issue')}</summary>
        <Figures words={words} before={inForceNumber} rows={classes} />
      </details>
    </>
  );
}

function Figures(props: {
  words: Words;
  before: number;
  rows: [name: string, before: number, after: number][];
}) {
  const { words, before, rows } = props;
  const { t } = words;
  return (
    <table class="scores">
      <thead>
        <tr>
          <th scope="col">{t('model.measured')}</th>
          <th scope="col" class="figure">
            {t('model.before', { number: before })}
          </th>
          <th scope="col" class="figure">
            {t('model.this')}
          </th>
          <th scope="col" class="figure">
            {t('model.change')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, then, now]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="figure">{points(words, then)}</td>
            <td class="figure">{points(words, now)}</td>
            <td class="figure">{signed(words, now - then)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const points = (words: Words, part: number) => words.number(Math.round(part * 1000) / 10);
const signed = (words: Words, part: number) => `${part >= 0.0005 ? '+' : ''}${points(words, part)}`;
