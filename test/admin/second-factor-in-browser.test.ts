import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { UserModel } from '../../src/users/user.model.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { officePassword, officers, useOffice } from '../support/office.ts';

const office = useOffice();
const browser = useBrowser();
const shots = process.env.SCREENSHOTS;

describe('a second factor', { timeout: browserTimeout }, () => {
  it.each(['desk', 'phone'] as const)('is set and used without scripts (%s)', async (size) => {
    const { email } = officers.staff;
    await UserModel.updateOne({ _id: email }, { $unset: { secondFactor: 1 } });
    const page = await browser.open({ size, scripts: false });
    const shoot = async (name: string) => {
      if (shots) await page.screenshot({ path: `${shots}/${name}-${size}.png`, fullPage: true });
      expect(await overflow(page)).toBe(0);
    };
    const signIn = async () => {
      await page.goto(`${office().url}masuk`);
      await page.getByLabel('Surel').fill(email);
      await page.getByLabel('Kata sandi').fill(officePassword);
      await page.getByRole('button', { name: 'Masuk' }).click();
    };
    await signIn();
    await page.goto(`${office().url}akun`);
    await shoot('account');
    await page.getByRole('link', { name: 'Pasang' }).click();
    const secret = ((await page.locator('.secret').textContent()) ?? '').replaceAll(' ', '');
    await shoot('factor-set');
    const code = () => {
      const timestamp = office().clock.now.getTime();
      return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
    };
    await page.getByLabel('Kode enam angka').fill('000000');
    await page.getByRole('button', { name: 'Pasang' }).click();
    await page.getByText('Kode itu salah atau sudah dipakai').waitFor();
    await page.getByLabel('Kode enam angka').fill(code());
    await page.getByRole('button', { name: 'Pasang' }).click();
    await page.getByRole('link', { name: 'Sudah saya catat' }).waitFor();
    expect(await page.locator('.recovery li').count()).toBe(8);
    await shoot('factor-recovery');
    await page.getByRole('link', { name: 'Sudah saya catat' }).click();
    await page.goto(`${office().url}akun/dua-langkah`);
    await shoot('factor-remove');
    await page.context().clearCookies();
    office().clock.now = new Date(office().clock.now.getTime() + 60_000);
    await signIn();
    const asked = page.getByLabel('Kode enam angka');
    await asked.waitFor();
    await shoot('factor-code');
    await asked.fill(code());
    await page.getByRole('button', { name: 'Masuk' }).click();
    await page.getByRole('heading', { name: 'Menyiapkan layanan' }).waitFor();
  });
});
