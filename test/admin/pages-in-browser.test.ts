import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { browserTimeout, overflow, type Size, useBrowser } from '../support/browser.ts';
import { anOrdinaryMorning } from '../support/morning.ts';
import { useOffice } from '../support/office.ts';
import { faultsOf, picture } from '../support/pictures.ts';

const browser = useBrowser();
const office = useOffice();
let proposals: Proposal[] = [];

beforeAll(async () => {
  proposals = await anOrdinaryMorning(office());
});

/** Of the pictures that are drawn here, those of the documentation. */
const documented = new Set([
  'sign-in-desk',
  'list-desk',
  'list-phone',
  'proposal-desk',
  'proposal-phone',
  'answers-desk',
]);
const pictureOf = (page: Page, name: string, size: Size) =>
  picture(page, `${name}-${size}`, documented.has(`${name}-${size}`));

const pages: [name: string, path: () => string][] = [
  ['list', () => 'usulan'],
  ['proposal', () => `usulan/${proposals[0]?._id}`],
  ['proposal-drafted', () => `usulan/${proposals[2]?._id}`],
  ['proposal-released', () => `usulan/${proposals[6]?._id}`],
  ['answers', () => 'jawaban'],
  ['rounds', () => 'rembuk'],
  ['round', () => 'rembuk/2026'],
  ['round-edit', () => 'rembuk/2026/ubah'],
  ['round-new', () => 'rembuk/baru'],
  ['round-close', () => 'rembuk/2026/tutup'],
  ['participants', () => 'peserta'],
  ['indicators', () => 'indikator'],
  ['queues', () => 'antrean'],
  ['users', () => 'pengguna'],
  ['account', () => 'akun'],
  ['not-found', () => 'tidak-ada'],
  ['nothing-found', () => 'usulan?cari=landasan+pesawat'],
];

describe.each(['phone', 'desk'] as const)('at a %s', { timeout: browserTimeout }, (size) => {
  describe('in one window', () => {
    let page: Page;
    beforeAll(async () => {
      page = await office().window(browser, 'admin', { size, stays: true });
    });

    it.each(pages)('%s fits the screen, is named, labelled and well formed', async (name, path) => {
      await page.goto(office().url + path());
      expect(await overflow(page)).toBe(0);
      expect(await faultsOf(page)).toEqual([]);
      await pictureOf(page, name, size);
    });
  });

  it('the way in', async () => {
    const page = await browser.open({ size });
    await page.goto(`${office().url}jawaban`);
    expect(new URL(page.url()).pathname).toBe('/masuk');
    expect(await faultsOf(page)).toEqual([]);
    await pictureOf(page, 'sign-in', size);
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
    await pictureOf(page, 'problem', size);
  });

  it('the last look before answers go out', async () => {
    const page = await office().window(browser, 'admin', { size });
    await page.goto(`${office().url}jawaban`);
    await page.getByRole('button', { name: 'Lepas yang dipilih' }).click();
    await page.getByRole('heading', { name: 'Lepas 2 jawaban?' }).waitFor();
    expect(await overflow(page)).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await pictureOf(page, 'confirm', size);
  });
});
