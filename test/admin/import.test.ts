import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { csvList } from '../support/lists.ts';
import { useOffice } from '../support/office.ts';
import type { Visitor } from '../support/visitor.ts';

const office = useOffice();
const browser = useBrowser();
const head = 'Nama;Jabatan;RT;Kecamatan;Desa;No HP';
const ahmad = 'Ahmad Fauzi;Ketua RT;3;Juai;Sirap;0812 3456 7890';
const file = (buffer: Buffer, name = 'peserta.csv') => ({ name, mimeType: 'text/csv', buffer });
const shots = process.env.SCREENSHOTS;

describe('the page of imports', { timeout: browserTimeout }, () => {
  it.each(['desk', 'phone'] as const)(
    'checks a list, shows what is wrong, and writes the good rows (%s)',
    async (size) => {
      await ParticipantModel.deleteMany({});
      const page = await office().window(browser, 'staff', { size });
      await page.goto(`${office().url}peserta/impor`);
      if (shots) await page.screenshot({ path: resolve(shots, `import-form-${size}.png`), fullPage: true });
      const list = csvList(
        head,
        ahmad,
        'Budi;Ketuo RT;4;;Galumbang;8,12E+11',
        'Rina;PKK;;Juai;Sirap;081234567890',
      );
      await page.getByLabel('Daftar peserta (CSV atau XLSX)').setInputFiles(file(list));
      await page.getByRole('button', { name: 'Periksa daftar' }).click();
      await page.getByText('3 baris, 1 tidak dapat dipakai.').waitFor();
      await page.getByText('ketua-rt').waitFor();
      expect(await overflow(page)).toBe(0);
      if (shots) await page.screenshot({ path: resolve(shots, `import-report-${size}.png`), fullPage: true });
      expect(await ParticipantModel.countDocuments()).toBe(0);
      await page.getByLabel(/Lewati 1 baris/).check();
      await page.getByRole('button', { name: 'Simpan 2 orang' }).click();
      await page.getByText('Daftar peserta sudah disimpan.').waitFor();
      if (shots) await page.screenshot({ path: resolve(shots, `import-done-${size}.png`), fullPage: true });
      expect(await ParticipantModel.countDocuments()).toBe(2);
      expect(await page.content()).not.toContain('81234567890');
    },
  );

  it('works without scripts', async () => {
    await ParticipantModel.deleteMany({});
    const page = await office().window(browser, 'admin', { scripts: false });
    await page.goto(`${office().url}peserta/impor`);
    await page.getByLabel('Daftar peserta (CSV atau XLSX)').setInputFiles(file(csvList(head, ahmad)));
    await page.getByRole('button', { name: 'Periksa daftar' }).click();
    await page.getByRole('button', { name: 'Simpan 1 orang' }).click();
    await page.getByText('Daftar peserta sudah disimpan.').waitFor();
  });

  it('refuses a file beyond the limit and one that is no list, each with its reason', async () => {
    const page = await office().window(browser, 'staff');
    const folder = await mkdtemp(join(tmpdir(), 'rembuk-import-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    // From a disk, as a user's is: handed over in memory, nine megabytes take a busy machine longer than a test may.
    const bring = async (bytes: Buffer, name: string) => {
      const path = join(folder, name);
      await writeFile(path, bytes);
      await page.goto(`${office().url}peserta/impor`);
      await page.getByLabel('Daftar peserta (CSV atau XLSX)').setInputFiles(path);
      await page.getByRole('button', { name: 'Periksa daftar' }).click();
      return page.getByRole('alert').textContent();
    };
    expect(await bring(Buffer.from([0x89, 0x50, 0, 0, 1]), 'foto.png')).toContain('bukan daftar');

    expect(await bring(Buffer.alloc(9 * 1024 * 1024, 'a'), 'besar.csv')).toContain('terlalu besar');
  });
});

describe('the way to the page', () => {
  it('is closed to coordinators, strangers, and forms without their token', async () => {
    const form = () => {
      const body = new FormData();
      body.set('file', new Blob([csvList(head, ahmad).toString()]), 'peserta.csv');
      return body;
    };
    const send = (visitor: Visitor) => visitor.fetch('/peserta/impor', { method: 'POST', body: form() });
    const coordinator = await office().signedIn('coordinator');
    expect((await coordinator.get('/peserta/impor')).status).toBe(403);
    expect((await send(coordinator)).status).toBe(403);
    expect((await send(await office().signedIn('staff'))).status).toBe(403);
    const stranger = await send(office().visitor());
    expect([stranger.status, stranger.headers.get('location')]).toEqual([
      303,
      '/masuk?kembali=%2Fpeserta%2Fimpor&berkas=lagi',
    ]);
  });

  it('hands out a template that can be imported once its examples are replaced', async () => {
    const staff = await office().signedIn('staff');
    const csv = await staff.get('/peserta/impor/contoh.csv');
    expect(csv.headers.get('content-disposition')).toContain('daftar-peserta.csv');
    expect(csv.text).toContain('Nama,Jabatan,RT,Kode desa,Kecamatan,Desa,No HP,Bahasa');
    const xlsx = await staff.get('/peserta/impor/contoh.xlsx');
    expect(xlsx.status).toBe(200);
    expect(xlsx.text.startsWith('PK')).toBe(true);
  });

  it('shows a list only to the user who brought it', async () => {
    const admin = await office().signedIn('admin');
    expect((await admin.get('/peserta/impor/tidak-ada')).status).toBe(404);
  });
});
