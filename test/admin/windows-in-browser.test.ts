import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { browserTimeout, useBrowser } from '../support/browser.ts';
import { useOffice } from '../support/office.ts';
import { propose, reread } from '../support/proposals.ts';

const office = useOffice();
const browser = useBrowser();
let proposal: Proposal;

beforeAll(async () => {
  proposal = await propose(office().round, { proposal: 'Jembatan gantung', village: '63.11.01.2003' });
});

/** What a browser tells a page that somebody has turned away from, or come back to; one without a screen never does. */
const turn = (page: Page, hidden: boolean) =>
  page.evaluate(`
    Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  `);
const address = (path: string) => new URL(path, office().url).href;

it('Beranda opens in as many windows as one likes, and is told of news when one comes back to it (freenet/freenet-core#5213)', {
  timeout: browserTimeout,
}, async () => {
  const first = await office().window(browser, 'coordinator');
  const windows = [first];
  await first.goto(address('/'));
  for (let n = 2; n <= 7; n += 1) {
    await turn(windows.at(-1) ?? first, true);
    const next = await first.context().newPage();
    await next.goto(address('/'));
    windows.push(next);
  }
  await propose(office().round, { proposal: 'Pasar pagi', village: '63.11.06.2005' });
  await turn(first, false);
  await first.getByText('2 usulan masuk').waitFor();
});

it('Back shows no page to whoever has signed out (sillsdev/web-xforge#4081)', {
  timeout: browserTimeout,
}, async () => {
  const somebody = await browser.open();
  const visitor = office().visitor();
  await visitor.signIn('siti@balangan.example', 'kebun karet di Juai 26');
  const { url } = office();
  await somebody
    .context()
    .addCookies(Object.entries(visitor.cookies()).map(([name, value]) => ({ name, value, url })));
  await somebody.goto(address(`/usulan/${proposal._id}`));
  await somebody.getByRole('button', { name: 'Keluar' }).first().click();
  await somebody.waitForURL(/\/masuk/);
  await somebody.goBack();
  await somebody.waitForURL(/\/masuk/);
  expect(await somebody.content()).not.toContain('Jembatan gantung');
});

it('Ctrl+Enter belongs to a word that is put together, and to the form afterwards (w3c/wcag#5075)', {
  timeout: browserTimeout,
}, async () => {
  const ani = await office().window(browser, 'coordinator');
  await ani.goto(address(`/usulan/${proposal._id}`));
  await ani.locator('form.decision [name=outcome][value=accepted]').check();
  const text = ani.locator('form.decision textarea');
  await text.fill('Disepakati.');
  const enter = { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true };
  await text.dispatchEvent('keydown', { ...enter, isComposing: true });
  // A form that is under way says so at once.
  expect(await ani.locator('form.decision').getAttribute('data-sent')).toBeNull();
  await text.dispatchEvent('keydown', enter);
  await ani.locator('.notice.good').waitFor();
  expect((await reread(proposal)).decision?.outcome).toBe('accepted');
});

it('a link from elsewhere, an e-mail or a chat, leaves the forms of other windows as they are (dotnet/aspnetcore#13632)', {
  timeout: browserTimeout,
}, async () => {
  const page = await office().window(browser, 'coordinator');
  await page.goto(address(`/usulan/${proposal._id}`));
  const elsewhere = await page.context().newPage();
  await elsewhere.goto(address('/periksa').replace('127.0.0.1', 'localhost'));
  await elsewhere.evaluate(
    `document.querySelector('main').innerHTML = '<a href="${address('/usulan')}">Lihat</a>'`,
  );
  await elsewhere.getByRole('link', { name: 'Lihat' }).click();
  await elsewhere.getByRole('heading', { name: 'Usulan Rembuk Remas 2026' }).waitFor();
  await page.getByLabel('Catatan baru').fill('Sudah ditelepon.');
  await page.getByRole('button', { name: 'Simpan catatan' }).click();
  await page.getByText('Catatan tersimpan.').waitFor();
  expect((await reread(proposal)).notes).toMatchObject([{ text: 'Sudah ditelepon.' }]);
});
