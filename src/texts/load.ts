import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { type Locale, locales } from './locales.ts';
import { createTexts, type Texts } from './texts.ts';

const home = fileURLToPath(new URL('../../locales/', import.meta.url));

/** What the build makes of the files. It counts only while they are the same, so that an edited text is always heard. */
const readyFile = new URL('./ready.json', import.meta.url);

interface Source {
  locale: Locale;
  file: string;
  text: string;
}

/** Keys and templates of a locale. */
type Entries = [string, string][];

/** All texts, read; `of` is the fingerprint of the files. */
interface Ready {
  of: string;
  entries: Record<Locale, Entries>;
}

/**
 * Reads `locales/<locale>/*.yaml`, where the file's name is the first part of every key in it.
 * @throws Error with file and line for what is not a text
 */
export function loadTexts(folder: string = home): Texts {
  const { id, bjn, en } = readTexts(folder).entries;
  return createTexts({ id: new Map(id), bjn: new Map(bjn), en: new Map(en) });
}

/**
 * The texts in a form that is read in a few milliseconds; YAML of this size takes longer than most of a start. For the
 * build, which puts it beside this file.
 * @public
 */
export function readyTexts(): string {
  return JSON.stringify(readTexts(home));
}

function readTexts(folder: string): Ready {
  const sources = locales.flatMap((locale) => readSources(locale, join(folder, locale)));
  const of = createHash('sha256')
    .update(JSON.stringify(sources.map(({ locale, file, text }) => [locale, basename(file), text])))
    .digest('hex');
  const ready: Ready | null = existsSync(readyFile) ? JSON.parse(readFileSync(readyFile, 'utf8')) : null;
  if (ready?.of === of) return ready;
  const read = (locale: Locale): Entries =>
    sources.filter((source) => source.locale === locale).flatMap(({ file, text }) => readFile(file, text));
  return { of, entries: { id: read('id'), bjn: read('bjn'), en: read('en') } };
}

function readSources(locale: Locale, folder: string): Source[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((name) => {
    const file = join(folder, name);
    return { locale, file, text: readFileSync(file, 'utf8') };
  });
}

function readFile(file: string, text: string): Entries {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const place = (offset = 0) => `${relative(process.cwd(), file)}:${lines.linePos(offset).line}`;
  const [broken] = document.errors;
  if (broken) throw new Error(`${place(broken.pos[0])}: ${broken.message}`);

  const texts: Entries = [];
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
