import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Every source file, as a path below `src`. */
export const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.(tsx?|mjs)$/.test(file) && !file.endsWith('.d.ts'),
);
const known = new Set(sources);

/** What is written in a source file. */
export const textOf = (file: string): string => readFileSync(join('src', file), 'utf8');

/** The room a file is in: its first folder, or the file itself where it lies in none. */
export const roomOf = (file: string): string => file.split('/')[0] ?? '';

const specifiersOf = (file: string) =>
  [...textOf(file).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');

/** Our own files that a file imports, types and imports on demand included. */
export const importsOf = (file: string): string[] =>
  specifiersOf(file)
    .filter((name) => name.startsWith('.'))
    .map((name) => normalize(join(dirname(file), name)))
    .filter((target) => known.has(target));

/** Packages that a file imports, as it names them. */
export const packagesOf = (file: string): string[] =>
  specifiersOf(file).filter((name) => !name.startsWith('.'));

/** Groups of files that import each other in a circle, each sorted; by Tarjan's strongly connected components. */
export function cyclesOf(files: readonly string[]): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];
  const visit = (file: string): number => {
    const own = index.size;
    index.set(file, own);
    low.set(file, own);
    stack.push(file);
    for (const target of importsOf(file)) {
      const reached = index.has(target)
        ? stack.includes(target)
          ? (index.get(target) ?? own)
          : own
        : visit(target);
      low.set(file, Math.min(low.get(file) ?? own, reached));
    }
    if (low.get(file) === own) {
      const group = stack.splice(stack.indexOf(file));
      if (group.length > 1) cycles.push(group.toSorted());
    }
    return low.get(file) ?? own;
  };
  for (const file of files) if (!index.has(file)) visit(file);
  return cycles;
}
