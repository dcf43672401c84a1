import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ImportModel } from '../../../src/people/import/import.model.ts';
import { importList } from '../../../src/people/import/import.ts';
import {
  confirmList,
  findList,
  ImportRunningError,
  keepList,
  listImports,
} from '../../../src/people/import/kept.ts';
import { readSheet } from '../../../src/people/import/sheet.ts';
import { ParticipantModel } from '../../../src/people/participant.model.ts';
import { wholeDistrict } from '../../../src/users/scope.ts';
import { useDatabase } from '../../support/database.ts';
import { balanganRegions, csvList } from '../../support/lists.ts';

useDatabase([ParticipantModel, ImportModel]);

const regions = await balanganRegions();
const now = new Date('2026-12-01T01:00:00Z');
const later = new Date('2026-12-02T02:00:00Z');
const settings = { regions, scope: wholeDistrict, now };
const head = 'Nama;Jabatan;RT;Kecamatan;Desa;No HP';

const cell = {
  name: fc.constantFrom(
    'Ahmad',
    'Ahmad Fauzi',
    'H. Ahmad',
    'Budi',
    'Siti Aminah',
    'Ketua RT 01',
    '',
    '--',
    '=1+1',
  ),
  office: fc.constantFrom('Ketua RT', 'Kades', 'BPD', 'PKK', 'Ketua RT 2', 'Juragan'),
  rt: fc.constantFrom('1', '02', 'RT 1', '', '--'),
  village: fc.constantFrom('Juai;Sirap', 'Juai;Galumbang', 'Paringin Selatan;Galumbang', ';Galumbang'),
  phone: fc.constantFrom('081234567890', '081234567891', '+6281234567892', '', '--', '8E11'),
};
const row = fc
  .record(cell)
  .map(({ name, office, rt, village, phone }) => [name, office, rt, village, phone].join(';'));

describe('any list', () => {
  it('imported after any other gives no address to two people, and the second time changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.array(row, { minLength: 1, maxLength: 8 }),
        async (first, second) => {
          await ParticipantModel.deleteMany({});
          for (const rows of [first, second]) {
            const sheet = await readSheet(csvList(head, ...rows));
            await importList(sheet, { ...settings, skipBroken: true });
            const stand = await ParticipantModel.find().sort({ _id: 1 }).lean();
            const again = await importList(sheet, { ...settings, now: later, skipBroken: true });
            expect({ rows, ...again.counts }).toMatchObject({ added: 0, changed: 0, replaced: 0 });
            expect(await ParticipantModel.find().sort({ _id: 1 }).lean()).toEqual(stand);
            const present = stand.filter((one) => !one.leftAt && one.office === 'ketua-rt');
            expect(new Set(present.map((one) => `${one.village} ${one.rt}`)).size).toBe(present.length);
          }
        },
      ),
      { seed: 63_11, numRuns: 150 },
    );
  });
});

describe('a list kept for confirming', () => {
  const sheet = () => readSheet(csvList(head, 'Rusli;LPM;;Juai;Sirap;081298765432'));

  it('is written once, however often it is confirmed, and then forgotten but for its figures', async () => {
    await ParticipantModel.deleteMany({});
    const id = await keepList(await sheet(), 'daftar.csv', 'siti@contoh.id', now);
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() => confirmList(id, { ...settings, skipBroken: false })),
    );
    expect(outcomes.filter((one) => one.status === 'fulfilled' && one.value?.written)).toHaveLength(1);
    expect(await ParticipantModel.countDocuments()).toBe(1);
    expect(await findList(id, 'siti@contoh.id')).toMatchObject({ state: 'done', counts: { added: 1 } });
    expect(await findList(id, 'siti@contoh.id')).not.toHaveProperty('sheet');
    expect(await listImports('siti@contoh.id')).toHaveLength(1);
    expect(await findList(id, 'orang@lain.id')).toBeNull();
  });

  it('waits while another is written; a mark left by a crash is lifted after ten minutes', async () => {
    const other = await keepList(await sheet(), 'lain.csv', 'siti@contoh.id', now);
    await ImportModel.updateOne({ _id: other }, { $set: { state: 'writing', writingSince: now } });
    const id = await keepList(await sheet(), 'daftar.csv', 'siti@contoh.id', now);
    await expect(confirmList(id, { ...settings, skipBroken: false })).rejects.toThrow(ImportRunningError);
    expect(await confirmList(id, { ...settings, now: later, skipBroken: false })).toMatchObject({
      written: true,
    });
  });

  it('that nobody confirms is forgotten after a day', async () => {
    const id = await keepList(await sheet(), 'daftar.csv', 'siti@contoh.id', now);
    await keepList(await sheet(), 'baru.csv', 'siti@contoh.id', later);
    expect(await findList(id, 'siti@contoh.id')).toBeNull();
  });
});
