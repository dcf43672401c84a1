import { beforeAll, describe, expect, it } from 'vitest';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
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

  it('the new year begins with the district, not with Greenwich', async () => {
    office().clock.now = new Date('2026-12-31T16:30:00Z');
    const someone = await office().signedIn('admin');
    const { text } = await someone.get('/realisasi/impor');
    office().clock.now = officeMorning;
    expect(text).toContain('<option value="2027" selected>2027</option>');
  });
});
