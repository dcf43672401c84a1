import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const folder = 'src/admin/shell/styles';
/** Paper has points, and drawings of the map have the units of their own picture. */
const elsewhere = ['print.css', 'map.css'];

it('has one scale: every size of text on a page is one of its steps, or relative to the text around', () => {
  const sizes = readdirSync(folder)
    .filter((file) => !elsewhere.includes(file))
    .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/font-size: ([^;]+);/g)])
    .map(([, size]) => size ?? '');
  expect(sizes.length).toBeGreaterThan(50);
  expect(
    sizes.filter((size) => !/^var\(--text-(xs|s|m|l|[234]?xl)\)$|em$/.test(size) || /rem$/.test(size)),
  ).toEqual([]);
});
