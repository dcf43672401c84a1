import { describe, expect, it } from 'vitest';
import { browserTimeout, useBrowser } from '../support/browser.ts';
import { officeMorning, officePassword, officers, useOffice } from '../support/office.ts';
import { propose, reread } from '../support/proposals.ts';

const browser = useBrowser();
const office = useOffice();

/** The main way through the office, as a coordinator goes it; with scripts and without it must be the same. */
describe.each([
  { scripts: true, size: 'desk' as const },
  { scripts: false, size: 'phone' as const },
])('a coordinator at a $size, scripts: $scripts', { timeout: browserTimeout }, (setup) => {
  it('signs in, corrects an issue, refuses with a reason, takes it back, refuses anew and releases', async () => {
    const { url, round } = office();
    const proposal = await propose(round, {
      proposal: 'Lampu jalan di tikungan dan depan pasar',
      said: { primary: 'ketimpangan', confidence: 0.79, because: ['lampu jalan'] },
    });
    const page = await browser.open(setup);
    await page.goto(`${url}usulan/${proposal._id}`);
    await page.getByLabel('Surel').fill(officers.coordinator.email);
    await page.getByLabel('Kata sandi').fill(officePassword);
    await page.getByRole('button', { name: 'Masuk' }).click();
    await page.getByRole('heading', { level: 1, name: 'Lampu jalan di tikungan' }).waitFor();

    await page.getByLabel('Masalah makro yang benar').selectOption('ipm');
    await page.getByRole('button', { name: 'Tetapkan masalah' }).click();
    await page.getByRole('status').getByText('Masalah makro tersimpan.').waitFor();
    expect(await reread(proposal)).toMatchObject({ issue: 'ipm', issueBy: officers.coordinator.email });

    const refuse = async (sentence: string) => {
      await page.getByLabel('Belum dapat diakomodir').check();
      await page.getByLabel('anggaran tahun ini belum mencukupi').check();
      await page.getByLabel('Satu kalimat untuk pengusul').fill(sentence);
      await page.getByRole('button', { name: 'Simpan saja' }).click();
      await page.getByRole('status').getByText('Jawaban tersimpan').waitFor();
    };
    await refuse('Belum ada dananya.');
    await page.getByRole('button', { name: 'Tarik kembali' }).click();
    await page.getByRole('status').getByText('Jawaban ditarik kembali.').waitFor();
    expect((await reread(proposal)).decision).toBeUndefined();

    await refuse('Anggaran 2027 sudah penuh; ajukan lagi tahun depan.');
    await page.goto(`${url}jawaban`);
    // Their own answer is for somebody else to release; the exception is asked for, with its reason.
    const tick = page.getByRole('checkbox', { name: /Anda yang menyusun/ });
    expect(await tick.isChecked()).toBe(false);
    await tick.check();
    await page.getByRole('button', { name: 'Lepas yang dipilih' }).click();
    await page.getByRole('heading', { name: 'Lepas 1 jawaban?' }).waitFor();
    await page.getByLabel('Mengapa dilepas sendiri?').fill('Petugas lain sedang cuti.');
    await page.getByRole('button', { name: 'Ya, lepas 1 jawaban' }).click();
    await page.getByRole('status').getByText('1 jawaban dilepas.').waitFor();
    expect(await reread(proposal)).toMatchObject({
      status: 'rejected',
      decision: { reason: 'di-luar-kemampuan', delivery: { status: 'queued' } },
    });
  });
});

const aMinuteLater = new Date(officeMorning.getTime() + 60_000);

describe('with a keyboard alone', { timeout: browserTimeout }, () => {
  it('a reason brings its sentence, and one proposal leads to the next', async () => {
    const { url, round } = office();
    const first = await propose(round, { proposal: 'Gapura desa' });
    const second = await propose(round, { proposal: 'Pagar lapangan', at: aMinuteLater });
    const page = await office().window(browser, 'coordinator');
    await page.goto(`${url}usulan/${first._id}?perlu=putusan`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Langsung ke isi');

    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    const sentence = page.getByLabel('Satu kalimat untuk pengusul');
    expect(await sentence.inputValue()).toBe(
      '“Gapura desa” belum sejalan dengan rencana pembangunan tahun ini; silakan bahas lagi dalam musrenbang Desa Juai.',
    );
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { level: 1, name: 'Pagar lapangan' }).waitFor();
    expect((await reread(first)).decision).toMatchObject({ outcome: 'rejected', reason: 'tidak-selaras' });

    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Space');
    await sentence.fill('Kata saya sendiri.');
    await page.getByLabel('Sudah terealisasi').check();
    expect(await sentence.inputValue()).toBe('Kata saya sendiri.');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Semua usulan sudah diputuskan').waitFor();
    expect((await reread(second)).decision?.sentence).toBe('Kata saya sendiri.');
  });
});
