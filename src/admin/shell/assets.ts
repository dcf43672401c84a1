import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler, Router } from 'express';

const statics = fileURLToPath(new URL('./static/', import.meta.url));
const styles = fileURLToPath(new URL('./styles/', import.meta.url));

/** The style sheets in `styles/`, a concept each, in the order in which one may overrule the other. */
const sheets = [
  'tokens',
  'base',
  'frame',
  'parts',
  'forms',
  'tables',
  'list',
  'home',
  'map',
  'play',
  'proposal',
  'lists',
  'channels',
  'rounds',
  'print',
] as const;

const read = (sheet: string) => readFileSync(join(styles, `${sheet}.css`), 'utf8');

/** Dark where the device is and nobody has chosen light, and wherever somebody has chosen it; never on paper. */
const dark = [
  `@media screen and (prefers-color-scheme: dark) {\n${read('dark').replace(':root', ':root:not([data-look="light"])')}}`,
  `@media screen {\n${read('dark').replace(':root', ':root[data-look="dark"]')}}`,
].join('\n');

const version = (content: string | Buffer) =>
  createHash('sha256').update(content).digest('base64url').slice(0, 8);

/** Source Sans 3 (SIL Open Font License 1.1), Latin letters of every weight in one file of 29 kB. */
const font = readFileSync(
  createRequire(import.meta.url).resolve(
    '@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2',
  ),
);

/** They are served as one, so that a page on a slow line waits for one file only. */
const style = sheets
  .map((sheet) => (sheet === 'tokens' ? `${read(sheet)}\n${dark}` : read(sheet)))
  .join('\n')
  .replace('font.woff2', `/aset/font.woff2?v=${version(font)}`);

const versions = new Map([
  ['admin.css', version(style)],
  ...readdirSync(statics).map((file) => [file, version(readFileSync(join(statics, file)))] as const),
]);

/** Address of a style, script or icon. It changes with the content, so browsers may keep it for good. */
export function asset(file: string): string {
  return `/aset/${file}?v=${versions.get(file)}`;
}

const forGood = 'public, max-age=31536000, immutable';

/** Serves them, to anybody: they hold nothing. */
export const assets: RequestHandler = Router()
  .get('/admin.css', (_request, response) => {
    response.set('Cache-Control', forGood).type('css').send(style);
  })
  .get('/font.woff2', (_request, response) => {
    response.set('Cache-Control', forGood).type('font/woff2').send(font);
  })
  .use(express.static(statics, { index: false, immutable: true, maxAge: '365d' }));
