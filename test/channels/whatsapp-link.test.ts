import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type WhatsAppUnderTest, whatsAppAgainst } from '../support/whatsapp-channel.ts';
import { startWhatsAppWeb, type WhatsAppWeb } from '../support/whatsapp-web/server.ts';

const soon = { timeout: 30_000, interval: 20 };

describe('linking WhatsApp', { timeout: 90_000 }, () => {
  let web: WhatsAppWeb;
  let phone: WhatsAppUnderTest;

  beforeEach(async () => {
    web = await startWhatsAppWeb();
    phone = await whatsAppAgainst(web);
  });
  afterEach(async () => {
    await phone.remove();
    await web.close();
  });

  const state = () => phone.channel.status().state;
  const becomes = (wanted: string) => vi.waitFor(() => expect(state()).toBe(wanted), soon);

  it('shows a QR code, and is ready once it was scanned', async () => {
    await phone.start();
    await becomes('scan');
    expect(phone.channel.status()).toMatchObject({
      qr: expect.stringContaining('2@'),
      advice: 'whatsapp-scan',
    });
    web.link();
    await becomes('ready');
    expect(phone.channel.status()).toEqual({
      state: 'ready',
      since: expect.any(String),
      linkedAt: expect.any(String),
    });
    expect(web.reports).toEqual([]);
  });
});
