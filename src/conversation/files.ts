import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Texts } from '../texts/texts.ts';
import type { Flow } from './flow.ts';
import { FlowError, type FlowSource, loadFlow } from './load-flow.ts';

const home = fileURLToPath(new URL('../../flows/', import.meta.url));

/** The sources of all flows under `flows/`. */
export function readFlowSources(folder: string = home): FlowSource[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((file) => ({
    file: relative(process.cwd(), join(folder, file)),
    source: readFileSync(join(folder, file), 'utf8'),
  }));
}

/** All flows under `flows/`. @throws FlowError with what is wrong in any of them */
export function loadFlows(texts: Texts): Flow[] {
  const problems: string[] = [];
  const flows = readFlowSources().flatMap((source) => {
    try {
      return [loadFlow(source, texts)];
    } catch (error) {
      if (!(error instanceof FlowError)) throw error;
      problems.push(...error.problems);
      return [];
    }
  });
  if (problems.length > 0) throw new FlowError(problems);
  return flows;
}
