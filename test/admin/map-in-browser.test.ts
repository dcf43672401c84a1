import { beforeAll, describe, expect, it } from 'vitest';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { axeFindings, smallControls } from '../support/axe.ts';
import { browserTimeout, overflow, smallPhone, useBrowser } from '../support/browser.ts';
import { anOrdinaryMorning } from '../support/morning.ts';
import { useOffice } from '../support/office.ts';
import { faultsOf, picture } from '../support/pictures.ts';

const browser = useBrowser();
const office = useOffice();
let proposals: Proposal[];

beforeAll(async () => {
  proposals = await anOrdinaryMorning(office());
});

describe('the map', { timeout: browserTimeout }, () => {
  it.each([
    ['phone', 'whole', 'peta'],
    ['desk', 'whole', 'peta'],
    ['phone', 'juai', 'peta?kecamatan=63.11.01'],
    ['desk', 'juai', 'peta?kecamatan=63.11.01'],
  ] as const)('fits a %s (%s), and has nothing to stumble over', async (size, name, path) => {
    const page = await office().window(browser, 'admin', { size, scripts: true });
    if (size === 'phone') await page.setViewportSize(smallPhone);
    await page.goto(office().url + path);
    expect(await overflow(page)).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
    expect(await smallControls(page)).toEqual([]);
    await picture(page, `map-${name}-${size}`, name === 'whole');
  });

  it('draws every village once, says how it stands, and leads to what it has sent', async () => {
    const page = await office().window(browser, 'admin', { scripts: false });
    await page.goto(`${office().url}peta`);
    expect(await page.locator('.villages a').count()).toBe(157);
    const juai = page.getByRole('link', { name: 'Juai: Terlambat dijawab, 1 usulan' });
    expect(await juai.textContent()).toContain('1!');
    await juai.click();
    await page.waitForURL(/desa=63\.11\.01\.2003/);
    expect(await page.locator('.proposals tbody tr').count()).toBe(1);
  });

  it('says in figures what it draws', async () => {
    const page = await office().window(browser, 'admin', { scripts: false });
    await page.goto(`${office().url}peta`);
    const halong = page.getByRole('row').filter({ hasText: 'Halong' });
    expect(await halong.locator('td').allTextContents()).toEqual(['1', '1', '0', '0', '22']);
  });

  it('shows where a proposal is, among those of its kecamatan that came with a location', async () => {
    const page = await office().window(browser, 'admin', { scripts: false });
    await page.goto(`${office().url}peta?usulan=${proposals[0]?._id}`);
    await page.getByRole('heading', { level: 2, name: 'Lokasi yang dikirim pengusul' }).waitFor();
    expect(await page.locator('.ground .chosen').textContent()).toBe('1');
    expect(await page.locator('.points .chosen').textContent()).toContain('-2.18342, 115.62817');
  });

  it('shows a coordinator of two kecamatan these two only, whatever the address says', async () => {
    const page = await office().window(browser, 'local', { scripts: false });
    await page.goto(`${office().url}peta?kecamatan=63.11.06`);
    expect(await page.locator('.kecamatan h2').allTextContents()).toEqual(['Juai', 'Halong']);
    await page.goto(`${office().url}peta?usulan=${proposals[5]?._id}`);
    expect(await page.locator('.kecamatan h2').allTextContents()).toEqual(['Juai', 'Halong']);
  });
});
