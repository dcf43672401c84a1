import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskPersonal } from '../../src/texts/mask.ts';
import { processorMs } from '../support/processor-time.ts';

const asciiDigits = (text: string) => text.normalize('NFKC').replaceAll(/\D/g, '');

describe('what leads to a person', () => {
  it.each([
    '0812.5000.1111',
    '(0812) 5000 1111',
    '(0812)50001111',
    '+62 812-5000-1111',
    '+62 (0)812-5000-1111',
    '+62(812)5000 1111',
    '0062 812 5000 1111',
    '62812 5000 1111',
    '6281250001111',
    '62.812.500.011',
    '0812–5000–1111',
    '0812—5000—1111',
    '0812‑5000‑1111',
    '0812 - 5000 - 1111',
    '0812/5000/1111',
    '0812_5000_1111',
    '0812~5000~1111',
    '(62)81250001111',
    '0 8 1 2 5 0 0 0 1 1 1 1',
    '0-8-1-2-5-0-0-0-1-1-1-1',
    '08.12.50.00.11.11',
    '08 12 50 00 11 11',
    '０８１２５０００１１１１',
    '０８１２－５０００－１１１１',
    '٠٨١٢٥٠٠٠١١١١',
    '०८१२५०००११११',
    '0️⃣8️⃣1️⃣2️⃣5️⃣0️⃣0️⃣0️⃣1️⃣1️⃣1️⃣1️⃣',
    '0812\u200b5000\u200b1111',
    '0812\u00a05000\u00a01111',
    'hp081250001111',
    'WA:081250001111',
    'https://wa.me/6281250001111?text=halo',
    'wa.me/+6281250001111',
    'https://api.whatsapp.com/send?phone=6281250001111',
    'tel:+6281250001111',
    '812-5000-1111',
    '812 5000 1111',
    '81250001111',
    '(0526) 2021234',
    '0526-2021234',
    '+62 526 2021234',
    '021 7654321',
    '+60 12-345 6789',
    '6311010101900001',
    '6311 0101 0190 0001',
    '6311-0101-0190-0001',
    '63.11.01.010190.0001',
    '6 3 1 1 0 1 0 1 0 1 9 0 0 0 0 1',
    '6311012345678901',
    '6281250001111@c.us',
    '6281250001111@s.whatsapp.net',
    '123456789012345@lid',
    '6281250001111-1600000000@g.us',
    'siti.aminah@gmail.com',
    'siti+rt3@desa.balangan.go.id',
    'siti＠gmail.com',
    'siti (at) gmail (dot) com',
    'siti[at]gmail.com',
  ])('is taken out: "%s"', (personal) => {
    for (const text of [
      personal,
      `Hubungi ${personal}.`,
      `perbaikan jalan RT 03, ${personal}, segera`,
      `Rp 1.500.000 ${personal} terima kasih`,
      `(${personal})`,
    ]) {
      const masked = maskPersonal(text);
      expect(masked).toContain('…');
      const left = asciiDigits(masked.replace('RT 03', '').replace('Rp 1.500.000', ''));
      expect(left).toBe('');
      expect(masked).not.toMatch(/siti|gmail|wa\.me\/\+?6/);
    }
  });

  it.each([
    'Rp 1.500.000',
    'Rp1.500.000.000,00',
    'Rp. 812.500.000.000',
    'Rp 1500000000',
    '1500000000 rupiah',
    'biaya 812.500.000',
    'biaya 62.850.000.000',
    '1,5 miliar',
    'panjang 1.200 m x 2,5 m x 0,15 m',
    '1200 x 800 x 150',
    '800 m2',
    'RT 03/RW 01',
    'RT 003/001',
    'RT 01, 02, 03 dan RT 04',
    'RT 1, 2, 3, 4, 5, 6, 7, 8, 9, 10',
    'tahun 2026',
    'tahun 2023, 2024, 2025, 2026',
    '2021-2022-2023-2024',
    '08-12-2026',
    '08/12/2026 08.30',
    '2026-11-23T20:00:00.000Z',
    '01-02-2026 s/d 05-02-2026',
    'pukul 08.30-12.30, 13.30-16.00',
    'jam 08.15',
    'RR-26-0103-0001',
    'rr-26-0103-0001 dan RR-26-0812-5000',
    '-2.335612, 115.461234',
    '-2.3356123456, 115.4612345678',
    '-2,335612 115,461234',
    '10 20 30 40 50 60 70 80',
    '63.11.01.2003',
    'telegram.1001-17',
    '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
    '08125000-1111-4f89-9a0c-081250001111',
    '45 KK, 180 jiwa, 12 unit',
    'Dana Desa 2025: 350.000.000',
    'Posyandu @ RT 03',
  ])('is nobody\'s and stays: "%s"', (text) => {
    expect(maskPersonal(text)).toBe(text);
    expect(maskPersonal(`Usul: ${text} untuk warga.`)).toBe(`Usul: ${text} untuk warga.`);
  });

  const gap = fc.constantFrom('', ' ', '-', '.', '–', ' - ', '‑', '\u00a0', '_', '/');
  const digitsOf = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    (text: string) => text.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
  );
  const surroundings = fc.constantFrom(
    '# ',
    'Hub. # ya',
    'jalan rusak (#)',
    'HP:#',
    'usul: jembatan; #, segera',
  );

  it('finds every mobile number, however it is grouped and written', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^8[1-9]\d{8,10}$/),
        fc.constantFrom('0', '62', '+62', '+62 ', '(+62) ', '0062'),
        fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 6, maxLength: 6 }),
        gap,
        digitsOf,
        surroundings,
        (number, prefix, sizes, sign, write, around) => {
          let rest = prefix.endsWith('0') ? `0${number}` : number;
          const parts: string[] = [];
          for (const size of sizes) {
            // Nobody leaves a last digit alone.
            const take = rest.length - size === 1 ? rest.length : size;
            if (rest) parts.push(rest.slice(0, take));
            rest = rest.slice(take);
          }
          const head = prefix.endsWith('0') ? '' : prefix;
          const written = write(`${head}${parts.join(sign)}`);
          const masked = maskPersonal(around.replace('#', () => written));
          expect(asciiDigits(masked).length).toBe(0);
        },
      ),
      { seed: 9, numRuns: 3000 },
    );
  });

  it('finds every identity number', () => {
    const two = (min: number, max: number) =>
      fc.integer({ min, max }).map((number) => String(number).padStart(2, '0'));
    const nik = fc
      .tuple(
        fc.constantFrom('63', '62', '32', '11'),
        two(1, 99),
        two(1, 40),
        two(1, 31),
        two(1, 12),
        two(0, 99),
        two(0, 99),
        two(1, 99),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        nik,
        fc.constantFrom(1, 2, 4, 6, 16),
        gap,
        digitsOf,
        surroundings,
        (number, size, sign, write, around) => {
          const written = write(number.replaceAll(new RegExp(`(\\d{${size}})(?=\\d)`, 'g'), `$1${sign}`));
          expect(asciiDigits(maskPersonal(around.replace('#', () => written)))).toBe('');
        },
      ),
      { seed: 9, numRuns: 2000 },
    );
  });

  it('never touches an amount, a code or a date', () => {
    const amount = fc
      .integer({ min: 1, max: 900_000_000 })
      .map((thousands) => `Rp ${(thousands * 1000).toLocaleString('id-ID')}`);
    const code = fc
      .tuple(
        fc.integer({ min: 20, max: 39 }),
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 1, max: 9999 }),
      )
      .map(
        ([year, place, n]) => `RR-${year}-${String(place).padStart(4, '0')}-${String(n).padStart(4, '0')}`,
      );
    const date = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10).split('-').reverse().join('-'));
    fc.assert(
      fc.property(fc.oneof(amount, code, date), surroundings, (kept, around) => {
        const text = around.replace('#', () => kept);
        expect(maskPersonal(text)).toBe(text);
      }),
      { seed: 9, numRuns: 2000 },
    );
  });

  it('is quick with the longest and the strangest text', async () => {
    for (const piece of ['0', '0 ', 'a', 'a@', '8-', '1.000.', '(', '62', 'a.a@a.', '08.1', '2026-', '+6']) {
      const ms = await processorMs(() => maskPersonal(piece.repeat(20_000)));
      expect({ piece, quick: ms < 1500 }).toEqual({ piece, quick: true });
    }
  });

  it('does the same when done twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const once = maskPersonal(text);
        expect(maskPersonal(once)).toBe(once);
      }),
      { seed: 9, numRuns: 500 },
    );
  });
});
