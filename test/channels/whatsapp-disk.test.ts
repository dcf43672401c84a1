import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { roomMb } from '../../src/files.ts';
import { type WhatsAppUnderTest, whatsAppAgainst } from '../support/whatsapp-channel.ts';
import { startWhatsAppWeb, type WhatsAppWeb } from '../support/whatsapp-web/server.ts';

const soon = { timeout: 60_000, interval: 20 };
/** Others write on this disk too, so both are far more than they do meanwhile, in MB. */
const leastBelowMb = 1_500;
const fillingMb = 2_000;

let web: WhatsAppWeb;
let phone: WhatsAppUnderTest;
let filling: string;
const state = () => phone.channel.status().state;
const advice = () => phone.channel.status().advice;

beforeAll(async () => {
  web = await startWhatsAppWeb();
  web.behaviour.linkAtOnce = true;
  phone = await whatsAppAgainst(web, { leastRoomMb: (await roomMb(tmpdir())) - leastBelowMb });
  filling = join(phone.dataDir, 'filling');
  await phone.start();
  await vi.waitFor(() => expect(state()).toBe('ready'), soon);
});
afterAll(async () => {
  await phone.remove();
  await web.close();
});

// electron/electron#41877: a Chromium whose disk is full deletes the databases of its pages, and the link with them.
it('WhatsApp is closed where the disk is nearly full, staff are told, and it is opened again with its link', async () => {
  execFileSync('fallocate', ['-l', `${fillingMb}MB`, filling]);
  await vi.waitFor(() => expect(advice()).toBe('whatsapp-disk-full'), soon);
  expect(state()).toBe('reconnecting');
  await vi.waitFor(() => expect(web.online()).toBe(false), soon);
  web.incoming('6281234567890', 'halo');
  await rm(filling);
  await vi.waitFor(() => expect(state()).toBe('ready'), soon);
  await vi.waitFor(() => expect(phone.texts()).toEqual(['halo']), soon);
  expect(web.devices.size).toBe(1);
});

it('WhatsApp is not opened on a disk that is nearly full', async () => {
  await phone.channel.stop();
  execFileSync('fallocate', ['-l', `${fillingMb}MB`, filling]);
  await phone.start();
  await vi.waitFor(() => expect(advice()).toBe('whatsapp-disk-full'), soon);
  expect(web.online()).toBe(false);
  await phone.channel.stop();
  expect(state()).toBe('stopped');
});
