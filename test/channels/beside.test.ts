import { describe, expect, it, vi } from 'vitest';
import type { Incoming, Outgoing } from '../../src/channels/channel.ts';
import { createTelegramChannel } from '../../src/channels/telegram/channel.ts';
import { toTexts } from '../../src/channels/whatsapp/outgoing.ts';
import { silentLog } from '../../src/log.ts';
import { startBotApi, testToken } from '../support/bot-api/server.ts';

const question: Outgoing = { text: 'Siapa?', choices: [{ value: 'rt', label: 'RT' }] };
const beside: Outgoing = {
  text: 'Kami dengar: jalan rusak. Betul?',
  choices: [
    { value: 'right:0123456789abcdef01234567', label: 'Suara betul' },
    { value: 'wrong:0123456789abcdef01234567', label: 'Suara salah' },
  ],
  beside: true,
};

describe('a message beside the question that waits', () => {
  it('has buttons of its own on Telegram, and leaves those of the question', async () => {
    const api = await startBotApi();
    const channel = createTelegramChannel({ token: testToken, apiRoot: api.url, commands: [] }, silentLog);
    const taken: Incoming[] = [];
    try {
      api.start(7);
      await channel.start(async (messages) => void taken.push(...messages));
      await channel.send('7', question);
      const { messageId: id } = await channel.send('7', beside);
      await channel.send('7', { ...beside, choices: [] });
      const [asked, told, bare] = api.sentTo(7);
      expect(asked).toMatchObject({ keyboard: [['1. RT']], touchesKeyboard: true });
      expect(told).toMatchObject({ keyboard: [], touchesKeyboard: false, text: beside.text });
      expect(bare).toMatchObject({ inline: [], touchesKeyboard: false });
      if (told) api.press(told, 'Suara salah');
      await vi.waitFor(() => expect(taken).toHaveLength(2), { timeout: 20_000 });
      expect(taken[1]).toMatchObject({
        content: { kind: 'choice', value: beside.choices[1]?.value },
        quotes: id,
        address: '7',
      });
    } finally {
      await channel.stop();
      await api.close();
    }
  });

  it('is answered by words on WhatsApp, for a number answers the question', () => {
    expect(toTexts(question)).toEqual(['Siapa?\n\n*1.* RT']);
    expect(toTexts(beside)).toEqual([`${beside.text}\n\n*Suara betul*\n*Suara salah*`]);
  });
});
