import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { confirmIndicator, listIndicators } from '../../src/issues/issues.ts';
import { meetStranger } from '../../src/people/participants.ts';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { openThread } from '../../src/threads/ask.ts';
import { axeFindings, smallControls } from '../support/axe.ts';
import { browserTimeout, overflow, smallPhone, useBrowser } from '../support/browser.ts';
import { anOrdinaryMorning } from '../support/morning.ts';
import { useOffice } from '../support/office.ts';
import { faultsOf, picture } from '../support/pictures.ts';
import { propose } from '../support/proposals.ts';

const browser = useBrowser();
const office = useOffice();
let proposals: Proposal[];

describe('Beranda', { timeout: browserTimeout }, () => {
  it('of an empty service is a list of what is to be set up, with links', async () => {
    const page = await office().window(browser, 'admin');
    await page.goto(office().url);
    await page.getByRole('heading', { level: 1, name: 'Menyiapkan layanan' }).waitFor();
    await page.getByText('Rembuk 2026 terbuka').waitFor();
    for (const [step, path] of [
      ['Masukkan daftar peserta', '/peserta/impor'],
      ['Hubungkan saluran', '/kanal'],
      ['Konfirmasi angka lima masalah', '/indikator'],
    ] as const)
      expect(await page.getByRole('link', { name: step }).getAttribute('href')).toBe(path);
    await picture(page, 'setup-desk', false);
    const staff = await office().window(browser, 'coordinator');
    await staff.goto(office().url);
    expect(await staff.getByRole('link', { name: 'Konfirmasi angka' }).count()).toBe(0);
  });
});

describe('Beranda on an ordinary morning', { timeout: browserTimeout }, () => {
  beforeAll(async () => {
    for (const { _id } of await listIndicators()) await confirmIndicator(_id, 'hadi', office().clock.now);
    proposals = await anOrdinaryMorning(office());
  });

  it.each([
    ['phone', 'light'],
    ['desk', 'light'],
    ['desk', 'dark'],
  ] as const)('fits a %s in the %s, and has nothing to stumble over', async (size, look) => {
    const page = await office().window(browser, 'admin', { size, dark: look === 'dark' });
    if (size === 'phone') await page.setViewportSize(smallPhone);
    await page.goto(office().url);
    await page.getByRole('heading', { level: 2, name: 'Pekerjaan hari ini' }).waitFor();
    expect(await overflow(page)).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
    expect(await smallControls(page)).toEqual([]);
    await picture(page, `home-${size}${look === 'dark' ? '-dark' : ''}`, look === 'light');
  });

  it('leads from each thing that waits to the list of just these', async () => {
    const page = await office().window(browser, 'admin');
    await page.goto(office().url);
    const work = page.locator('.todo a');
    const told = await work.evaluateAll((links) =>
      links.map((link) => [
        link.querySelector('span')?.firstChild?.textContent,
        Number(link.querySelector('strong')?.textContent),
        link.getAttribute('href'),
      ]),
    );
    expect(told).toEqual([
      ['Terlambat dijawab', 4, '/usulan?rembuk=2026&terlambat=ya'],
      ['Saluran terputus', 1, '/kanal'],
      ['Siap dikirim', 2, '/jawaban?rembuk=2026'],
      ['Perlu diputuskan', 8, '/usulan?rembuk=2026&perlu=putusan'],
      ['Pertanyaan', 1, '/tanya-jawab'],
      ['Perlu dikenali', 1, '/peserta#belum-diverifikasi'],
      ['Bukan saya', 1, '/peserta#salah-orang'],
    ]);
    for (const [name, n] of [
      ['Terlambat dijawab', 4],
      ['Perlu diputuskan', 8],
    ] as const) {
      await page.goto(office().url);
      await page.getByRole('link', { name }).click();
      await page.waitForURL(/usulan/);
      expect(await page.locator('.proposals tbody tr').count()).toBe(n);
    }
  });

  it('tells how the district stands in words, with year, age and source', async () => {
    const page = await office().window(browser, 'staff', { scripts: false });
    await page.goto(office().url);
    const poverty = page.getByRole('listitem').filter({ hasText: 'Persentase penduduk miskin' });
    const text = (await poverty.textContent()) ?? '';
    for (const words of [
      '2 usulan',
      '4,87% (2024)',
      'turun dari 5,22% (2023), membaik',
      'umurnya 2 tahun',
      'databoks',
    ])
      expect(text).toContain(words);
    expect(await poverty.getByRole('img').getAttribute('aria-label')).toContain(
      '2006 sampai 2024: dari 13,65% ke 4,87%',
    );
    const gini = page.getByRole('listitem').filter({ hasText: 'Gini' });
    expect(await gini.textContent()).toContain('kabupaten belum punya');
  });

  it('shows a coordinator of two kecamatan these two only', async () => {
    const page = await office().window(browser, 'local');
    await page.goto(office().url);
    expect(await page.locator('.areas tbody th').allTextContents()).toEqual(['Juai', 'Halong', 'Semua']);
    expect(await page.locator('.areas .sum').textContent()).toContain('4');
  });

  it('is told by the server when something has changed, and asks for nothing meanwhile', async () => {
    const page = await office().window(browser, 'coordinator');
    await page.goto(office().url);
    const late = () => page.locator('.areas .sum td').first().textContent();
    expect(await late()).toBe(String(proposals.length));
    const asked = countRequests(page);
    await propose(office().round, { proposal: 'Jalan usaha tani', village: '63.11.02.2004' });
    await expect.poll(late, { timeout: 20_000 }).toBe(String(proposals.length + 1));
    expect(asked()).toBeLessThanOrEqual(2);
  });

  it('tells nothing to somebody who has not signed in', async () => {
    const { status, location } = await office().visitor().get('/beranda/kabar?rembuk=2026&sejak=0');
    expect([status, location]).toEqual([303, expect.stringMatching(/^\/masuk/)]);
  });

  it('follows people too: who asks something is there at the next look', async () => {
    const stranger = await meetStranger('simulator:9100', 'Aminah', office().clock.now);
    const at = office().clock.now;
    await openThread({ participant: stranger._id, round: '2026', words: 'Kapan jembatan diperbaiki?', at });
    const page = await office().window(browser, 'admin', { scripts: false });
    await page.goto(office().url);
    await page.getByRole('link', { name: /^2 ?Pertanyaan/ }).waitFor();
  });
});

/** Pages that a page fetches from now on. */
function countRequests(page: Page): () => number {
  let asked = 0;
  page.on('request', (request) => {
    if (request.resourceType() === 'fetch') asked += 1;
  });
  return () => asked;
}
