import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { axeFindings } from '../support/axe.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { officeMorning, useOffice } from '../support/office.ts';
import { propose, reread } from '../support/proposals.ts';

const browser = useBrowser();
const office = useOffice();

const minutes = (n: number) => new Date(officeMorning.getTime() + n * 60_000);

/** Counts every key that is pressed; nothing else touches the page. */
function keyboard(page: Page) {
  let pressed = 0;
  return {
    get pressed() {
      return pressed;
    },
    async press(key: string) {
      pressed += 1;
      await page.keyboard.press(key);
    },
  };
}

/** A page of the list, 25 rows, is looked over without much scrolling. */
const listHeight = 1_800;

const heading = (page: Page, { title }: Proposal) =>
  page.getByRole('heading', { level: 1, name: title }).waitFor();

describe('a coordinator with a keyboard', { timeout: browserTimeout }, () => {
  it('decides 20 proposals with 25 keys: 15 accepted, 5 refused with their reason and a sentence', async () => {
    const proposals: Proposal[] = [];
    for (let n = 0; n < 20; n += 1)
      proposals.push(await propose(office().round, { proposal: `Usulan nomor ${n + 1}.`, at: minutes(n) }));
    const page = await office().window(browser, 'coordinator');
    const keys = keyboard(page);
    await page.goto(`${office().url}putuskan`);
    for (const [n, proposal] of proposals.entries()) {
      await heading(page, proposal);
      await keys.press(n % 4 === 3 ? '2' : '1');
      if (n % 4 === 3) await keys.press('Enter');
    }
    await page.getByText('Semua usulan sudah diputuskan').waitFor();
    expect(keys.pressed).toBe(25);
    const decided = await Promise.all(proposals.map(reread));
    expect(decided.map(({ decision }) => decision?.outcome)).toEqual(
      proposals.map((_, n) => (n % 4 === 3 ? 'rejected' : 'accepted')),
    );
    for (const { decision, title } of decided) {
      expect(decision?.sentence).toContain(`“${title}”`);
      expect(decision?.releasedAt).toBeUndefined();
    }
    expect(decided[3]?.decision?.reason).toBe('tidak-selaras');
  });

  it('goes to and fro, confirms an issue, takes the last decision back, and sees the keys', async () => {
    const [first, second] = [
      await propose(office().round, { proposal: 'Gapura desa', at: minutes(30) }),
      await propose(office().round, { proposal: 'Pagar lapangan', at: minutes(31) }),
    ];
    const page = await office().window(browser, 'coordinator');
    const keys = keyboard(page);
    await page.goto(`${office().url}usulan/${first._id}?perlu=putusan`);
    await keys.press('j');
    await heading(page, second);
    await keys.press('k');
    await heading(page, first);
    await keys.press('a');
    await page.getByRole('status').getByText('Masalah makro tersimpan.').waitFor();
    expect(await reread(first)).toMatchObject({ issue: 'ketimpangan', issueBy: 'ani@balangan.example' });
    await keys.press('1');
    await heading(page, second);
    await page.getByText(`${first.code}: Disepakati.`).waitFor();
    await keys.press('z');
    await heading(page, first);
    expect((await reread(first)).decision).toBeUndefined();
    await keys.press('?');
    await page.getByText('Urungkan putusan terakhir').waitFor();
  });

  it('writes numbers and letters into a sentence, and may switch single keys off', async () => {
    const proposal = await propose(office().round, { proposal: 'Jalan tani', at: minutes(40) });
    const page = await office().window(browser, 'coordinator');
    await page.goto(`${office().url}usulan/${proposal._id}`);
    await page.getByLabel('Satu kalimat untuk pengusul').focus();
    await page.keyboard.type('1 jalan');
    expect(await page.getByLabel('Satu kalimat untuk pengusul').inputValue()).toBe('1 jalan');
    await page.locator('.shortcuts summary').click();
    await page.getByLabel('Matikan tombol satu huruf').check();
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('1');
    await page.reload();
    await page.keyboard.press('1');
    expect(await page.locator('[name=outcome]:checked').count()).toBe(0);
    expect((await reread(proposal)).decision).toBeUndefined();
  });
});

describe('two people at one proposal', { timeout: browserTimeout }, () => {
  it('the second one’s answer is refused, kept, and told what the first one changed', async () => {
    const proposal = await propose(office().round, { proposal: 'Sumur desa', at: minutes(50) });
    const page = await office().window(browser, 'coordinator', { scripts: false });
    await page.goto(`${office().url}usulan/${proposal._id}`);
    const hadi = await office().signedIn('admin');
    const fields = { revision: 0, outcome: 'accepted', sentence: 'Masuk daftar.' };
    expect((await hadi.post(`/usulan/${proposal._id}/keputusan`, fields)).status).toBe(303);
    await page.getByLabel('Belum dapat diakomodir').check();
    await page.getByLabel('anggaran tahun ini belum mencukupi').check();
    await page.getByLabel('Satu kalimat untuk pengusul').fill('Belum ada dananya.');
    await page.getByRole('button', { name: 'Simpan saja' }).click();
    const told = (await page.getByRole('alert').textContent()) ?? '';
    expect(told).toContain('Jawaban disiapkan: Disepakati');
    expect(told).toContain('Masuk daftar.');
    expect(told).toContain('Hadi Kusuma');
    expect(await page.getByLabel('Satu kalimat untuk pengusul').inputValue()).toBe('Belum ada dananya.');
    expect((await reread(proposal)).decision?.outcome).toBe('accepted');
  });
});

describe('a full page of the list', { timeout: browserTimeout }, () => {
  beforeAll(async () => {
    for (let n = 0; n < 25; n += 1)
      await propose(office().round, {
        proposal: `Perbaikan jalan usaha tani menuju kebun karet, ruas nomor ${n}, ${'sampai jembatan gantung '.repeat(n % 5)}`,
        at: minutes(60 + n),
      });
    await propose(office().round, { proposal: 'Gardu desa', at: minutes(90) });
  });

  it('is less than 1,800 px high at a desk, no wider however long its titles are, and axe finds nothing there', async () => {
    const page = await office().window(browser, 'coordinator');
    await page.goto(`${office().url}usulan?cari=ruas`);
    expect(await page.locator('.proposals tbody tr').count()).toBe(25);
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThan(listHeight);
    expect(await overflow(page)).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('is turned, on a phone too, by what stands below it and hides nothing', async () => {
    const page = await office().window(browser, 'coordinator', { size: 'phone' });
    await page.goto(`${office().url}usulan`);
    const jump = page.getByRole('button', { name: 'Buka' });
    const form = page.locator('form', { has: jump });
    expect(await form.evaluate((one) => getComputedStyle(one).position)).toBe('static');
    await page.getByLabel('Halaman', { exact: true }).fill('2');
    await jump.click();
    await page.waitForURL(/halaman=2/);
  });
});
