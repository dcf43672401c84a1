import { beforeAll, describe, expect, it } from 'vitest';
import { AuditModel } from '../../src/audit/audit.model.ts';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { officers, useOffice } from '../support/office.ts';
import { propose, reread } from '../support/proposals.ts';
import type { Visitor } from '../support/visitor.ts';

const office = useOffice();
let ani: Visitor;
let siti: Visitor;
let [well, second, third, elsewhere]: Proposal[] = [];

beforeAll(async () => {
  const { round } = office();
  const sumur = (rt: string, village?: string) =>
    propose(round, { proposal: 'Sumur bor air bersih', rt, ...(village ? { village } : {}) });
  [well, second, third] = [await sumur('01'), await sumur('02'), await sumur('03')];
  elsewhere = await sumur('04', '63.11.06.2005');
  ani = await office().signedIn('coordinator');
  siti = await office().signedIn('staff');
});

const at = (proposal: Proposal | undefined) => {
  if (!proposal) throw new Error('not proposed yet');
  return proposal;
};
const tick = async (proposal: Proposal | undefined) =>
  `${at(proposal)._id}:${(await reread(at(proposal))).revision}`;

describe('many at once', () => {
  it('are offered where proposals of one village read the same', async () => {
    const { text } = await ani.get(`/usulan/${at(well)._id}/serupa`);
    expect(text).toContain('Sama seperti 2 usulan serupa: jawab bersama');
    expect((await siti.get(`/usulan/${at(well)._id}/serupa`)).text).not.toContain('jawab bersama');
  });

  it('are looked at with the sentence each would get, then answered, but for what changed meanwhile', async () => {
    const ticks = [await tick(well), await tick(second), await tick(third)];
    const params = new URLSearchParams(ticks.map((one) => ['proposals', one]));
    params.set('jawaban', 'di-luar-kemampuan');
    const { text } = await ani.get(`/usulan/bersama?${params}`);
    expect(text).toContain('Periksa jawaban untuk 3 usulan');
    expect(text.split('belum mencukupi untuk “Sumur bor air bersih”')).toHaveLength(4);
    // Somebody else is quicker with one of them.
    await (await office().signedIn('admin')).post(`/usulan/${at(third)._id}/masalah`, {
      revision: 0,
      issue: 'ipm',
    });
    const answered = await ani.post('/usulan/bersama/jawab', {
      proposals: ticks,
      answer: 'di-luar-kemampuan',
      sentence: '',
    });
    const told = (await ani.get(answered.location ?? '')).text;
    expect(told).toContain('2 jawaban disimpan dan menunggu dilepas. 1 dilewati karena sudah berubah.');
    for (const one of [well, second])
      expect((await reread(at(one))).decision).toMatchObject({
        outcome: 'rejected',
        reason: 'di-luar-kemampuan',
        by: officers.coordinator.email,
      });
    expect((await reread(at(third))).decision).toBeUndefined();
  });

  it('are handed on, joined or returned, each with what that must name; what is lacking is asked for first', async () => {
    const some = [
      await propose(office().round, { proposal: 'Gedung SMA satu' }),
      await propose(office().round, { proposal: 'Gedung SMA dua' }),
    ];
    const ticks = await Promise.all(some.map(tick));
    const look = (fields: Record<string, string>) =>
      ani.get(
        `/usulan/bersama?${new URLSearchParams([...ticks.map((one) => ['proposals', one]), ...Object.entries(fields)])}`,
      );
    for (const [fields, problem] of [
      [{ jawaban: 'bukan-kewenangan' }, 'Pilih lembaga yang menerima usulan ini.'],
      [{ jawaban: 'bukan-kewenangan', office: 'tidak-ada' }, 'Pilih lembaga yang menerima usulan ini.'],
      [{ jawaban: 'ganda', merged: 'RR-26-0103-9999' }, 'Tidak ada usulan dengan kode itu.'],
      [{ jawaban: 'data-kurang' }, 'Pilih pertanyaan yang perlu dilengkapi.'],
    ] as const) {
      const { status, text } = await look({ ...fields, kalimat: 'Kata saya.' });
      expect([status, text.includes(problem), text.includes('Kata saya.</textarea>')]).toEqual([
        422,
        true,
        true,
      ]);
    }
    const fields = { jawaban: 'bukan-kewenangan', office: 'provinsi-pendidikan' };
    expect((await look(fields)).text).toContain('Diteruskan kepada Dinas Pendidikan provinsi.');
    const answer = {
      answer: 'bukan-kewenangan',
      office: 'provinsi-pendidikan',
      sentence: '',
      merged: '',
      lacks: '',
    };
    await ani.post('/usulan/bersama/jawab', { proposals: ticks, ...answer });
    for (const one of some)
      expect((await reread(one)).decision).toMatchObject({
        outcome: 'forwarded',
        forwardedTo: { key: 'provinsi-pendidikan', name: 'Dinas Pendidikan provinsi' },
      });
    // One of those that are joined with it is that one itself: it is left as it is.
    const merged = at(some[0]).code;
    const joined = { answer: 'ganda', merged, sentence: '' };
    await ani.post('/usulan/bersama/jawab', { proposals: await Promise.all(some.map(tick)), ...joined });
    expect((await reread(at(some[0]))).decision?.outcome).toBe('forwarded');
    expect((await reread(at(some[1]))).decision?.mergedWith?.code).toBe(merged);
  });

  it('are given to somebody and filed, within the own area only', async () => {
    const budi = await office().signedIn('local');
    const proposals = [await tick(third), await tick(elsewhere)];
    await budi.post('/usulan/bersama/tugas', { proposals, to: officers.local.email });
    expect((await reread(at(third))).assignee).toBe(officers.local.email);
    expect((await reread(at(elsewhere))).assignee).toBeUndefined();
    await budi.post('/usulan/bersama/masalah', { proposals: [await tick(third)], issue: 'kemiskinan' });
    expect((await reread(at(third))).issue).toBe('kemiskinan');
    const list = await ani.get(`/usulan?petugas=${encodeURIComponent(officers.local.email)}`);
    expect(list.text).toContain(at(third).code);
    expect(list.text).not.toContain(at(well).code);
  });

  it('leads back to the list as it was narrowed, whatever was done with them', async () => {
    const list = '/usulan?masalah=kemiskinan&urut=desa&kolom=village,photos';
    const [, form = ''] = (await ani.get(list)).text.split('action="/usulan/bersama"');
    const dari = form.match(/name="dari" value="([^"]*)"/)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const proposals = [await tick(third)];
    const { text } = await ani.get(
      `/usulan/bersama?${new URLSearchParams({ dari, proposals: proposals[0] ?? '' })}`,
    );
    const back = `/usulan${dari}`;
    expect([...new URLSearchParams(dari)]).toEqual([...new URL(list, 'http://office').searchParams]);
    expect(text).toContain(`<a href="${back.replaceAll('&', '&amp;')}">`);
    const acts = {
      tugas: { to: officers.coordinator.email },
      masalah: { issue: 'kemiskinan' },
      jawab: { answer: 'di-luar-kemampuan', sentence: '' },
    };
    for (const [act, fields] of Object.entries(acts)) {
      const revision = [await tick(third)];
      const done = await ani.post(`/usulan/bersama/${act}`, { proposals: revision, dari, ...fields });
      expect([act, done.location]).toEqual([act, back]);
    }
    const elsewhere = { proposals, dari: '//jahat.example/?a=1&masalah=ipm', to: '' };
    expect((await ani.post('/usulan/bersama/tugas', elsewhere)).location).toBe('/usulan?masalah=ipm');
  });
});

describe('a word of what was done', () => {
  const told = '1 usulan ditugaskan.';
  const handOn = async (to: string) =>
    (await ani.post('/usulan/bersama/tugas', { proposals: [await tick(third)], dari: '?halaman=40', to }))
      .location ?? '';

  it('is told by the page that is shown at last, where the last page of a list is empty by now', async () => {
    const beyond = await ani.get(await handOn(officers.coordinator.email));
    expect([beyond.status, beyond.location]).toEqual([303, '/usulan']);
    expect((await ani.get(beyond.location ?? '')).text).toContain(told);
    expect((await ani.get('/usulan')).text).not.toContain(told);
  });

  it('is not used up by what asks for no page, nor by an address that is not there', async () => {
    const list = await handOn('');
    for (const beside of ['/favicon.ico', '/tidak-ada', '/usulan/daftar.xlsx']) await ani.get(beside);
    // As a page of another window renews a part of itself, every three seconds.
    await ani.get('/', { 'x-part': '1' });
    expect((await ani.get((await ani.get(list)).location ?? '')).text).toContain(told);
  });
});

describe('what the office keeps of one', () => {
  it('notes and whose work it is stand on its page and on the trail, and hold nobody up who decides it', async () => {
    const page = `/usulan/${at(elsewhere)._id}`;
    const { revision } = await reread(at(elsewhere));
    await siti.post(`${page}/catatan`, { note: 'Kepala desa minta ditunggu.' });
    await ani.post(`${page}/petugas`, { to: officers.coordinator.email });
    const { text } = await ani.get(page);
    expect(text).toContain('Kepala desa minta ditunggu.');
    expect(text).toContain('Siti Norhayati');
    expect((await reread(at(elsewhere))).revision).toBe(revision);
    const acts = await AuditModel.find({ subject: at(elsewhere)._id }).lean();
    expect(acts.map(({ act }) => act)).toEqual(['note-added', 'proposal-assigned']);
  });

  it('tells who else has it open, until they open another', async () => {
    const page = `/usulan/${at(elsewhere)._id}`;
    await siti.get(page);
    expect((await ani.get(page)).text).toContain('Siti Norhayati juga sedang membuka usulan ini.');
    await siti.get(`/usulan/${at(well)._id}`);
    expect((await ani.get(page)).text).not.toContain('juga sedang membuka');
  });
});

describe('a filter that is kept', () => {
  it('stands above the list by its name, is the visitor’s own, and is forgotten again', async () => {
    const query = '?masalah=kemiskinan&kolom=village,reason';
    const saved = await ani.post('/usulan/saringan', { name: 'Kemiskinan saja', query });
    expect((await ani.get(saved.location ?? '')).text).toContain('>Kemiskinan saja</a>');
    expect((await siti.get('/usulan')).text).not.toContain('Kemiskinan saja');
    await ani.post('/usulan/saringan/hapus', { query });
    expect((await ani.get('/usulan')).text).not.toContain('Kemiskinan saja');
  });

  it('is of every round, and stays in the one that is looked at', async () => {
    const query = '?rembuk=2026&masalah=ipm';
    const saved = await ani.post('/usulan/saringan?rembuk=2026', { name: 'IPM', query });
    expect(saved.location).toBe('/usulan?rembuk=2026&masalah=ipm');
    expect((await ani.get('/usulan')).text).toMatch(/href="\/usulan\?masalah=ipm"[^>]*>IPM</);
    expect((await ani.get('/usulan?rembuk=2026')).text).toMatch(
      /href="\/usulan\?rembuk=2026&amp;masalah=ipm"[^>]*>IPM</,
    );
    const gone = await ani.post('/usulan/saringan/hapus?rembuk=2026', { query });
    expect(gone.location).toBe('/usulan?rembuk=2026&masalah=ipm');
    expect((await ani.get('/usulan')).text).not.toContain('>IPM<');
  });

  it('leads to our own list only, whatever was sent', async () => {
    const { location } = await ani.post('/usulan/saringan', {
      name: 'jahat',
      query: '?masalah=ipm&lain=1&kembali=//jahat.example/',
    });
    expect(location).toBe('/usulan?masalah=ipm');
  });
});

describe('the filters', () => {
  it.each([
    ['cari=langgar+sumur', 'words of the place and of the proposal'],
    ['yakin=tinggi', 'how sure the classifier is'],
    ['foto=tanpa', 'photos'],
    ['pengusul=sudah', 'confirmed proposers'],
    ['desa=63.11.06.2005&kecamatan=63.11.06', 'the village'],
  ])('%s finds it, by %s', async (query) => {
    expect((await ani.get(`/usulan?${query}`)).text).toContain(at(elsewhere).code);
  });

  it.each([
    'yakin=kurang',
    'foto=ada',
    'pengusul=belum',
    'terlambat=ya',
    'dukungan=ada',
    'cari=sumur+gapura',
  ])('%s does not find it', async (query) => {
    expect((await ani.get(`/usulan?${query}`)).text).not.toContain(at(elsewhere).code);
  });

  it('count what a figure leads to, with the rest of the filter as it is', async () => {
    const { text } = await ani.get('/usulan?kecamatan=63.11.06');
    const [, count] = /masalah=ketimpangan[^"]*"[^>]*><strong>(\d+)</.exec(text) ?? [];
    expect(count).toBe('1');
  });
});
