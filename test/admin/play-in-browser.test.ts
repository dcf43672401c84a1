import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { axeFindings, smallControls } from '../support/axe.ts';
import { browserTimeout, overflow, smallPhone, useBrowser } from '../support/browser.ts';
import { useOffice } from '../support/office.ts';
import { faultsOf, picture } from '../support/pictures.ts';

const browser = useBrowser();
const office = useOffice();

const lastOf = (page: Page) => page.locator('.talk li').last();
async function say(page: Page, words: string): Promise<void> {
  await page.getByLabel('Jawaban peserta').fill(words);
  await page.getByRole('button', { name: 'Kirim', exact: true }).click();
}

describe('the simulator', { timeout: browserTimeout }, () => {
  it.each(['phone', 'desk'] as const)('fits a %s, and has nothing to stumble over', async (size) => {
    const page = await office().window(browser, 'staff', { size });
    if (size === 'phone') await page.setViewportSize(smallPhone);
    await page.goto(`${office().url}simulator`);
    await page.getByRole('button', { name: 'Ya, mulai' }).click();
    await page.locator('.talk .me').waitFor();
    expect(await overflow(page)).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
    expect(await smallControls(page)).toEqual([]);
    await picture(page, `play-${size}`, size === 'desk');
  });

  it.each([true, false])(
    'plays the real talk, and saves it as a test file (scripts: %s)',
    async (scripts) => {
      const page = await office().window(browser, 'coordinator', { scripts });
      await page.goto(`${office().url}simulator`);
      await page.getByRole('button', { name: 'Ya, mulai' }).click();
      await say(page, '1');
      await say(page, 'Jalan rusak parah');
      expect(await lastOf(page).textContent()).toContain('3/9');
      await page.getByRole('button', { name: 'Urungkan satu' }).click();
      expect(await lastOf(page).textContent()).toContain('2/9');
      await say(page, 'Jembatan putus');
      await page.getByLabel('Isi singkat').fill('Seorang ketua RT mulai menulis');
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Simpan sebagai berkas uji' }).click(),
      ]);
      expect(parse(readFileSync(await file.path(), 'utf8'))).toEqual({
        about: 'Seorang ketua RT mulai menulis',
        flow: 'usulan',
        locale: 'id',
        say: ['Ya, mulai', '1', 'Jembatan putus'],
      });
      expect(await ProposalModel.countDocuments()).toBe(0);
    },
  );

  it('begins anew in another language and flow', async () => {
    const page = await office().window(browser, 'coordinator', { scripts: false });
    await page.goto(`${office().url}simulator`);
    await page.getByLabel('Alur').selectOption('daftar');
    await page.getByLabel('Bahasa').selectOption('bjn');
    await page.getByRole('button', { name: 'Mulai dari awal' }).click();
    expect(await lastOf(page).textContent()).toContain('Pian balum tadaptar');
  });
});

describe('the look of the pages', { timeout: browserTimeout }, () => {
  it.each([true, false])('is chosen below any page, and kept (scripts: %s)', async (scripts) => {
    const page = await office().window(browser, 'staff', { scripts });
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.goto(`${office().url}peta?kecamatan=63.11.01`);
    const light = await paper();
    await page.getByRole('button', { name: 'Gelap' }).click();
    await page.waitForURL(/peta\?kecamatan=63\.11\.01/);
    const dark = await paper();
    expect(dark).not.toBe(light);
    await page.goto(office().url);
    expect(await paper()).toBe(dark);
    // Axe itself is a script.
    if (scripts) expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Terang' }).click();
    expect(await paper()).toBe(light);
  });
});
