import { expect, test } from 'vitest';
import { renderPdf } from '../../src/reports/pdf.ts';
import { pagesOf, spansOf } from '../support/pdf.ts';

/** As wide as A4, less a margin on the right; in points. */
const rightEdge = 595.28 - 36;

test('A word without end, such as a link, is broken and pushes no column off the paper', async () => {
  const link = `https://peta.example/${'x'.repeat(180)}`;
  const pdf = await renderPdf({
    title: 'Berita Acara',
    content: [
      {
        layout: 'lined',
        table: {
          widths: [22, '*', 100, 170],
          body: [
            ['No', 'Usulan', 'Lokasi', 'Alasan'],
            ['1', `Jalan di ${link}`, 'Desa Juai', 'Bukan kewenangan'],
          ],
        },
      },
    ],
    foot: '{page} / {pages}',
  });
  const spans = await spansOf(pdf);
  expect(spans.map(({ text }) => text)).toEqual(expect.arrayContaining(['Desa Juai', 'Bukan kewenangan']));
  expect(Math.max(...spans.map(({ to }) => to))).toBeLessThanOrEqual(rightEdge);
});

test('What the font has no signs for is left out, or told as words in other letters; no box stands for it', async () => {
  const said = [
    'Jalan rusak 😭🙏🏽 tolong 👨‍🌾',
    'بسم الله الرحمن الرحيم, langgar bocor',
    'Lebar ½ m², “Ju’uh” – café №3 … ≥ 2',
  ];
  const pdf = await renderPdf({ title: 'Surat 😭', content: said, foot: '{page} / {pages}' });
  expect(await pagesOf(pdf)).toEqual([
    'Jalan rusak tolong […], langgar bocor Lebar ½ m², “Ju’uh” – café №3 … ≥ 2 1 / 1',
  ]);
});
