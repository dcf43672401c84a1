import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { readFlowSources } from '../conversation/files.ts';
import { FlowError, type FlowSource, loadFlow } from '../conversation/load-flow.ts';
import { loadTexts } from '../texts/load.ts';
import type { Texts } from '../texts/texts.ts';

/** `rembuk flow check`: refuses a flow in which somebody could get stuck, with file, line and reason. */
export function flowCommand(): Command {
  const check = new Command('check')
    .description('look whether people can walk through a flow; without a file, through all under flows/')
    .argument('[file]', 'a flow file')
    .action((file?: string) => {
      const texts = loadTexts();
      const sources = file ? [read(file)] : readFlowSources();
      const problems = sources.flatMap((source) => problemsOf(source, texts));
      for (const problem of problems) process.stdout.write(`${problem}\n`);
      if (problems.length > 0) {
        process.exitCode = 1;
        return;
      }
      process.stdout.write(`${sources.map((source) => source.file).join(', ')}: fine\n`);
      reportFallbacks(texts);
    });
  return new Command('flow').description('the conversations under flows/').addCommand(check);
}

function read(file: string): FlowSource {
  try {
    return { file, source: readFileSync(file, 'utf8') };
  } catch {
    throw new Error(`${file} cannot be read.`);
  }
}

function problemsOf(source: FlowSource, texts: Texts): string[] {
  try {
    loadFlow(source, texts);
    return [];
  } catch (error) {
    if (error instanceof FlowError) return error.problems;
    throw error;
  }
}

/** Texts that are said in Indonesian because a translation is missing. */
function reportFallbacks(texts: Texts): void {
  for (const { locale, key } of texts.missing())
    process.stdout.write(`note: "${key}" is not translated in locales/${locale}\n`);
}
