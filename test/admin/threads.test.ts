import { beforeAll, describe, expect, it } from 'vitest';
import { NoticeModel } from '../../src/outreach/model/notice.model.ts';
import type { Participant } from '../../src/people/participant.model.ts';
import { addParticipants } from '../../src/people/participants.ts';
import { openThread } from '../../src/threads/ask.ts';
import { threadsPageSize } from '../../src/threads/read.ts';
import { type Thread, ThreadModel } from '../../src/threads/thread.model.ts';
import { UserModel } from '../../src/users/user.model.ts';
import { officers, useOffice } from '../support/office.ts';
import type { FormFields, Visitor } from '../support/visitor.ts';

const office = useOffice();
const phone = '0812 3456 7890';

let person: Participant;
let ani: Visitor;
let rina: Visitor;
beforeAll(async () => {
  const seat = {
    name: 'Rusmini',
    office: 'ketua-rt',
    rt: '07',
    village: '63.11.01.2008',
    kecamatan: '63.11.01',
  } as const;
  const [entered] = await addParticipants([{ ...seat, address: 'simulator:88' }], office().clock.now);
  if (!entered) throw new Error('nobody was entered');
  person = entered;
  ani = await office().signedIn('coordinator');
  rina = await office().signedIn('skpd');
});

let asked = 0;
async function ask(words: string): Promise<string> {
  asked += 1;
  const at = new Date(office().clock.now.getTime() + asked * 1_000);
  const id = await openThread({ participant: person._id, round: '2026', words, at });
  if (!id) throw new Error('no thread was begun');
  return id;
}
async function read(id: string): Promise<Thread> {
  const thread = await ThreadModel.findById(id).lean();
  if (!thread) throw new Error('the thread is gone');
  return thread;
}
const pathOf = (id: string) => `/tanya-jawab/${encodeURIComponent(id)}`;
/** Sends a form of a thread, made of how it stands unless told otherwise. */
const send = async (who: Visitor, id: string, work: string, fields: FormFields = {}) =>
  who.post(`${pathOf(id)}/${work}`, { revision: (await read(id)).revision, ...fields });
const toPupr = { office: 'dinas-pupr', due: '2026-12-04' };

describe('a question on the desk', () => {
  it('is given to an SKPD, which reads and answers it without learning who asked', async () => {
    const id = await ask(`Kapan jalan Sirap diaspal? Hubungi ${phone}`);
    expect((await rina.get(pathOf(id))).status).toBe(404);
    expect((await send(rina, id, 'jawab', { words: 'Belum.' })).status).toBe(404);
    expect((await ani.get('/')).text).toContain('/tanya-jawab');
    expect((await ani.get(pathOf(id))).text).toContain('Rusmini');
    expect((await send(ani, id, 'serahkan', toPupr)).status).toBe(303);

    const page = await rina.get(pathOf(id));
    expect(page.status).toBe(200);
    expect(page.text).toContain('Kapan jalan Sirap diaspal? Hubungi …');
    for (const hidden of ['Rusmini', '/serahkan', '/buka', '/selesai', '/usulan'])
      expect(page.text, hidden).not.toContain(hidden);
    // Any four digits may come up in the random marks of a page, which stand within its tags.
    expect(page.text.replaceAll(/<[^>]*>/g, '')).not.toContain('7890');
    expect((await rina.get('/tanya-jawab')).text).toContain('Dijawab sampai');
    expect((await send(rina, id, 'jawab', { words: 'Tahun 2027, lewat APBD.' })).status).toBe(303);
    expect(await read(id)).toMatchObject({ state: 'answered', office: 'dinas-pupr' });
    expect(
      await NoticeModel.findOne({ participant: person._id, words: /Tahun 2027, lewat APBD\.$/ }).lean(),
    ).toMatchObject({
      key: 'thread.answer-by',
      args: { office: 'Dinas Pekerjaan Umum dan Penataan Ruang' },
    });
    expect((await ani.get(pathOf(id))).text).toContain('menunggu dikirim');
  });

  it('is not answered twice at once: who comes second sees what the first wrote, and keeps the own words', async () => {
    const id = await ask('Apakah boleh mengusulkan dua jembatan?');
    const { revision } = await read(id);
    await send(ani, id, 'jawab', { words: 'Boleh, satu per usulan.' });
    const second = await ani.post(`${pathOf(id)}/jawab`, { revision, words: 'Tidak tahu.' });
    expect(second.status).toBe(409);
    for (const words of ['Boleh, satu per usulan.', 'Tidak tahu.', 'baru saja berubah'])
      expect(second.text).toContain(words);
    expect((await read(id)).messages).toHaveLength(2);
  });

  it.each([
    ['jawab', { words: '   ' }, 'Tulis jawabannya.'],
    ['jawab', { words: 'a'.repeat(1_501) }, 'terlalu panjang'],
    ['serahkan', { office: 'dinas-pasar', due: '2026-12-04' }, 'tidak ada lagi dalam daftar'],
    ['serahkan', { office: 'dinas-pupr', due: '2026-11-30' }, 'Pilih tanggal mulai hari ini.'],
    ['serahkan', { office: 'dinas-pupr', due: '2026-02-31' }, 'Pilih tanggal mulai hari ini.'],
  ])('is not changed by %s with %j, and it is said why', async (work, fields, words) => {
    const id = await ask(`Pertanyaan ${work} ${Object.values(fields).join(' ').slice(0, 30)}`);
    const refused = await send(ani, id, work, fields);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(words);
    expect((await read(id)).revision).toBe(0);
  });

  it('of an SKPD that is gone says so by name, and is given to another', async () => {
    const id = await ask('Siapa yang mengurus pasar?');
    await ThreadModel.updateOne({ _id: id }, { $set: { office: 'dinas-pasar' } });
    expect((await ani.get(pathOf(id))).text).toContain('dinas-pasar (SKPD ini tidak ada lagi');
    expect((await send(ani, id, 'serahkan', toPupr)).status).toBe(303);
    expect((await read(id)).office).toBe('dinas-pupr');
  });

  it('is offered good answers to like questions, and no others', async () => {
    const id = await ask('Bagaimana cara mengurus sertifikat tanah wakaf masjid?');
    await send(ani, id, 'jawab', { words: 'Lewat KUA lalu BPN.', example: 'yes' });
    const plain = await ask('Cara mengurus sertifikat tanah wakaf langgar?');
    const page = await ani.get(pathOf(plain));
    expect(page.text).toContain('Jawaban untuk pertanyaan serupa');
    expect(page.text).toContain('Lewat KUA lalu BPN.');
    const other = await ask('Kapan bibit karet dibagikan?');
    expect((await ani.get(pathOf(other))).text).not.toContain('Lewat KUA lalu BPN.');
    // To an SKPD only those of its own questions.
    await send(ani, plain, 'serahkan', toPupr);
    expect((await rina.get(pathOf(plain))).text).not.toContain('Lewat KUA lalu BPN.');
  });

  it('is opened to its village once it is answered, closed again, or done without an answer', async () => {
    const id = await ask('Berapa usulan tiap RT?');
    expect((await send(ani, id, 'buka', { share: 'yes' })).status).toBe(409);
    await send(ani, id, 'jawab', { words: 'Tiga.' });
    expect((await send(ani, id, 'buka', { share: 'yes' })).status).toBe(303);
    expect((await read(id)).shared?.by).toBe(officers.coordinator.email);
    await send(ani, id, 'buka', { share: 'no' });
    expect((await read(id)).shared).toBeUndefined();
    const help = await ask('');
    expect((await ani.get(pathOf(help))).text).toContain('Minta dibantu petugas');
    expect((await send(ani, help, 'selesai')).status).toBe(303);
    expect(await read(help)).toMatchObject({ state: 'closed', messages: [{ words: '' }] });
    expect((await ani.get('/tanya-jawab?keadaan=selesai')).text).toContain('Minta dibantu petugas');
  });

  it('is found however many there are: page by page, those first that are due first', async () => {
    for (let n = 1; n <= threadsPageSize + 1; n += 1) await ask(`Banyak ${String(n).padStart(2, '0')}?`);
    const listed = async (page: number) =>
      (await ani.get(`/tanya-jawab?keadaan=menunggu&halaman=${page}`)).text;
    const waiting = await ThreadModel.countDocuments({ state: 'waiting' });
    const pages = Math.ceil(waiting / threadsPageSize);
    const all: string[] = [];
    for (let page = 1; page <= pages; page += 1)
      all.push(...((await listed(page)).match(/href="\/tanya-jawab\/[^"]+"/g) ?? []));
    expect([all.length, new Set(all).size]).toEqual([waiting, waiting]);
    expect(await listed(1)).toContain(`/tanya-jawab?keadaan=menunggu&amp;halaman=2`);
    const beyond = await ani.get('/tanya-jawab?keadaan=menunggu&halaman=99');
    expect([beyond.status, beyond.headers.get('location')]).toEqual([
      303,
      `/tanya-jawab?keadaan=menunggu&halaman=${pages}`,
    ]);
    await ThreadModel.deleteMany({ 'messages.words': /^Banyak/ });
  });

  it('of another kecamatan is hidden from a coordinator of some', async () => {
    const id = await ask('Apakah ini terlihat?');
    const budi = await office().signedIn('local');
    expect((await budi.get(pathOf(id))).status).toBe(200);
    await ThreadModel.updateOne({ _id: id }, { $set: { kecamatan: '63.11.06' } });
    expect((await budi.get(pathOf(id))).status).toBe(404);
    expect((await budi.get('/tanya-jawab')).text).not.toContain('Apakah ini terlihat?');
  });
});

describe('somebody of an SKPD', () => {
  const dewi = {
    name: 'Dewi',
    email: 'dewi@balangan.example',
    role: 'skpd',
    password: 'sawah luas di Lampihong',
  };

  it('is entered with an office that exists, and begins at the questions given to it', async () => {
    const hadi = await office().signedIn('admin');
    for (const wrong of ['', 'dinas-pasar']) {
      const refused = await hadi.post('/pengguna', { ...dewi, reach: 'district', office: wrong });
      expect([refused.status, refused.text.includes('Pilih SKPD untuk peran SKPD')]).toEqual([422, true]);
    }
    const mixed = await hadi.post('/pengguna', {
      ...dewi,
      role: 'staff',
      reach: 'district',
      office: 'dinas-pupr',
    });
    expect(mixed.status).toBe(422);
    expect((await hadi.post('/pengguna', { ...dewi, reach: 'district', office: 'dinas-lh' })).status).toBe(
      303,
    );
    expect((await UserModel.findById(dewi.email).lean())?.scope).toEqual({
      kind: 'office',
      office: 'dinas-lh',
    });
    expect((await hadi.get('/pengguna')).text).toContain('SKPD · Dinas Lingkungan Hidup');
    const visitor = office().visitor();
    await visitor.signIn(dewi.email, dewi.password);
    expect((await visitor.get('/')).location).toBe('/tanya-jawab');
    expect((await visitor.get('/tanya-jawab')).text).toContain('Tidak ada pertanyaan yang menunggu');
  });
});
