import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { type Locale, locales } from './locales.ts';
import { createTexts, type Texts } from './texts.ts';

const home = fileURLToPath(new URL('../../locales/', import.meta.url));

/**
 * Reads `locales/<locale>/*.yaml`, where the file's name is the first part of every key in it.
 * @throws Error with file and line for what is not a text
 */
export function loadTexts(folder: string = home): Texts {
  const read = (locale: Locale) => new Map(readLocale(join(folder, locale)));
  const [id, bjn, en] = locales.map(read);
  return createTexts({ id: id ?? new Map(), bjn: bjn ?? new Map(), en: en ?? new Map() });
}

function readLocale(folder: string): [string, string][] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.sort().flatMap((file) => readFile(join(folder, file)));
}

function readFile(file: string): [string, string][] {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  const place = (offset = 0) => `${relative(process.cwd(), file)}:${lines.linePos(offset).line}`;
  const [broken] = document.errors;
  if (broken) throw new Error(`${place(broken.pos[0])}: ${broken.message}`);

  const texts: [string, string][] = [];
  const gather = (node: unknown, path: string, offset?: number) => {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        gather(value, `${path}.${String(key)}`, isScalar(key) ? key.range?.[0] : offset);
      }
    } else if (isScalar(node) && typeof node.value === 'string') {
      texts.push([path, node.value.trimEnd()]);
    } else {
      throw new Error(`${place(offset)}: "${path}" is not a text`);
    }
  };
  if (document.contents) gather(document.contents, basename(file, '.yaml'));
  return texts;
}
