import { describe, expect, it } from 'vitest';
import { closeRound, currentRound, findRound, openRound, setRound } from '../../src/rounds/rounds.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { UserModel } from '../../src/users/user.model.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { balanganRegions } from '../support/lists.ts';
import { officeMorning, officers, useOffice } from '../support/office.ts';

const browser = useBrowser();
const office = useOffice();
const pdf = (name: string, content = '%PDF-1.4 surat undangan') => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.from(content),
});
const text = 'Yth. {kepada}, mari berkumpul di {tempat} pada {waktu}.';

describe('the pages of rounds', { timeout: browserTimeout }, () => {
  it('name an unknown field while one types, put fields in by a press, and keep the round', async () => {
    const page = await office().window(browser, 'staff');
    await page.goto(`${office().url}rembuk`);
    await page.getByRole('link', { name: 'Rembuk 2026' }).click();
    await page.getByRole('link', { name: 'Ubah rembuk' }).first().click();
    const area = page.getByLabel('Naskah dalam Bahasa Indonesia');
    await area.fill('Yth. {nma}, mari berkumpul.');
    await page.getByText('Tidak dikenal: {nma}').waitFor();
    await area.fill('Yth. ');
    await area.press('End');
    await page.getByRole('button', { name: '{kepada}' }).click();
    expect(await area.inputValue()).toBe('Yth. {kepada}');
    expect(await page.locator('.fields .used').allTextContents()).toEqual([
      expect.stringContaining('{kepada}'),
    ]);
    await area.fill(text);
    await page.getByLabel('Tempat').fill('Pendopo Kabupaten');
    await page.getByLabel('Waktu', { exact: true }).fill('Sabtu, 12 Desember, pukul 09.00');
    await page.getByLabel('Hari terakhir').fill('2026-12-21');
    await page.getByLabel('Juai', { exact: true }).first().check();
    await page.getByLabel('Ketua RT').check();
    await page.getByLabel('Pengingat pertama (hari)').fill('1,5');
    await page.getByRole('button', { name: 'Simpan rembuk' }).click();
    await page.getByRole('status').getByText('Rembuk tersimpan.').waitFor();
    await page.getByText('Juai · Ketua RT · Semua saluran').waitFor();
    expect(await currentRound()).toMatchObject({
      lastDay: '2026-12-21',
      reminders: [36, 168],
      audience: { kecamatan: ['63.11.01'], villages: [], offices: ['ketua-rt'], silentOnly: true },
      message: { texts: { id: text }, place: 'Pendopo Kabupaten' },
      hours: { from: '07:00', to: '20:00', except: [{ weekday: 5, from: '11:30', to: '13:30' }] },
    });
  });

  it('say all that is wrong at once, lead to each field, and keep what was typed, on a phone without scripts', async () => {
    const page = await office().window(browser, 'staff', { size: 'phone', scripts: false });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${office().url}rembuk/2026/ubah`);
    expect(await overflow(page)).toBe(0);
    await page.getByLabel('Naskah dalam Bahasa Banjar').fill('Pian {kpada}, ayu bakumpul barataan.');
    await page.getByLabel('Jatah usulan per RT').fill('0');
    await page.getByLabel('Dari', { exact: true }).first().fill('21:00');
    await page.getByRole('button', { name: 'Simpan rembuk' }).click();
    const alert = page.getByRole('alert');
    await alert
      .getByRole('link', { name: 'Jatah usulan per RT: bilangan bulat dari 1 sampai 50.' })
      .waitFor();
    expect(await page.getByLabel('Dari', { exact: true }).first().inputValue()).toBe('21:00');
    await page.getByLabel('Jatah usulan per RT').fill('4');
    await page.getByLabel('Dari', { exact: true }).first().fill('08:00');
    await page.getByRole('button', { name: 'Simpan rembuk' }).click();
    await alert
      .getByRole('link', { name: 'Isian {kpada} tidak dikenal. Mungkin maksudnya {kepada}?' })
      .click();
    await page.waitForURL((address) => address.hash === '#text-bjn');
    expect(await overflow(page)).toBe(0);
    await page.getByLabel('Naskah dalam Bahasa Banjar').fill('Pian {kepada}, ayu bakumpul barataan.');
    await page.getByRole('button', { name: 'Simpan rembuk' }).click();
    await page.getByRole('status').getByText('Rembuk tersimpan.').waitFor();
    expect(await currentRound()).toMatchObject({
      quota: 4,
      hours: { from: '08:00' },
      message: { texts: { id: text } },
    });
  });

  it('tell the second of two who change a round at once, and keep what they typed', async () => {
    const page = await office().window(browser, 'staff', { scripts: false });
    await page.goto(`${office().url}rembuk/2026/ubah`);
    const regions = await balanganRegions();
    await setRound('2026', { place: 'Gedung Serbaguna' }, { flows: ['usulan'], regions });
    await page.getByLabel('Jatah usulan per RT').fill('6');
    await page.getByRole('button', { name: 'Simpan rembuk' }).click();
    await page.getByRole('alert').getByText('Rembuk ini baru saja diubah orang lain.').waitFor();
    expect(await currentRound()).toMatchObject({ quota: 4, message: { place: 'Gedung Serbaguna' } });
    expect(await page.getByLabel('Jatah usulan per RT').inputValue()).toBe('6');
    await page.getByLabel('Tempat').fill('Pendopo Kabupaten');
    await page.getByRole('button', { name: 'Simpan rembuk' }).click();
    await page.getByRole('status').getByText('Rembuk tersimpan.').waitFor();
    expect(await currentRound()).toMatchObject({ quota: 6, message: { place: 'Pendopo Kabupaten' } });
  });

  it('narrow the audience to single villages, beside whole kecamatan', async () => {
    const page = await office().window(browser, 'admin', { scripts: false });
    await page.goto(`${office().url}rembuk/2026/ubah`);
    const halong = page.locator('.area', { has: page.getByLabel('Halong', { exact: true }) }).last();
    await halong.locator('summary').click();
    await halong.getByLabel('Tabuan').check();
    await page.getByRole('button', { name: 'Simpan rembuk' }).click();
    await page.getByText(/\d+ desa\/kelurahan · Ketua RT/).waitFor();
    const villages = (await currentRound())?.audience?.villages ?? [];
    expect(villages.filter((code) => code.startsWith('63.11.02.'))).toHaveLength(1);
    expect(villages.filter((code) => code.startsWith('63.11.01.')).length).toBeGreaterThan(10);
    await page.goto(`${office().url}rembuk/2026/ubah`);
    expect(await page.locator('#kecamatan-63\\.11\\.01').isChecked()).toBe(true);
    expect(await page.locator('#kecamatan-63\\.11\\.02').isChecked()).toBe(false);
    expect(await halong.getByLabel('Tabuan').isChecked()).toBe(true);
  });

  it('take a PDF as the official letter and nothing else, hand it out, and drop it', async () => {
    const page = await office().window(browser, 'staff', { scripts: false });
    await page.goto(`${office().url}rembuk/2026/ubah`);
    const upload = async (file: ReturnType<typeof pdf>) => {
      await page.getByLabel('Unggah surat (PDF)').setInputFiles(file);
      await page.getByRole('button', { name: 'Simpan surat' }).click();
    };
    await upload(pdf('surat.pdf', 'MZ this is a program'));
    await page.getByRole('alert').getByText('Surat resmi harus berkas PDF.').waitFor();
    await upload(pdf('surat.pdf', `%PDF-1.4 ${'x'.repeat(5 * 1024 * 1024)}`));
    await page.getByRole('alert').getByText('Surat resmi lebih besar dari 5 MB.').waitFor();
    await upload(pdf('Surat Bupati é.pdf'));
    await page.getByRole('status').getByText('Surat resmi tersimpan.').waitFor();
    await page.getByRole('link', { name: 'Surat Bupati é.pdf (1 kB)' }).waitFor();
    expect((await currentRound())?.message).toMatchObject({
      letter: { name: 'Surat Bupati é.pdf' },
      place: 'Pendopo Kabupaten',
    });
    const fetched = await (await office().signedIn('coordinator')).get('/rembuk/2026/surat.pdf');
    expect(fetched.headers.get('content-disposition')).toContain('attachment');
    expect(fetched.text).toBe('%PDF-1.4 surat undangan');
    await page.getByRole('button', { name: 'Hapus surat' }).click();
    await page.getByRole('status').getByText('Surat resmi dihapus').waitFor();
    expect((await currentRound())?.message?.letter).toBeUndefined();
  });

  it('are one press away, also from the menu that folds', async () => {
    for (const scripts of [true, false]) {
      const page = await office().window(browser, 'admin', { scripts });
      await page.goto(`${office().url}rembuk`);
      const more = page.locator('.ways.wide details.more');
      const channels = more.getByRole('link', { name: 'Kanal' });
      expect(await channels.isVisible()).toBe(false);
      await more.locator('summary').press('Enter');
      await channels.waitFor();
      if (scripts) {
        await channels.press('Escape');
        await channels.waitFor({ state: 'hidden' });
        await more.locator('summary').click();
        await page.getByRole('heading', { name: 'Rembuk', exact: true }).click();
        await channels.waitFor({ state: 'hidden' });
        await more.locator('summary').click();
      }
      await channels.click();
      await page.getByRole('heading', { name: 'Kanal pesan' }).waitFor();
      expect(await page.locator('.more summary[data-here]').count()).toBe(1);
    }
  });

  it('close a round after asking once more, open the next one, and say why they cannot', async () => {
    const page = await office().window(browser, 'staff', { scripts: false });
    await page.goto(`${office().url}rembuk/2026`);
    await page.getByRole('link', { name: 'Tutup rembuk' }).click();
    await page.getByRole('button', { name: 'Ya, tutup rembuk' }).click();
    await page.getByRole('status').getByText('Rembuk sudah ditutup.').waitFor();
    await page.goto(`${office().url}rembuk`);
    await page.getByRole('link', { name: 'Buka rembuk baru' }).click();
    await page.getByLabel('Tahun').fill('2026');
    await page.getByRole('button', { name: 'Buka rembuk' }).click();
    await page.getByRole('alert').getByText('Rembuk tahun itu sudah ada.').waitFor();
    await page.getByLabel('Tahun').fill('tahun depan');
    await page.getByRole('button', { name: 'Buka rembuk' }).click();
    await page.getByRole('alert').getByText('Tahun: bilangan dari 2020 sampai 2100.').waitFor();
    await page.getByLabel('Tahun').fill('2027');
    await page.getByLabel('Nama rembuk').fill('Rembuk Remas Balangan 2027');
    await page.getByRole('button', { name: 'Buka rembuk' }).click();
    await page.getByRole('heading', { name: 'Rembuk Remas Balangan 2027' }).waitFor();
    expect(await currentRound()).toMatchObject({ _id: '2027', quota: 3, flow: 'usulan' });
    await page.goto(`${office().url}rembuk/2026`);
    await page.getByRole('button', { name: 'Buka kembali' }).click();
    await page.getByRole('status').getByText('karena rembuk lain sedang terbuka').waitFor();
    await closeRound('2027');
    await page.getByRole('button', { name: 'Buka kembali' }).click();
    await page.getByRole('status').getByText('Rembuk terbuka kembali.').waitFor();
    expect(await findRound('2026')).toMatchObject({ status: 'open' });
  });

  it('are to be read by coordinators, who find nothing to press', async () => {
    const page = await office().window(browser, 'coordinator');
    await page.goto(`${office().url}rembuk/2026`);
    await page.getByText('Pendopo Kabupaten').waitFor();
    expect(await page.locator('main form, main .button').count()).toBe(0);
  });

  it('are only to be read by staff who are limited to some kecamatan', async () => {
    await openRound(2026, officeMorning);
    const { email } = officers.staff;
    await UserModel.updateOne(
      { _id: email },
      { $set: { scope: { kind: 'kecamatan', codes: ['63.11.01'] } } },
    );
    const staff = await office().signedIn('staff');
    expect((await staff.get('/rembuk/2026')).status).toBe(200);
    expect((await staff.get('/rembuk/2026/ubah')).status).toBe(403);
    expect((await staff.post('/rembuk/2026/ubah', { quota: '9' }, { from: '/rembuk/2026' })).status).toBe(
      403,
    );
    await UserModel.updateOne({ _id: email }, { $set: { scope: wholeDistrict } });
  });
});
