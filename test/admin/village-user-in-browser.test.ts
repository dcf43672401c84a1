import { beforeAll, describe, expect, it } from 'vitest';
import { UserModel } from '../../src/users/user.model.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { anOrdinaryMorning } from '../support/morning.ts';
import { officers, useOffice } from '../support/office.ts';
import { faultsOf, picture } from '../support/pictures.ts';

const browser = useBrowser();
const office = useOffice();
const sizes = [
  ['desk', true],
  ['phone', false],
] as const;

beforeAll(async () => {
  await anOrdinaryMorning(office());
});

describe.each(sizes)('at a %s (scripts: %s)', { timeout: browserTimeout }, (size, scripts) => {
  it.each([
    '',
    'usulan',
    'peta',
    'desa',
    'tahapan',
    'data-skpd',
    'rembuk/2026/berita-acara',
    'surat',
    'tanya-jawab',
  ])('somebody of a village reads /%s whole, and it fits', async (path) => {
    const page = await office().window(browser, 'village', { size, scripts });
    const response = await page.goto(`${office().url}${path}`);
    expect(response?.status()).toBe(200);
    expect(await overflow(page)).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, `village-user-${path.replaceAll('/', '-') || 'home'}-${size}`, false);
  });

  it('an admin finds a village below its kecamatan, and gives it to a user', async () => {
    const page = await office().window(browser, 'admin', { size, scripts });
    await page.goto(`${office().url}pengguna`);
    const email = `nor-${size}@balangan.example`;
    await page.getByLabel('Nama', { exact: true }).fill('Norhasanah');
    await page.getByLabel('Surel', { exact: true }).fill(email);
    await page.getByLabel('Kata sandi pertama').fill('sawah luas di Lampihong');
    await page.getByLabel('Hanya desa yang dicentang').check();
    // Nothing is ticked yet: the form comes back with what was typed.
    await page.getByRole('button', { name: 'Tambahkan' }).click();
    await page.getByText('centang paling sedikit satu desa').first().waitFor();
    const juai = page.locator('.area', { has: page.locator('#kecamatan-63\\.11\\.01') });
    await juai.locator('summary').click();
    await juai.getByLabel('Sirap').check();
    expect(await overflow(page)).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, `village-user-form-${size}`, false);
    await page.getByLabel('Kata sandi pertama').fill('sawah luas di Lampihong');
    await page.getByRole('button', { name: 'Tambahkan' }).click();
    await page.getByText('Sirap (Kecamatan Juai)').first().waitFor();
    expect((await UserModel.findById(email).lean())?.scope).toEqual({
      ...officers.village.scope,
      codes: ['63.11.01.2008'],
    });
    await picture(page, `village-user-added-${size}`, false);
  });
});
