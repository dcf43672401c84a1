import { beforeAll, describe, expect, it } from 'vitest';
import { IssueModel } from '../../src/issues/issue.model.ts';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { rowsOf } from '../support/downloaded.ts';
import { useOffice } from '../support/office.ts';
import { propose } from '../support/proposals.ts';
import type { Visitor } from '../support/visitor.ts';

const office = useOffice();
let proposal: Proposal;
let ani: Visitor;

beforeAll(async () => {
  proposal = await propose(office().round, { proposal: 'Jembatan gantung' });
  ani = await office().signedIn('coordinator');
});

describe('somebody at the office', () => {
  it('reads Indonesian until they choose, whatever the browser asks for', async () => {
    const { text } = await ani.get('/usulan', { 'accept-language': 'en-GB,en' });
    expect(text).toContain('<html lang="id"');
    expect(text).toMatch(/aria-pressed="true">Bahasa Indonesia</);
  });

  it('chooses English before the sign-in too, and is led back', async () => {
    const stranger = office().visitor();
    const choice = { language: 'en', back: '/masuk?kembali=%2Fusulan' };
    const { status, location } = await stranger.post('/bahasa', choice, { from: '/masuk' });
    expect([status, location]).toEqual([303, '/masuk?kembali=%2Fusulan']);
    const { text } = await stranger.get('/masuk');
    expect(text).toContain('<html lang="en"');
    expect(text).toContain('<h1>Sign in</h1>');
    expect((await stranger.get('/periksa')).text).toContain('Proposal code');
  });

  it.each([
    ['an address of somebody else', { language: 'en', back: 'https://example.org/' }, 303, '/'],
    ['a language that the pages do not speak', { language: 'bjn' }, 400, null],
    ['nothing', {}, 400, null],
  ])('is not led astray by %s', async (_what, choice, status, location) => {
    const answer = await office().visitor().post('/bahasa', choice, { from: '/masuk' });
    expect([answer.status, answer.location]).toEqual([status, location]);
  });

  it('is not changed by a form from elsewhere', async () => {
    const { status } = await office().visitor().post('/bahasa', { language: 'en' }, { token: 'guessed' });
    expect(status).toBe(403);
  });
});

describe('in English', () => {
  beforeAll(async () => {
    await ani.post('/bahasa', { language: 'en' });
  });

  it('dates, numbers and states are English', async () => {
    const { text } = await ani.get('/usulan');
    expect(text).toContain('1 proposal, 1 not answered yet');
    expect(text).toContain('Awaiting decision');
    expect(text).toContain('By 6\u00a0Dec\u00a02026');
    expect(text).not.toContain('Des\u00a02026');
  });

  it('what is suggested to be written to a proposer stays Indonesian, and is marked so', async () => {
    const { text } = await ani.get(`/usulan/${proposal._id}`);
    expect(text).toContain('“Jembatan gantung” masuk daftar untuk musrenbang Desa');
    expect(text).toMatch(/<dd data-suggestion="accepted" lang="id">/);
  });

  it('what leaves the office as a file stays Indonesian', async () => {
    const siti = await office().signedIn('staff');
    await siti.post('/bahasa', { language: 'en' });
    expect((await siti.get('/rembuk/2026/sunyi')).text).toContain('<h1>Silent RTs</h1>');
    const [head = []] = await rowsOf(siti, '/rembuk/2026/sunyi/telepon.xlsx');
    expect(head.slice(1, 4)).toEqual(['Desa/kelurahan', 'Nama', 'Jabatan']);
  });

  it('an issue has its English name for as long as the district has not renamed it', async () => {
    expect((await ani.get('/usulan')).text).toContain('Poverty');
    const { name } = (await IssueModel.findByIdAndUpdate('kemiskinan', { name: 'Kesejahteraan' })) ?? {};
    const { text } = await ani.get('/usulan');
    expect([text.includes('Kesejahteraan'), text.includes('Poverty')]).toEqual([true, false]);
    await IssueModel.updateOne({ _id: 'kemiskinan' }, { name });
  });

  it('an error is told in English', async () => {
    expect((await ani.get('/tidak-ada')).text).toContain('Not found');
  });
});
