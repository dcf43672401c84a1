import { describe, expect, it } from 'vitest';
import { listAudit } from '../../src/audit/audit.ts';
import { acceptMessages } from '../../src/messaging/inbox/accept.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { useOffice } from '../support/office.ts';
import { faultsOf, picture } from '../support/pictures.ts';

const browser = useBrowser();
const office = useOffice();
let sequence = 0;

/** Somebody writes again and again, and is answered each time. */
async function write(address: string, text: (n: number) => string, times: number): Promise<void> {
  const { app, clock } = office();
  for (let n = 0; n < times; n += 1) {
    sequence += 1;
    await acceptMessages(
      [
        {
          channel: 'whatsapp',
          messageId: `m-${sequence}`,
          address,
          sentAt: clock.now.toISOString(),
          content: { kind: 'text', text: text(n) },
        },
      ],
      app.runtime,
    );
    await app.runtime.gate.answered([`whatsapp:${address}`], clock.now);
  }
}

describe('the page of limited messages', { timeout: browserTimeout }, () => {
  it('says that all is read where nobody is limited', async () => {
    const { text } = await (await office().signedIn('staff')).get('/kanal/batas');
    expect(text).toContain('Tidak ada yang dibatasi');
  });

  it.each(['desk', 'phone'] as const)(
    'shows who is not read, without the number, and reads them again (%s)',
    async (size) => {
      const phone = size === 'desk' ? '6281250001234' : '6281250005678';
      await write(phone, () => 'Terima kasih, pesan Anda akan kami balas besok.', 12);
      await write(
        '6281250009999',
        (n) => `pesan ${n.toString(2).replaceAll('0', 'a').replaceAll('1', 'b')}`,
        70,
      );
      const page = await office().window(browser, 'staff', { size, scripts: size === 'desk' });
      await page.setViewportSize(
        size === 'phone' ? { width: 360, height: 740 } : { width: 1280, height: 900 },
      );
      await page.goto(`${office().url}kanal`);
      await page.getByRole('link', { name: 'Pesan yang dibatasi (2)' }).click();
      await page
        .getByText(`WhatsApp ••••${phone.slice(-3)}`)
        .first()
        .waitFor();
      await page.getByText('8 pesan tidak dibaca').waitFor();
      await page.getByText('kecuali ia mengetik MULAI').waitFor();
      expect(await page.content()).not.toContain(phone.slice(2, -3));
      expect([await overflow(page), await faultsOf(page)]).toEqual([0, []]);
      await picture(page, `limits-${size}`, false);
      await page.getByRole('button', { name: `Jawab lagi WhatsApp ••••${phone.slice(-3)}` }).click();
      await page.getByText(`Pesan dari WhatsApp ••••${phone.slice(-3)} dijawab lagi.`).waitFor();
      await page.getByRole('heading', { name: 'Dua hari terakhir (1)' }).waitFor();
      const { rows: entries } = await listAudit({ act: 'limit-lifted' }, 1);
      expect(entries[0]?.by).toBe('siti@balangan.example');
      expect(JSON.stringify(entries)).not.toContain(phone.slice(2));
    },
  );

  it('knows nobody who stands there no more, and takes no other id', async () => {
    const staff = await office().signedIn('staff');
    expect((await staff.post('/kanal/batas', { sender: 'a'.repeat(22) })).status).toBe(404);
    expect((await staff.post('/kanal/batas', { sender: '../../x' })).status).toBe(400);
  });
});
