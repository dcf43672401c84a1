import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import readSheets from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { type Cell, xlsxOf } from '../../src/reports/xlsx-stream.ts';

async function* from(rows: Cell[][]) {
  yield* rows;
}

async function written(rows: Cell[][], columns = rows[0]?.length ?? 1): Promise<Buffer> {
  const headings = Array.from({ length: columns }, (_, n) => ({ heading: `Kolom ${n + 1}`, width: 12 }));
  return buffer(xlsxOf({ name: 'Daftar', columns: headings, rows: from(rows) }));
}

/** As a reader of spreadsheets has it, without the head. */
async function readBack(rows: Cell[][], columns?: number) {
  const [sheet] = await readSheets(await written(rows, columns), { trim: false });
  return sheet?.data.slice(1);
}

it('is read back as it was written: texts, numbers, and places without anything', async () => {
  const rows = [
    ['Jalan & jembatan <2 km> "Juai"', 12.5, null],
    ['  dua\nbaris  ', null, '007'],
  ];
  expect(await readBack(rows)).toEqual(rows);
});

it('holds texts that begin like a formula as texts', async () => {
  const file = await readBack([['=1+1', '+62 812', '-5', '@SUM(A1)', '\t=1']]);
  expect(file).toEqual([['=1+1', '+62 812', '-5', '@SUM(A1)', '\t=1']]);
});

it('has more columns than letters, and more rows than are packed at once', async () => {
  const rows = Array.from({ length: 250 }, (_, row) => Array.from({ length: 30 }, (_, n) => `${row}-${n}`));
  expect(await readBack(rows)).toEqual(rows);
});

it('holds whatever people write', async () => {
  const words = fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(words, async (texts) => {
      const [row = []] = (await readBack([['x', ...texts, 'x']])) ?? [];
      expect(row.slice(1, -1).map((cell) => cell ?? '')).toEqual(texts);
    }),
    { seed: 20261128, numRuns: 60 },
  );
});

it('leaves out what no spreadsheet can hold: control characters, half an emoji', async () => {
  expect(await readBack([['bel\u0007, nol\u0000, setengah \uD83D, utuh 😀']])).toEqual([
    ['bel, nol, setengah , utuh 😀'],
  ]);
});

it('fails as the reading of its rows fails', async () => {
  async function* broken(): AsyncGenerator<Cell[]> {
    yield ['satu'];
    throw new Error('the database is away');
  }
  const sheet = { name: 'Daftar', columns: [{ heading: 'A', width: 5 }], rows: broken() };
  await expect(buffer(xlsxOf(sheet))).rejects.toThrow('the database is away');
});
