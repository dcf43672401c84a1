import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { browserTimeout, overflow, type Size, useBrowser } from '../support/browser.ts';
import { anOrdinaryMorning } from '../support/morning.ts';
import { useOffice } from '../support/office.ts';

const browser = useBrowser();
const office = useOffice();
let proposals: Proposal[] = [];

beforeAll(async () => {
  proposals = await anOrdinaryMorning(office());
});

/** Pictures of the documentation are drawn by this test when PICTURES is set: `1`, or another folder for all pages. */
const wanted = process.env.PICTURES;
const documented = new Set([
  'sign-in-desk',
  'list-desk',
  'list-phone',
  'proposal-desk',
  'proposal-phone',
  'answers-desk',
]);

async function picture(page: Page, name: string, size: Size): Promise<void> {
  const file = `${name}-${size}`;
  if (!wanted || (wanted === '1' && !documented.has(file))) return;
  const folder = wanted === '1' ? 'docs/pictures' : wanted;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${file}.png`);
  await page.screenshot({ path, fullPage: wanted !== '1', animations: 'disabled' });
  if (wanted === '1') expect(statSync(path).size).toBeLessThan(150_000);
}

const pages: [name: string, path: () => string][] = [
  ['list', () => ''],
  ['proposal', () => `usulan/${proposals[0]?._id}`],
  ['proposal-drafted', () => `usulan/${proposals[2]?._id}`],
  ['proposal-released', () => `usulan/${proposals[6]?._id}`],
  ['answers', () => 'jawaban'],
  ['participants', () => 'peserta'],
  ['indicators', () => 'indikator'],
  ['queues', () => 'antrean'],
  ['users', () => 'pengguna'],
  ['account', () => 'akun'],
  ['not-found', () => 'tidak-ada'],
  ['nothing-found', () => '?cari=landasan+pesawat'],
];

describe.each(['phone', 'desk'] as const)('at a %s', { timeout: browserTimeout }, (size) => {
  it.each(pages)('%s fits the screen, is named, labelled and well formed', async (name, path) => {
    const page = await office().window(browser, 'admin', { size });
    await page.goto(office().url + path());
    expect(await overflow(page)).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, name, size);
  });

  it('the way in', async () => {
    const page = await browser.open({ size });
    await page.goto(`${office().url}jawaban`);
    expect(new URL(page.url()).pathname).toBe('/masuk');
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'sign-in', size);
  });

  it('a form that could not be taken leads to what is to be mended', async () => {
    const page = await office().window(browser, 'coordinator', { size, scripts: false });
    await page.goto(`${office().url}usulan/${proposals[0]?._id}`);
    await page.getByLabel('Belum dapat diakomodir').check();
    await page.getByLabel('Satu kalimat').fill('Maaf.');
    await page.getByRole('button', { name: 'Simpan saja' }).click();
    await page.getByRole('alert').getByRole('link', { name: 'Pilih alasannya.' }).waitFor();
    expect(await page.getByLabel('Satu kalimat').inputValue()).toBe('Maaf.');
    expect(await overflow(page)).toBe(0);
    await picture(page, 'problem', size);
  });

  it('the last look before answers go out', async () => {
    const page = await office().window(browser, 'coordinator', { size });
    await page.goto(`${office().url}jawaban`);
    await page.getByRole('button', { name: 'Kirim yang dipilih' }).click();
    await page.getByRole('heading', { name: 'Kirim 2 jawaban?' }).waitFor();
    expect(await overflow(page)).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'confirm', size);
  });
});

/** What a reader of the page who cannot see it, or has no mouse, would stumble over. */
function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
    if (all('h1').length !== 1) faults.push(`${all('h1').length} main headings`);
    if (!document.title.endsWith('Rembuk Remas')) faults.push(`title: ${document.title}`);
    const ids = all('[id]').map((element) => element.id);
    for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`twice: #${id}`);
    for (const field of all('input:not([type=hidden]):not([hidden]), select, textarea')) {
      const labels = (field as HTMLInputElement).labels;
      if (!labels?.length && !field.ariaLabel) faults.push(`no label: ${field.outerHTML}`);
    }
    for (const control of all('a[href], button'))
      if (!control.textContent?.trim() && !control.querySelector('img[alt]:not([alt=""])'))
        faults.push(`no words: ${control.outerHTML}`);
    for (const image of all('img:not([alt])')) faults.push(`no alt: ${image.outerHTML}`);
    return faults;
  });
}
