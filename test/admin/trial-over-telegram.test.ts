import { afterAll, beforeAll, expect, it } from 'vitest';
import { InvitationModel } from '../../src/outreach/model/invitation.model.ts';
import { keepLetter } from '../../src/outreach/planning/letters.ts';
import { setRound } from '../../src/rounds/rounds.ts';
import { type BotApi, startBotApi, testToken } from '../support/bot-api/server.ts';
import { browserTimeout, useBrowser } from '../support/browser.ts';
import { balanganRegions } from '../support/lists.ts';
import { useOffice } from '../support/office.ts';
import { enterHeads, villages } from '../support/representatives.ts';

const env: NodeJS.ProcessEnv = { TELEGRAM_BOT_TOKEN: testToken };
let api: BotApi;
beforeAll(async () => {
  api = await startBotApi();
  env.TELEGRAM_API_ROOT = api.url;
});
const browser = useBrowser();
const office = useOffice({ role: 'all', env });
afterAll(() => api?.close());

const chat = 71_234;

it('ties a Telegram chat by a link and sends the letter and the invitation there', {
  timeout: 2 * browserTimeout,
}, async () => {
  await enterHeads(villages.juai, 1);
  const letter = await keepLetter(office().app.runtime.mediaDir, 'Surat.pdf', Buffer.from('%PDF-1.4 surat'));
  const settings = { texts: { id: 'Yth. {kepada}, mari berembuk bersama.' }, letter };
  await setRound('2026', settings, { flows: ['usulan'], regions: await balanganRegions() });
  api.state.user(chat);

  const page = await office().window(browser, 'staff', { size: 'phone' });
  await page.goto(`${office().url}rembuk/2026/undangan/percobaan`);
  await page.getByText('Hubungkan dahulu Telegram Anda').waitFor();
  await page.getByRole('link', { name: 'Hubungkan Telegram saya' }).click();
  await page.getByRole('img', { name: 'Kode QR untuk menghubungkan Telegram' }).waitFor();
  const link = await page.getByRole('link', { name: 'Buka Telegram' }).getAttribute('href');
  const code = new URL(link ?? '').searchParams.get('start') ?? '';
  expect(code).toMatch(/^KANTOR-[A-Z2-9]{10}$/);
  api.start(chat, code);
  const texts = () => api.state.sent.filter((one) => one.chat === chat).map(({ text }) => text);
  await expect
    .poll(texts, { timeout: 30_000 })
    .toEqual([expect.stringContaining('akun kantor Siti Norhayati')]);

  await page.goto(`${office().url}rembuk/2026/undangan/percobaan`);
  await page.getByText('Terhubung: Telegram ••••234.').waitFor();
  await page.getByRole('button', { name: 'Kirim percobaan' }).click();
  await page.locator('.tag', { hasText: 'Terkirim' }).waitFor();
  expect(texts().at(-1)).toMatch(/^PERCOBAAN, bukan undangan:\n\nYth\. Ahmad Fauzi 1, Ketua RT 01 Juai/);
  expect(api.state.documents).toMatchObject([{ chat, name: 'Surat.pdf' }]);
  expect(await InvitationModel.countDocuments()).toBe(0);
  await page.getByRole('button', { name: 'Lepaskan chat ini' }).click();
  await page.getByRole('status').getByText('Chat Anda dilepaskan.').waitFor();
});
