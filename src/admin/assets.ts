import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler } from 'express';

const folder = fileURLToPath(new URL('./static/', import.meta.url));

const versions = new Map(
  readdirSync(folder).map((file) => {
    const hash = createHash('sha256').update(readFileSync(join(folder, file)));
    return [file, hash.digest('base64url').slice(0, 8)];
  }),
);

/** Address of a style, script or icon. It changes with the content, so browsers may keep it for good. */
export function asset(file: string): string {
  return `/aset/${file}?v=${versions.get(file)}`;
}

/** Serves them, to anybody: they hold nothing. */
export const assets: RequestHandler = express.static(folder, {
  index: false,
  immutable: true,
  maxAge: '365d',
});
