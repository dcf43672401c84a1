import { beforeAll, describe, expect, it } from 'vitest';
import { AuditModel } from '../../src/audit/audit.model.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { answerProposal, toProvince } from '../support/answering.ts';
import { officeMorning, officers, useOffice } from '../support/office.ts';
import { fetchPdf } from '../support/pdf.ts';
import { propose } from '../support/proposals.ts';

const office = useOffice();
const juai = '63.11.01.2003';

beforeAll(async () => {
  const { round } = office();
  let minute = 0;
  const at = () => new Date(officeMorning.getTime() + 60_000 * minute++);
  const bridge = await propose(round, {
    proposal: 'Jembatan gantung',
    village: juai,
    rt: '03',
    size: [40, 'm'],
  });
  const road = await propose(round, { proposal: 'Jalan ke kebun karet', village: juai, rt: '04', at: at() });
  await propose(round, { proposal: 'Jalan kebun, sama', village: juai, rt: '05', supports: road, at: at() });
  const school = await propose(round, {
    proposal: 'Atap SMK, telepon 0812 5000 1111',
    village: juai,
    rt: '06',
    at: at(),
  });
  await propose(round, { proposal: 'Lampu jalan', village: juai, rt: '07', at: at() });
  await propose(round, { proposal: 'Pasar pagi', village: '63.11.06.2005', at: at() });
  await ParticipantModel.updateOne({ rt: '03' }, { $set: { phone: '+6281250002222' } });
  await answerProposal(bridge, { outcome: 'accepted', sentence: 'Disepakati.' }, officeMorning);
  await answerProposal(road, { outcome: 'accepted', sentence: 'Disepakati bersama.' }, officeMorning);
  await answerProposal(school, toProvince, officeMorning);
});

const head = 'forum=Rembuk+Desa+Juai&place=Balai+Desa+Juai&day=2026-12-15&lines=2';
const ofJuai = `/rembuk/2026/berita-acara.pdf?kecamatan=63.11.01&desa=${juai}`;

describe('minutes', () => {
  it("are of one's own area, and of one that there is: no empty paper in the name of others", async () => {
    const [budi, ani] = [await office().signedIn('local'), await office().signedIn('coordinator')];
    for (const page of ['berita-acara', 'berita-acara.pdf']) {
      const of = (area: string) => `/rembuk/2026/${page}?${area}&${head}`;
      expect((await budi.get(of('kecamatan=63.11.06'))).status).toBe(404);
      expect((await budi.get(of('kecamatan=63.11.06&desa=63.11.06.2005'))).status).toBe(404);
      expect((await ani.get(of('kecamatan=63.11.99'))).status).toBe(404);
      expect((await ani.get(of('kecamatan=63.11.01&desa=63.11.01.2999'))).status).toBe(404);
    }
    expect((await budi.get('/rembuk/2026/berita-acara?kecamatan=63.11.01')).status).toBe(200);
  });

  it('of a village hold the head, who was there, the ranked list, and what was not agreed on', async () => {
    const { name, pages } = await fetchPdf(office(), 'coordinator', `${ofJuai}&${head}`);
    expect(name).toContain(`berita-acara-${juai}-2026.pdf`);
    const [first = '', people = '', ranked = '', open = ''] = pages;
    expect(first).toContain(
      'Pada hari Selasa, 15 Desember 2026, bertempat di Balai Desa Juai, telah dilaksanakan Rembuk Desa Juai',
    );
    expect(first).toContain('Disepakati 2 usulan');
    expect(first).toContain(`dapat diperiksa siapa saja dengan kodenya di: ${office().url}periksa`);
    expect(first).toContain('Pimpinan rembuk (...');
    expect(people).toContain('1 Bapak RT 03 Ketua RT 03 Juai +62812•••••222 2 Bapak RT 04');
    expect(people).toMatch(/5 Bapak RT 07 Ketua RT 07 Juai 6 7 Bapperida/);
    expect(ranked).toContain('1 Jalan ke kebun karet RR-26-0103-0002 (bersama RR-26-0103-0003)');
    expect(ranked).toContain('2 Jembatan gantung RR-26-0103-0001 Juai, dekat langgar 40 m Disepakati');
    expect(open).toContain('1 Atap SMK, telepon … RR-26-0103-0004');
    expect(open).toContain('Bukan kewenangan kabupaten (Dinas Pendidikan provinsi). SMK diurus provinsi.');
    expect(open).toContain(
      '2 Lampu jalan RR-26-0103-0005 Juai, dekat langgar 1 unit Belum diputuskan; dijawab paling lambat',
    );
    expect(pages.map((page) => page.match(/halaman \d dari \d$/)?.[0])).toEqual(
      [1, 2, 3, 4].map((page) => `halaman ${page} dari 4`),
    );
    expect(pages.join()).not.toContain('5000 1111');
  });

  it('of the district hold all villages; of a limited visitor their own kecamatan', async () => {
    const all = await fetchPdf(office(), 'admin', `/rembuk/2026/berita-acara.pdf?${head}`);
    expect(all.pages[0]).toContain('Kabupaten Balangan');
    expect(all.pages.join()).toContain('Pasar pagi');
    const own = await fetchPdf(office(), 'local', `/rembuk/2026/berita-acara.pdf?${head}`);
    expect(own.pages[0]).toContain('Kecamatan Juai, Halong');
    expect(own.pages.join()).toContain('Jembatan gantung');
    expect(own.pages.join()).not.toContain('Pasar pagi');
  });

  it('are put on the audit trail, for they name people', async () => {
    await fetchPdf(office(), 'staff', `${ofJuai}&${head}`);
    const [last] = await AuditModel.find({ by: officers.staff.email }).sort({ _id: -1 }).limit(1).lean();
    expect(last).toMatchObject({ act: 'export-downloaded', subject: '2026' });
  });

  it.each([
    ['no place', 'forum=Rembuk&place=+&day=2026-12-15&lines=2', 'Tulis tempatnya'],
    ['a day that is none', 'forum=Rembuk&place=Balai&day=2026-02-30&lines=2', 'Pilih tanggalnya'],
    ['lines without end', 'forum=Rembuk&place=Balai&day=2026-12-15&lines=9999', 'angka 0 sampai 100'],
  ])('are not made with %s, and it is said why', async (_what, typed, said) => {
    const answered = await (await office().signedIn('staff')).get(`${ofJuai}&${typed}`);
    expect(answered.status).toBe(422);
    expect(answered.text).toContain(said);
    expect(answered.text).toContain('value="Rembuk"');
  });

  it('are asked for on the page of the round, which counts what they will hold', async () => {
    const staff = await office().signedIn('staff');
    const page = await staff.get(`/rembuk/2026/berita-acara?kecamatan=63.11.01&desa=${juai}`);
    expect(page.text).toContain('Desa Juai, Kecamatan Juai: 5 peserta, 2 usulan disepakati, 2 belum.');
    const empty = await staff.get('/rembuk/2026/berita-acara?kecamatan=63.11.08');
    expect(empty.text).toContain('Belum ada usulan dari wilayah ini.');
    expect(empty.text).not.toContain('Unduh berita acara');
  });
});
