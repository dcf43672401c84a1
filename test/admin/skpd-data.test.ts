import { beforeAll, describe, expect, it } from 'vitest';
import type { Participant } from '../../src/people/participant.model.ts';
import { addParticipants } from '../../src/people/participants.ts';
import { SkpdDatumModel } from '../../src/skpd-data/datum.model.ts';
import { dataPageSize } from '../../src/skpd-data/read.ts';
import { csvList } from '../support/lists.ts';
import { type Officer, useOffice } from '../support/office.ts';
import { cellRows, rawXlsx } from '../support/raw-xlsx.ts';
import { xlsxOf } from '../support/sheets.ts';
import { swellingXlsx } from '../support/swelling-xlsx.ts';
import { tokenOf, type Visitor } from '../support/visitor.ts';

const office = useOffice();
/** Made before anybody visits: it holds up this process, and connections that rest are closed meanwhile. */
const bomb = await swellingXlsx('xl/worksheets/sheet1.xml', 200);
const head = 'SKPD;Kode desa;Kecamatan;Desa;Masalah;Nilai;Satuan;Tahun;Sumber';
const road =
  'Dinas Pekerjaan Umum dan Penataan Ruang;;Juai;Sirap;Jalan rusak berat;3,5;km;2025;Data jalan 2025';

/** Of Sirap, in Juai. */
let person: Participant;
let rina: Visitor;
let ani: Visitor;
beforeAll(async () => {
  const seat = {
    name: 'Rusmini',
    office: 'ketua-rt',
    rt: '01',
    village: '63.11.01.2008',
    kecamatan: '63.11.01',
  } as const;
  const [entered] = await addParticipants([seat], office().clock.now);
  if (!entered) throw new Error('nobody was entered');
  person = entered;
  rina = await office().signedIn('skpd');
  ani = await office().signedIn('coordinator');
});

/** Sends a file as the page's form would. */
async function bring(
  officer: Officer,
  bytes: Buffer,
  name = 'data.csv',
): Promise<{ status: number; text: string }> {
  const visitor = await office().signedIn(officer);
  const token = tokenOf((await visitor.get('/data-skpd')).text);
  const body = new FormData();
  body.set('_csrf', token);
  body.set('file', new Blob([new Uint8Array(bytes)]), name);
  const response = await visitor.fetch('/data-skpd/berkas', { method: 'POST', body });
  return { status: response.status, text: await response.text() };
}

/** What the village is told before it writes; a change is in the talks some seconds later. */
async function told(): Promise<string[]> {
  const { clock, app, round } = office();
  clock.now = new Date(clock.now.getTime() + 6_000);
  const { officeData = [] } = await app.runtime.contexts.context(person, round, 'id');
  return officeData.map(({ what, figure, year }) => `${what} ${figure?.value ?? '-'} ${year}`);
}
const only = async () => {
  const [datum, ...others] = await SkpdDatumModel.find().lean();
  if (!datum || others.length > 0) throw new Error(`${others.length + 1} data`);
  return datum;
};

describe('data of an SKPD', () => {
  it('are handed in by file, confirmed by the office, and only then told to the village', async () => {
    expect((await bring('skpd', csvList(head, road))).status).toBe(303);
    const page = await rina.get('/data-skpd');
    expect(page.text).toContain('Menunggu konfirmasi (1)');
    expect(page.text).not.toContain('/data-skpd/konfirmasi');
    expect(await told()).toEqual([]);
    const { _id, revision } = await only();
    const tick = `${_id}:${revision}`;
    expect((await rina.post('/data-skpd/konfirmasi', { data: tick })).status).toBe(403);
    expect((await ani.post('/data-skpd/konfirmasi', { data: tick })).status).toBe(303);
    expect(await told()).toEqual(['Jalan rusak berat 3.5 2025']);
    const shown = await ani.get('/data-skpd?desa=63.11.01.2008');
    expect(shown.text).toContain('Dibaca peserta (1)');
    expect(shown.text).toContain('Sumber: Data jalan 2025');
    expect((await ani.get('/data-skpd?desa=63.11.01.2003')).text).toContain('Dibaca peserta (0)');
  });

  it('stay confirmed where the same comes again, and are to be confirmed anew with another figure', async () => {
    const bytes = await xlsxOf({ name: 'Data', rows: [head, road].map((row) => row.split(';')) });
    expect((await bring('skpd', bytes, 'data.xlsx')).status).toBe(303);
    expect(await told()).toHaveLength(1);
    const seen = await only();
    expect((await bring('skpd', csvList(head, road.replace('3,5', '4,1')))).status).toBe(303);
    expect(await told()).toEqual([]);
    // What was ticked before it changed confirms nothing.
    await ani.post('/data-skpd/konfirmasi', { data: `${seen._id}:${seen.revision}` });
    expect((await ani.get('/data-skpd')).text).toContain('berubah sesudah halaman ini dibuka');
    expect(await told()).toEqual([]);
    const { _id, revision } = await only();
    await ani.post('/data-skpd/konfirmasi', { data: `${_id}:${revision}` });
    expect(await told()).toEqual(['Jalan rusak berat 4.1 2025']);
    expect((await rina.post('/data-skpd/hapus', { datum: _id })).status).toBe(404);
    await ani.post('/data-skpd/tarik', { datum: _id });
    expect(await told()).toEqual([]);
    expect((await rina.post('/data-skpd/hapus', { datum: _id })).status).toBe(303);
    expect(await SkpdDatumModel.countDocuments()).toBe(0);
  });

  it('come by form too, of the whole kecamatan; the page says what is wrong', async () => {
    const fields = {
      office: 'dinas-kesehatan',
      area: '63.11.01',
      what: 'Bidan desa kurang',
      value: '',
      unit: '',
    };
    const wrong = await ani.post('/data-skpd', { ...fields, year: '25', source: '' });
    expect(wrong.status).toBe(422);
    for (const words of ['Tahun harus antara', 'Perlu ditulis.', 'value="Bidan desa kurang"'])
      expect(wrong.text).toContain(words);
    const noPlace = await ani.post('/data-skpd', { ...fields, area: '', year: '2025', source: 'Puskesmas' });
    expect(noPlace.text).toContain('Pilih desa atau kecamatannya.');
    expect((await ani.post('/data-skpd', { ...fields, year: '2025', source: 'Puskesmas' })).status).toBe(303);
    const { _id, revision } = await only();
    await ani.post('/data-skpd/konfirmasi', { data: `${_id}:${revision}` });
    expect(await told()).toEqual(['Bidan desa kurang - 2025']);
  });

  it('are seen by another SKPD neither to read nor to remove', async () => {
    expect((await rina.get('/data-skpd')).text).not.toContain('Bidan desa kurang');
    await ani.post('/data-skpd', {
      office: 'dinas-kesehatan',
      area: '63.11.01.2008',
      what: 'Gizi buruk',
      value: '2',
      unit: 'anak',
      year: '2025',
      source: 'Puskesmas',
    });
    const waiting = await SkpdDatumModel.findOne({ what: 'Gizi buruk' }).lean();
    expect((await rina.post('/data-skpd/hapus', { datum: waiting?._id ?? '' })).status).toBe(404);
  });

  it.each([
    [
      'a village of another district',
      csvList(head, road.replace(';;Juai;Sirap', ';63.09.01.2001;;')),
      'kabupaten lain',
    ],
    [
      'an SKPD that no longer exists',
      csvList(head, road.replace(/^[^;]+/, 'Dinas Pasar')),
      'Dinas Pasar” tidak ada (lagi)',
    ],
    ['another SKPD', csvList(head, road.replace(/^[^;]+/, 'Dinas Kesehatan')), 'data SKPD Anda sendiri'],
  ])('are refused whole, by name, with %s', async (_what, bytes, words) => {
    const before = await SkpdDatumModel.countDocuments();
    const { status, text } = await bring('skpd', Buffer.concat([bytes, Buffer.from(`\n${road}`)]));
    expect([status, text.includes(words)]).toEqual([422, true]);
    expect(await SkpdDatumModel.countDocuments()).toBe(before);
  });

  it('are all counted and all reached, page by page; confirming those of a last page leads to the one before', async () => {
    const rows = Array.from({ length: dataPageSize + 2 }, (_, n) =>
      road.replace('rusak berat', `rusak ${n + 1}`),
    );
    expect((await bring('skpd', csvList(head, ...rows))).status).toBe(303);
    const waiting = await SkpdDatumModel.countDocuments({ confirmed: { $exists: false } });
    const first = (await ani.get('/data-skpd')).text;
    expect(first).toContain(`Menunggu konfirmasi (${waiting})`);
    expect(first.match(/name="data"/g)).toHaveLength(dataPageSize);
    const second = (await ani.get('/data-skpd?halaman-menunggu=2&halaman=1')).text;
    const ticks = [...second.matchAll(/name="data" value="([^"]+)"/g)].map(([, tick = '']) => tick);
    expect(ticks).toHaveLength(waiting - dataPageSize);
    expect(first).not.toContain(ticks[0]);
    expect((await ani.post('/data-skpd/konfirmasi', { data: ticks })).status).toBe(303);
    const after = (await ani.get('/data-skpd?halaman-menunggu=2')).text;
    expect(after).toContain(`Menunggu konfirmasi (${dataPageSize})`);
    expect(after.match(/name="data"/g)).toHaveLength(dataPageSize);
    await SkpdDatumModel.deleteMany({ what: /rusak \d/ });
  });

  it('that stood in rows that a filter hid are taken, and it is said how many', async () => {
    const hiding = [road.replace('rusak berat', 'tertutup filter'), road.replace('rusak berat', 'terlihat')];
    const rows = cellRows([head, ...hiding].map((row) => row.split(';')));
    expect((await bring('skpd', rawXlsx({ rows, hidden: [2] }), 'data.xlsx')).status).toBe(303);
    expect((await rina.get('/data-skpd')).text).toContain('1 baris tersembunyi ikut dibaca');
    await SkpdDatumModel.deleteMany({ what: /tertutup filter|terlihat/ });
  });

  it('are refused where the file swells, and where it is none', async () => {
    const refused = await bring('skpd', bomb, 'data.xlsx');
    expect([refused.status, refused.text.includes('tidak wajar besarnya')]).toEqual([422, true]);
    const picture = await bring('skpd', Buffer.from([0x89, 0x50, 0, 0, 1]), 'foto.png');
    expect(picture.text).toContain('bukan daftar');
  });
});
