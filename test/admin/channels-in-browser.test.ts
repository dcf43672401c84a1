import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type App, startApp } from '../../src/app/app.ts';
import { findBrowser } from '../../src/embedded/browser.ts';
import { silentLog } from '../../src/log.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { enterOfficer, officePassword, officers } from '../support/office.ts';
import { type TestService, testService } from '../support/service.ts';
import { createVisitor } from '../support/visitor.ts';
import { startWhatsAppWeb, type WhatsAppWeb } from '../support/whatsapp-web/server.ts';

const browser = useBrowser();
let web: WhatsAppWeb;
let service: TestService;
let app: App;

beforeAll(async () => {
  web = await startWhatsAppWeb();
  const { path } = await findBrowser({ dataDir: '.rembuk', onProgress: () => {} });
  service = await testService({
    WHATSAPP_ENABLED: 'true',
    CHROMIUM_PATH: path,
    // As the settings of a service would say it: a black box against another address.
    CHROMIUM_ARGS: web.chromiumArgs.map((arg) => `"${arg}"`).join(' '),
  });
  app = await startApp(service.config, service.backends, { ...service, role: 'all', log: silentLog });
  for (const officer of [officers.staff, officers.coordinator]) await enterOfficer(officer);
});
afterAll(async () => {
  await app?.stop();
  await service?.remove();
  await web?.close();
});

async function signedIn(officer: 'staff' | 'coordinator') {
  const visitor = createVisitor(app.url ?? '');
  await visitor.signIn(officers[officer].email, officePassword);
  return Object.entries(visitor.cookies()).map(([name, value]) => ({ name, value, url: app.url ?? '' }));
}

const patient = { timeout: browserTimeout };

describe('linking WhatsApp at the office', { timeout: 3 * browserTimeout }, () => {
  it('shows the code by itself, then a pairing code, then that it is linked, and ends the link', async () => {
    const page = await browser.open({ size: 'phone', cookies: await signedIn('staff') });
    await page.goto(`${app.url}kanal`);
    await page.getByRole('img', { name: 'Kode QR' }).waitFor(patient);
    expect(await overflow(page)).toBe(0);
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/channels-qr.png` });

    await page.getByRole('link', { name: 'Pakai kode penautan' }).click();
    await page.getByLabel('Nomor HP kantor').fill('12');
    await page.getByRole('button', { name: 'Minta kode' }).click();
    await page.getByRole('alert').getByText('Tulis nomor HP lengkap').waitFor(patient);
    await page.getByLabel('Nomor HP kantor').fill('0811 0000 0001');
    await page.getByRole('button', { name: 'Minta kode' }).click();
    await page.getByText('ABCD-1234').waitFor(patient);
    expect(web.pairingCodes.map(({ phone }) => phone)).toEqual(['6281100000001']);
    await page.getByRole('button', { name: 'Pakai kode QR' }).click();
    await page.getByRole('img', { name: 'Kode QR' }).waitFor(patient);

    web.link();
    await page.getByText('Tertaut sejak').waitFor(patient);
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/channels-ready.png` });
    await page.getByRole('link', { name: 'Putuskan tautan' }).click();
    await page.getByRole('button', { name: 'Ya, putuskan' }).click();
    await page.getByText('Tautan WhatsApp sudah diputus.').waitFor(patient);
    expect(web.devices.size).toBe(0);
    await page.getByRole('img', { name: 'Kode QR' }).waitFor(patient);
  });

  it('works without scripts: the page is loaded anew by itself', async () => {
    const page = await browser.open({ size: 'desk', scripts: false, cookies: await signedIn('staff') });
    await page.goto(`${app.url}kanal`);
    await page.getByRole('img', { name: 'Kode QR' }).waitFor(patient);
    web.link();
    await page.getByText('Tertaut sejak').waitFor(patient);
    await vi.waitFor(() => expect(web.online()).toBe(true), patient);
  });

  it('is not for coordinators', async () => {
    const visitor = createVisitor(app.url ?? '');
    await visitor.signIn(officers.coordinator.email, officePassword);
    expect((await visitor.get('/kanal')).status).toBe(403);
  });
});
