import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/**
 * What a test file needs: `unit` nothing beside its own process; `integration` real engines, the command line, or a
 * stand-in's network; `e2e` a real browser, or the whole way of a rembuk.
 */
export type Kind = 'unit' | 'integration' | 'e2e';

/** Parts of `test/` that bring the outside in; whoever imports one, by whatever way, is of its kind. */
const outside: [kind: Kind, part: RegExp][] = [
  ['e2e', /\/(e2e|chaos)\//],
  ['e2e', /\/support\/(browser|whatsapp-channel)\.ts$/],
  ['integration', /\/support\/(database|cli|command-line)\.ts$/],
  ['integration', /\/support\/(bot-api\/server|transcription-server)\.ts$/],
  // Their tests start processes, or train for long.
  ['integration', /\/(embedded|process|bench|media|import)\/[^/]+$/],
];

/** Every test file by its kind, told by what it imports, so that no list can be forgotten. */
export function testFilesByKind(): Record<Kind, string[]> {
  const sources = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join('test', file));
  const imports = new Map(sources.map((file) => [file, importsOf(file)]));
  const files: Record<Kind, string[]> = { unit: [], integration: [], e2e: [] };
  for (const file of sources)
    if (/\.test\.tsx?$/.test(file)) files[kindOf(reachedFrom(file, imports))].push(file);
  return files;
}

function kindOf(reached: Set<string>): Kind {
  const found = outside.find(([, part]) => [...reached].some((file) => part.test(file)));
  return found?.[0] ?? 'unit';
}

/** The files of `test/` that this one imports for more than their types. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8').replaceAll(/^(?:im|ex)port type [^;]+;$/gm, '');
  const names = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, name = '']) => name);
  return names.map((name) => normalize(join(dirname(file), name)));
}

function reachedFrom(file: string, imports: Map<string, string[]>): Set<string> {
  const reached = new Set<string>();
  const next = [file];
  for (let one = next.pop(); one !== undefined; one = next.pop()) {
    if (reached.has(one)) continue;
    reached.add(one);
    next.push(...(imports.get(one) ?? []));
  }
  return reached;
}
