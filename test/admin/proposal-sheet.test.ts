import readSheets from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Officer, officeMorning, useOffice } from '../support/office.ts';
import { propose } from '../support/proposals.ts';

const office = useOffice();

beforeAll(async () => {
  const { round } = office();
  await propose(round, {
    proposal: '=Jembatan gantung, hubungi 0812 5000 1111',
    problem: 'Anak sekolah menyeberang sungai',
    village: '63.11.01.2003',
    rt: '03',
    place: { landmark: 'samping langgar' },
    size: [12.5, 'm'],
  });
  const later = new Date(officeMorning.getTime() + 60_000);
  await propose(round, { proposal: 'Pasar pagi', village: '63.11.06.2005', said: null, at: later });
});

async function listOf(officer: Officer, query = '') {
  const visitor = await office().signedIn(officer);
  const response = await visitor.fetch(`/usulan/daftar.xlsx${query}`);
  expect(response.headers.get('content-disposition')).toBe('attachment; filename=daftar-usulan-2026.xlsx');
  const [sheet] = await readSheets(Buffer.from(await response.arrayBuffer()));
  const [head = [], ...rows] = sheet?.data ?? [];
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [String(name), row[index]])));
}

describe('the list of proposals as a spreadsheet', () => {
  it("has SIPD's 26 columns in their order, each proposal a row, with its seat and without numbers", async () => {
    const [first, second] = await listOf('coordinator');
    expect(Object.keys(first ?? {})).toHaveLength(26);
    expect(Object.keys(first ?? {}).slice(0, 6)).toEqual([
      'No',
      'Id Usulan',
      'Tanggal Usul',
      'Pengusul',
      'Profil',
      'Usulan',
    ]);
    expect(first).toMatchObject({
      No: 1,
      'Id Usulan': 'RR-26-0103-0001',
      Pengusul: 'Ketua RT 03 Juai',
      Masalah: 'Anak sekolah menyeberang sungai',
      Alamat: 'samping langgar',
      Kecamatan: 'Juai',
      'Usulan Ke': 1,
      Volume: 12.5,
      Satuan: 'm',
      Anggaran: null,
    });
    expect(first?.Usulan).toMatch(/^=Jembatan gantung, hubungi /);
    expect(first?.Usulan).not.toContain('5000');
    expect(second).toMatchObject({ No: 2, Usulan: 'Pasar pagi', Catatan: null });
  });

  it('is narrowed as the list is, and to the area of who asks', async () => {
    expect((await listOf('coordinator', '?cari=pasar')).map(({ Usulan }) => Usulan)).toEqual(['Pasar pagi']);
    expect((await listOf('local')).map(({ Kecamatan }) => Kecamatan)).toEqual(['Juai']);
    expect(await listOf('coordinator', '?cari=tidak-ada')).toEqual([]);
  });
});
