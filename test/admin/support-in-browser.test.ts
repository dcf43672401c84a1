import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { officeMorning, useOffice } from '../support/office.ts';
import { propose, reread } from '../support/proposals.ts';

const browser = useBrowser();
const office = useOffice();

const at = (minutes: number) => new Date(officeMorning.getTime() + minutes * 60_000);
const said = { primary: 'ketimpangan', confidence: 0.9 };
const juai = '63.11.01.2003';

/** Siring in Juai, supported by RT 02 and RT 03; the like of it in the village, in Halong and in Paringin. */
let siring: Proposal;
let supporters: Proposal[];
let lamp: Proposal;
beforeAll(async () => {
  const { round } = office();
  const tell = (proposal: string, fields: Partial<Parameters<typeof propose>[1]> = {}) =>
    propose(round, { proposal, village: juai, said, ...fields });
  lamp = await tell('Lampu jalan di tikungan', { at: at(0) });
  siring = await tell('Siring sungai di belakang masjid', { rt: '01', at: at(1) });
  supporters = [
    await tell('Pembuatan siring sungai belakang masjid', { rt: '02', supports: siring, at: at(2) }),
    await tell('siring nang di balakang masigit', {
      rt: '03',
      supports: siring,
      problem: 'Tabing sungai runtuh, parak rumah warga',
      at: at(3),
    }),
  ];
  await tell('Siring sungai belakang masjid lama', { rt: '04', at: at(4) });
  await tell('Siring sungai belakang masjid raya', { village: '63.11.02.2004', at: at(5) });
  await tell('Siring sungai di belakang masjid agung', { village: '63.11.06.2005', at: at(6) });
});

const titlesIn = (text: string) =>
  ['masjid lama', 'masjid raya', 'masjid agung', 'tikungan'].filter((title) => text.includes(title));

/** The similar proposals: they come after the page; without scripts by the link that stands in their place. */
async function similarOn(page: Page, scripts: boolean) {
  if (!scripts) await page.getByRole('link', { name: 'Cari usulan serupa' }).click();
  const similar = page.getByRole('region', { name: 'Usulan serupa' });
  await similar.getByRole('listitem').first().waitFor();
  return similar;
}

describe.each([
  { scripts: true, size: 'desk' as const },
  { scripts: false, size: 'phone' as const },
])('a supported proposal at a $size, scripts: $scripts', { timeout: browserTimeout }, (setup) => {
  it('shows who supports it in their words, and what reads like it, each a click away', async () => {
    const { url } = office();
    const page = await office().window(browser, 'coordinator', setup);
    await page.goto(`${url}usulan/${siring._id}`);
    const support = page.getByRole('region', { name: 'Dukungan: 2 RT atau lembaga' });
    expect(await support.textContent()).toMatch(
      /RT 02.*Pembuatan siring.*RT 03.*balakang masigit.*Tabing sungai/,
    );
    const similar = await similarOn(page, setup.scripts);
    expect(titlesIn((await similar.textContent()) ?? '')).toEqual([
      'masjid lama',
      'masjid raya',
      'masjid agung',
    ]);
    expect(await similar.getByText(/^(Hampir sama|Sangat mirip|Mirip)$/).count()).toBe(3);
    expect(await overflow(page)).toBe(0);
    await page.goto(`${url}usulan/${siring._id}`);
    const history = page.getByRole('region', { name: 'Riwayat' });
    expect(await history.textContent()).toContain(`Didukung usulan ${supporters[1]?.code}`);

    await support.getByRole('link', { name: supporters[0]?.code ?? '' }).click();
    await page.getByRole('heading', { level: 1, name: 'Pembuatan siring sungai' }).waitFor();
    const answer = page.getByRole('region', { name: 'Jawaban kepada pengusul' });
    expect(await answer.textContent()).toContain('dijawab bersama usulan itu');
    await answer.getByRole('link', { name: siring.code }).click();
    await page.getByRole('heading', { level: 1, name: 'Siring sungai di belakang masjid' }).waitFor();
    const again = await similarOn(page, setup.scripts);
    await again.getByRole('link', { name: /masjid agung/ }).click();
    await page.getByRole('heading', { level: 1, name: /masjid agung/ }).waitFor();
  });

  it('is told apart in the list, which can be narrowed to such and led through', async () => {
    const page = await office().window(browser, 'coordinator', setup);
    await page.goto(`${office().url}usulan`);
    const row = (title: string) => page.getByRole('row').filter({ hasText: title });
    expect(await row('Siring sungai di belakang masjid').first().textContent()).toContain('Didukung 2');
    expect(await row('balakang masigit').textContent()).toContain(`Mendukung ${siring.code}`);
    await page.getByRole('link', { name: 'Didukung 1' }).click();
    await page.waitForURL(/dukungan=ada/);
    expect(await page.locator('.proposals tbody tr').count()).toBe(1);
    await page.getByRole('link', { name: 'Didukung 1' }).click();
    await page.waitForURL((address) => !address.search.includes('dukungan'));
    expect(await page.locator('.proposals tbody tr').count()).toBe(7);
  });
});

describe('a coordinator of some kecamatan', { timeout: browserTimeout }, () => {
  it('is shown nothing of the others', async () => {
    const page = await office().window(browser, 'local');
    await page.goto(`${office().url}usulan/${siring._id}`);
    const text = (await (await similarOn(page, true)).textContent()) ?? '';
    expect(titlesIn(text)).toEqual(['masjid lama', 'masjid raya']);
  });

  it('sees in words that nothing is like it', async () => {
    const page = await office().window(browser, 'local');
    await page.goto(`${office().url}usulan/${lamp._id}`);
    await page.getByText('Tidak ada usulan lain yang mirip.').waitFor();
    expect(await page.getByRole('region', { name: /^Dukungan/ }).count()).toBe(0);
  });
});

describe('an answer to a supported proposal', { timeout: browserTimeout }, () => {
  it('is drafted once; supporters wait on no list, are told of before it is sent, and get it too', async () => {
    const { url } = office();
    const page = await office().window(browser, 'coordinator');
    await page.goto(`${url}usulan?perlu=putusan`);
    expect(await page.locator('.proposals tbody').textContent()).not.toMatch(
      /Pembuatan siring|balakang masigit/,
    );
    await page.goto(`${url}usulan/${siring._id}`);
    await page.getByLabel('Disepakati').check();
    await page.getByLabel('Satu kalimat untuk pengusul').fill('Masuk daftar musrenbang desa 2027.');
    await page.getByRole('button', { name: 'Simpan saja' }).click();
    await page.getByRole('status').getByText('Jawaban tersimpan').waitFor();
    expect((await reread(supporters[0] ?? siring)).decision).toBeUndefined();

    const other = await office().window(browser, 'admin');
    await other.goto(`${url}jawaban`);
    expect(await other.locator('.ticks').textContent()).toContain('Didukung 2');
    await other.getByRole('button', { name: 'Lepas yang dipilih' }).click();
    await other.getByText('2 usulan yang mendukungnya menerima jawaban yang sama.').waitFor();
    await other.getByRole('button', { name: 'Ya, lepas 1 jawaban' }).click();
    await other.getByRole('status').getByText('3 jawaban dilepas.').waitFor();
    for (const one of supporters)
      expect(await reread(one)).toMatchObject({
        status: 'accepted',
        decision: { with: siring.code, delivery: { status: 'queued' } },
      });
    await page.goto(`${url}usulan/${supporters[1]?._id}`);
    const answer = page.getByRole('region', { name: 'Jawaban kepada pengusul' });
    expect(await answer.textContent()).toMatch(
      /Dijawab bersama usulan yang didukung:.*Masuk daftar musrenbang/,
    );
  });
});

describe('what a proposer said of their own proposal', { timeout: browserTimeout }, () => {
  it('is shown beside: the message it is a part of, and that they called its issue right', async () => {
    const message = 'Jembatan gantung; minta bibit karet';
    const proposal = await propose(office().round, {
      proposal: 'Jembatan gantung',
      message,
      confirmed: 'ketimpangan',
      said,
      at: at(9),
    });
    const page = await office().window(browser, 'coordinator');
    await page.goto(`${office().url}usulan/${proposal._id}`);
    await page.getByText(`Dari pesan dengan beberapa usulan: “${message}”`).waitFor();
    await page.getByText('Membenarkan di ringkasan: Ketimpangan').waitFor();
  });
});
