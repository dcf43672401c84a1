import { beforeAll, describe, expect, it } from 'vitest';
import { answerProposal, toProvince } from '../support/answering.ts';
import { officeMorning, useOffice } from '../support/office.ts';
import { fetchPdf } from '../support/pdf.ts';
import { propose } from '../support/proposals.ts';

const office = useOffice({ env: { PUBLIC_URL: 'https://rembuk.balangan.example/' } });

beforeAll(async () => {
  const roof = await propose(office().round, { proposal: 'Atap SMK bocor', village: '63.11.01.2003' });
  await answerProposal(roof, toProvince, officeMorning);
  const ani = await office().signedIn('coordinator');
  await ani.post('/surat', {
    round: '2026',
    office: 'provinsi-pendidikan',
    due: '2026-12-20',
    proposals: [roof._id],
  });
});

describe('a paper of an office whose public address is set', () => {
  it.each([
    ['Berita Acara', '/rembuk/2026/berita-acara.pdf?forum=Rembuk&place=Balai+Desa&day=2026-12-15&lines=0'],
    ['letter', '/surat/2026-1/surat.pdf'],
    ['Lembar Desa', '/desa/63.11.01.2003/lembar.pdf'],
  ])('leads there, by whatever name its maker reached the pages: %s', async (_paper, path) => {
    const { pages } = await fetchPdf(office(), 'coordinator', path);
    const words = pages.join(' ');
    expect(words).toContain('https://rembuk.balangan.example/periksa');
    expect(words).not.toContain(new URL(office().url).host);
  });
});
