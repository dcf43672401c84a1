import { readFile, stat, writeFile } from 'node:fs/promises';
import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { recordCommand } from '../../audit/audit.ts';
import { checkList, type ImportReport, type ImportSettings, importList } from '../../people/import/import.ts';
import { ListError } from '../../people/import/list-error.ts';
import { limits } from '../../people/import/rows.ts';
import { readSheet, type Sheet } from '../../people/import/sheet.ts';
import { admitConfirmed } from '../../proposals/pending.ts';
import { csvOf } from '../../reports/csv.ts';
import { describeFinding, findingRows } from '../../reports/import-findings.ts';
import { loadTexts } from '../../texts/load.ts';
import { defaultLocale } from '../../texts/locales.ts';
import type { Texts } from '../../texts/texts.ts';
import { wholeDistrict } from '../../users/scope.ts';
import { withDatabase } from '../services.ts';

interface Options {
  dryRun?: true;
  skipBroken?: true;
  report?: string;
}

const shownFindings = 40;

/** `rembuk participants import`: a whole list, checked before anything is written. */
export function importCommand(): Command {
  return new Command('import')
    .description('enter or renew representatives from a CSV or XLSX list; all of it or nothing')
    .argument('<file>', 'the list; its first row holds the headings, in Indonesian or English')
    .option('--dry-run', 'check only, write nothing')
    .option('--skip-broken', 'write the good rows although others are broken')
    .option('--report <file>', 'write all findings to a CSV file')
    .addHelpText(
      'after',
      '\nA blank cell leaves what is known alone; -- takes it away. See docs/participants.md.',
    )
    .action(async (file: string, options: Options) => {
      const texts = loadTexts();
      try {
        const sheet = await open(file);
        await withDatabase(async (_config, { regions }) => {
          process.exitCode = await run(sheet, regions, options, texts);
        });
      } catch (error) {
        if (!(error instanceof ListError)) throw error;
        throw new Error(texts.t(defaultLocale, `import.list.${error.problem}`, error.params));
      }
    });
}

/** Looks at the size first, so that a wrong file is refused before it is read. */
async function open(file: string): Promise<Sheet> {
  const { size } = await stat(file).catch((cause: NodeJS.ErrnoException) => {
    throw new Error(`${file} cannot be read: ${cause.code ?? 'unknown reason'}`, { cause });
  });
  if (size > limits.bytes) throw new ListError('too-large', { megabytes: limits.bytes / 1024 / 1024 });
  return readSheet(await readFile(file));
}

/** @returns the exit code: 1 when broken rows kept the list from being written */
async function run(
  sheet: Sheet,
  regions: ImportSettings['regions'],
  options: Options,
  texts: Texts,
): Promise<number> {
  const bar = progressBar(texts);
  const settings: ImportSettings = { regions, scope: wholeDistrict, now: new Date(), onProgress: bar.show };
  const report = await (options.dryRun
    ? checkList(sheet, settings)
    : importList(sheet, { ...settings, skipBroken: options.skipBroken === true })
  ).finally(bar.end);
  // Whom the list confirms may have sent something before.
  if (!options.dryRun) await admitConfirmed();
  if (options.report)
    await writeFile(options.report, `\uFEFF${csvOf(findingRows(report.findings, texts, defaultLocale))}`);
  if ('written' in report && report.written) {
    const { added, changed, replaced } = report.counts;
    await recordCommand('list-imported', { details: { added, changed, replaced } });
  }
  process.stdout.write(inWords(report, texts));
  const refused = 'written' in report && report.written === false;
  const outcome = options.dryRun ? 'dry' : refused ? 'refused' : 'done';
  process.stdout.write(`${texts.t(defaultLocale, `import.summary.${outcome}`)}\n`);
  return refused || (options.dryRun && report.broken > 0) ? 1 : 0;
}

function inWords(report: ImportReport, texts: Texts): string {
  const t = (key: string, params?: Record<string, string | number>) =>
    texts.t(defaultLocale, `import.${key}`, params);
  // What breaks a row comes before what is only to be known.
  const sorted = [...report.findings].sort((one, other) => Number(other.broken) - Number(one.broken));
  const lines = sorted.slice(0, shownFindings).map((finding) => {
    const { where, column, value, reason, suggestion } = describeFinding(finding, texts, defaultLocale);
    const cell = [column, value && `"${value}"`].filter(Boolean).join(' ');
    const hint = suggestion ? ` ${t('suggestion', { suggestion })}` : '';
    return `${finding.broken ? '✗' : '·'} ${[where, cell].filter(Boolean).join(', ')}: ${reason}${hint}`;
  });
  const more = sorted.length - lines.length;
  return `${[
    ...lines,
    ...(more > 0 ? [t('summary.more', { count: more })] : []),
    ...(report.encoding !== 'utf-8' ? [t('summary.encoding', { encoding: report.encoding })] : []),
    ...(report.unknownHeadings.length > 0
      ? [t('summary.unknown', { columns: report.unknownHeadings.join(', ') })]
      : []),
    t('summary.rows', { rows: report.rows, broken: report.broken }),
    t('summary.counts', { ...report.counts }),
  ].join('\n')}\n`;
}

/** On a terminal only; a log file gets no bar. */
function progressBar(texts: Texts) {
  const bar = new SingleBar({ format: '{phase} {bar} {value}/{total} · {eta_formatted}', hideCursor: true });
  let phase = '';
  return {
    show(next: 'check' | 'write', done: number, total: number) {
      if (!process.stderr.isTTY) return;
      const words = texts.t(defaultLocale, `import.progress.${next}`);
      if (phase !== next) bar.start(total, done, { phase: words });
      phase = next;
      bar.update(done, { phase: words });
    },
    end: () => bar.stop(),
  };
}
