import { beforeAll, describe, expect, it } from 'vitest';
import { markTold } from '../../src/proposals/answers.ts';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { releaseDecision } from '../../src/proposals/release.ts';
import { decide } from '../../src/proposals/review.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { browserTimeout, overflow, type Size, useBrowser } from '../support/browser.ts';
import { useOffice } from '../support/office.ts';
import { faultsOf, picture } from '../support/pictures.ts';
import { propose } from '../support/proposals.ts';

const browser = useBrowser();
const office = useOffice();

let waiting = '';
let refused = '';
/** Decided, and the answer has not arrived: it may still be taken back. */
let underWay = '';

beforeAll(async () => {
  const { round } = office();
  waiting = (await propose(round, { proposal: 'Sumur bor di rumah Pak Hasan 081250001111' })).code;
  const other = await propose(round, { proposal: 'Jalan provinsi di depan pasar' });
  refused = other.code;
  const ani = { name: 'ani', role: 'coordinator', scope: wholeDistrict };
  const sentence = 'Pak Hasan, anggaran tahun ini habis.';
  const decision = { outcome: 'rejected', reason: 'di-luar-kemampuan', sentence } as const;
  await decide(other, other.revision, decision, ani, office().clock.now);
  await releaseDecision(other._id, ani, office().clock.now);
  // No network takes it, so they are called.
  await ProposalModel.updateOne({ _id: other._id }, { 'decision.delivery.status': 'failed' });
  await markTold(other._id, ani, office().clock.now);
  const late = await propose(round, { proposal: 'Lampu jalan' });
  underWay = late.code;
  const accepted = { outcome: 'accepted', sentence: 'Baik.' } as const;
  await decide(late, late.revision, accepted, ani, office().clock.now);
  await releaseDecision(late._id, ani, office().clock.now);
});

describe('the public page of a code', { timeout: browserTimeout }, () => {
  it('tells whoever has the code how it stands, and nothing of what it says or of whom it is', async () => {
    const { status, text } = await office().visitor().get(`/periksa?kode=${refused}`);
    expect(status).toBe(200);
    expect(text).toContain('Belum dapat diakomodir');
    expect(text).toContain('anggaran tahun ini belum mencukupi');
    for (const secret of ['Jalan provinsi', 'Hasan', 'Bapak RT', '63.11'])
      expect(text, secret).not.toContain(secret);
  });

  it('tells nothing of an answer before its proposer has it', async () => {
    const { text } = await office().visitor().get(`/periksa?kode=${underWay}`);
    expect(text).toContain('Sedang ditinjau');
    expect(text).not.toContain('Disepakati');
  });

  it.each(['phone', 'desk'] as Size[])('is asked from the sign-in, on a %s', async (size) => {
    const page = await browser.open({ size });
    await page.goto(new URL('/masuk', office().url).href);
    await page.getByRole('link', { name: 'Punya kode usulan?' }).click();
    await page.getByLabel('Kode usulan').fill(waiting.replaceAll('-', ' ').toLowerCase());
    await page.getByRole('button', { name: 'Periksa' }).click();
    await page.getByRole('heading', { name: waiting }).waitFor();
    expect(await page.locator('main').innerText()).not.toContain('Sumur');
    expect(await overflow(page)).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, `code-check-${size}`);
  });

  it.each([
    ['halo', 200, 'bukan kode usulan'],
    ['RR-26-0307-9999', 404, 'Tidak ada usulan dengan kode RR-26-0307-9999'],
    ['<b>RR</b>', 200, '&lt;b>RR&lt;/b>'],
    ['x'.repeat(500), 200, 'Periksa kode usulan'],
  ])('says what is wrong with "%s"', async (typed, status, words) => {
    const answered = await office()
      .visitor()
      .get(`/periksa?kode=${encodeURIComponent(typed)}`);
    expect(answered.status).toBe(status);
    expect(answered.text).toContain(words);
  });

  it('answers an address so many codes in a quarter of an hour, and no more', async () => {
    // Behind no proxy of ours, so what the head claims counts for nothing.
    const visitor = office().visitor({ 'x-forwarded-for': '203.0.113.7' });
    const statuses = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        visitor.get(`/periksa?kode=RR-26-0307-${8000 + n}`).then(({ status }) => status),
      ),
    );
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(10);
    expect((await visitor.get('/periksa')).status).toBe(200);
  });
});
