import { beforeAll, describe, expect, it } from 'vitest';
import { NoticeModel } from '../../src/outreach/model/notice.model.ts';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { openThread } from '../../src/threads/ask.ts';
import { officeMorning, signInTimeout, useOffice } from '../support/office.ts';
import { propose, reread } from '../support/proposals.ts';
import { tokenOf, type Visitor } from '../support/visitor.ts';

const office = useOffice();
let proposal: Proposal;
let ani: Visitor;

beforeAll(async () => {
  proposal = await propose(office().round, { proposal: 'Jembatan gantung', village: '63.11.01.2003' });
  ani = await office().signedIn('coordinator');
});

async function question(): Promise<string> {
  const { participant } = await propose(office().round, { proposal: 'Jalan tani', village: '63.11.06.2005' });
  const asked = { participant, round: office().round._id, words: 'Kapan dibangun?', at: officeMorning };
  return (await openThread(asked)) ?? '';
}

/** The events of an open Beranda as they come, until what was waited for has come. */
async function streamUntil(
  wanted: RegExp,
  meanwhile: () => void,
): Promise<{ headers: Headers; text: string }> {
  const cookie = Object.entries(ani.cookies())
    .map((pair) => pair.join('='))
    .join('; ');
  const stop = new AbortController();
  const { headers, body } = await fetch(new URL('/beranda/kabar?rembuk=2026&sejak=0', office().url), {
    headers: { cookie },
    signal: stop.signal,
  });
  let text = '';
  const decoder = new TextDecoder();
  for await (const piece of body ?? []) {
    text += decoder.decode(piece, { stream: true });
    if (text.includes('changed')) meanwhile();
    if (wanted.test(text)) break;
  }
  stop.abort();
  return { headers, text };
}

describe('what went wrong with desks elsewhere', { timeout: signInTimeout }, () => {
  it('news come through a proxy that keeps answers together, and one that ends what is silent (fanout/django-eventstream#37, stellar/go-stellar-sdk#376)', async () => {
    const { headers, text } = await streamUntil(/\n:\n/, () => {
      office().clock.now = new Date(officeMorning.getTime() + 20_000);
    });
    office().clock.now = officeMorning;
    expect(headers.get('x-accel-buffering')).toBe('no');
    expect(text).toMatch(/^retry: 2000\n\nevent: changed\ndata:\n\n:\n\n/);
  });

  it('a note that is sent twice is one, however it came; a later one is another (osTicket/osTicket#2004)', async () => {
    const token = tokenOf((await ani.get(`/usulan/${proposal._id}`)).text);
    const note = () => ani.post(`/usulan/${proposal._id}/catatan`, { note: 'Sudah ditelepon.' }, { token });
    await Promise.all([note(), note(), note()]);
    expect((await reread(proposal)).notes).toHaveLength(1);
    office().clock.now = new Date(officeMorning.getTime() + 3_600_000);
    await note();
    office().clock.now = officeMorning;
    expect((await reread(proposal)).notes).toHaveLength(2);
  });

  it('words that come out of a spreadsheet with tabs between them stay apart (kobotoolbox/dkobo#448)', async () => {
    const token = tokenOf((await ani.get(`/usulan/${proposal._id}`)).text);
    await ani.post(`/usulan/${proposal._id}/catatan`, { note: 'Desa\tJuai\t2027' }, { token });
    expect((await reread(proposal)).notes?.at(-1)?.text).toBe('Desa Juai 2027');
  });

  it('what a link has narrowed stays when something else is chosen (openedx/frontend-app-admin-portal#1142)', async () => {
    const { text } = await ani.get('/usulan?lama=ya&dilengkapi=ya&perlu=putusan&rembuk=2026');
    const [, form = ''] = text.match(/<search class="sieve card">(.*?)<\/search>/s) ?? [];
    for (const [name, value] of Object.entries({
      lama: 'ya',
      dilengkapi: 'ya',
      perlu: 'putusan',
      rembuk: '2026',
    }))
      expect(form).toContain(`<input type="hidden" name="${name}" value="${value}"/>`);
  });

  it('a kept filter shows by whom it narrows, also when they are gone (mittwald/flow#2397)', async () => {
    const { text } = await ani.get('/usulan?petugas=pindah@balangan.example');
    expect(text).toContain(
      '<option value="pindah@balangan.example" selected>pindah@balangan.example</option>',
    );
  });

  it('of two who answer one question at the same moment one is told, and one answer leaves (chatwoot/chatwoot#775)', async () => {
    const id = await question();
    const path = `/tanya-jawab/${encodeURIComponent(id)}`;
    const answers = await Promise.all(
      (['coordinator', 'admin'] as const).map(async (officer) => {
        const someone = await office().signedIn(officer);
        const token = tokenOf((await someone.get(path)).text);
        return someone.post(
          `${path}/jawab`,
          { revision: 0, words: `Tahun depan, kata ${officer}.` },
          { token },
        );
      }),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.text).toContain('Tahun depan, kata');
    expect(await NoticeModel.countDocuments({ _id: new RegExp(`^thread:${id}:`) })).toBe(1);
  });

  it('an act for many leaves out what was changed since it was ticked (inception-project/inception#3622)', async () => {
    const tick = `${proposal._id}:${(await reread(proposal)).revision}`;
    const more = (words: string) => propose(office().round, { proposal: words, village: '63.11.01.2003' });
    const beside = await more('Lampu jalan');
    const waiting = await more('Jalan usaha tani');
    await ani.post(`/usulan/${proposal._id}/keputusan`, {
      revision: (await reread(proposal)).revision,
      outcome: 'accepted',
      sentence: 'Disepakati.',
    });
    const many = { proposals: [tick, `${beside._id}:0`], answer: 'tidak-selaras', sentence: '' };
    await ani.post('/usulan/bersama/jawab', many);
    expect((await reread(proposal)).decision?.outcome).toBe('accepted');
    expect((await reread(beside)).decision?.outcome).toBe('rejected');
    // Whoever waits as well and was not ticked goes on waiting.
    expect((await reread(waiting)).decision).toBeUndefined();
  });

  it('a list that is brought twice is there once, and names who brought it (decidim/decidim#3155)', async () => {
    const bring = async () => {
      const form = new FormData();
      form.set('_csrf', tokenOf((await ani.get('/data-skpd')).text));
      const list =
        'SKPD;Desa;Kecamatan;Masalah;Nilai;Tahun;Sumber\nDinas Kesehatan;Sirap;Juai;Imunisasi;92,5%;2025;BPS';
      form.set('file', new File([list], '../../data.csv'));
      expect((await ani.fetch('/data-skpd/berkas', { method: 'POST', body: form })).status).toBe(303);
      return (await ani.get('/data-skpd')).text;
    };
    await bring();
    const page = await bring();
    expect(page.match(/Imunisasi: 92,5 %/g)).toHaveLength(1);
    expect(page).toContain('Ani Rahmawati');
    expect(page).not.toContain('ani@balangan.example');
  });

  // The clock goes on from here, and never back.
  it('a day ends with the district: what is due today is late tomorrow (margince/margince#3285)', async () => {
    const id = await question();
    const path = `/tanya-jawab/${encodeURIComponent(id)}`;
    await ani.post(`${path}/serahkan`, { revision: 0, office: '', due: '2026-12-03' }, { from: path });
    const isLate = async (at: string) => {
      office().clock.now = new Date(at);
      const { text } = await (await office().signedIn('admin')).get(path);
      return /<strong class="late">|class="tag bad"/.test(text);
    };
    expect(await isLate('2026-12-03T15:58:00Z')).toBe(false);
    expect(await isLate('2026-12-03T16:02:00Z')).toBe(true);
  });

  it('the new year begins with the district, not with Greenwich', async () => {
    office().clock.now = new Date('2026-12-31T16:30:00Z');
    const someone = await office().signedIn('admin');
    const { text } = await someone.get('/realisasi/impor');
    expect(text).toContain('<option value="2027" selected>2027</option>');
  });
});
