import { describe, expect, it } from 'vitest';
import { browserTimeout, useBrowser } from '../support/browser.ts';
import { useOffice } from '../support/office.ts';
import { propose, reread } from '../support/proposals.ts';

const browser = useBrowser();
const office = useOffice();

describe('what is typed into an answer', { timeout: browserTimeout }, () => {
  it('outlives another form of the page, a Back and a reload, and is gone once it is saved', async () => {
    const { url, round } = office();
    const proposal = await propose(round, { proposal: 'Lampu jalan di tikungan' });
    const page = await office().window(browser, 'coordinator');
    await page.goto(`${url}usulan/${proposal._id}`);
    const sentence = page.getByLabel('Satu kalimat untuk pengusul');
    await page.getByLabel('Belum dapat diakomodir').check();
    await sentence.fill('Kalimat saya sendiri.');
    await page.getByLabel('Masalah makro yang benar').selectOption('ipm');
    await page.getByRole('button', { name: 'Tetapkan masalah' }).click();
    await page.getByRole('status').getByText('Masalah makro tersimpan.').waitFor();
    expect(await sentence.inputValue()).toBe('Kalimat saya sendiri.');
    expect(await page.getByLabel('Belum dapat diakomodir').isChecked()).toBe(true);
    await page.goto(`${url}usulan`);
    await page.goBack();
    await page.reload();
    expect(await sentence.inputValue()).toBe('Kalimat saya sendiri.');
    await page.getByLabel('anggaran tahun ini belum mencukupi').check();
    await page.getByRole('button', { name: 'Simpan saja' }).click();
    await page.getByRole('status').getByText('Jawaban tersimpan').waitFor();
    expect((await reread(proposal)).decision?.sentence).toBe('Kalimat saya sendiri.');
    expect(
      await page.evaluate('Object.keys(localStorage).filter((key) => key.includes("keputusan")).length'),
    ).toBe(0);
  });
});
