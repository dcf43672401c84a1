import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Channel, SendError } from '../../src/channels/channel.ts';
import { createTelegramChannel } from '../../src/channels/telegram/channel.ts';
import { silentLog } from '../../src/log.ts';
import { type BotApi, startBotApi, testToken } from '../support/bot-api/server.ts';

describe('Telegram as the way of an invitation', () => {
  let api: BotApi;
  let channel: Channel;
  const letter = {
    name: 'Undangan.pdf',
    mime: 'application/pdf',
    bytes: Buffer.from('%PDF-1.7 letter'),
  } as const;

  beforeAll(async () => {
    api = await startBotApi();
    channel = createTelegramChannel({ token: testToken, apiRoot: api.url, commands: [] }, silentLog);
    api.start(7);
    await channel.start(async () => {});
  });
  afterAll(async () => {
    await channel.stop();
    await api.close();
  });

  const failureOf = (address: string) =>
    channel
      .send(address, { text: 'Undangan', choices: [] })
      .then(() => null)
      .catch((error: unknown) => (error instanceof SendError ? error.failure : error));

  it('sends the official letter before the text, under the name people see', async () => {
    const { messageId } = await channel.send('7', {
      text: 'Undangan',
      choices: [],
      attachment: letter,
    });
    expect(api.state.documents).toMatchObject([
      { chat: 7, name: 'Undangan.pdf', bytes: letter.bytes.length },
    ]);
    const [text] = api.sentTo(7);
    expect(text).toMatchObject({ text: 'Undangan', message_id: Number(messageId) });
    expect(text?.message_id).toBeGreaterThan(api.state.documents[0]?.message_id ?? Number.POSITIVE_INFINITY);
  });

  it('says of a lost answer that nobody knows whether it arrived', async () => {
    api.fail({ method: 'sendMessage', reset: 'after' });
    expect(await failureOf('7')).toMatchObject({ kind: 'later', uncertain: true });
    api.fail({ method: 'sendMessage', code: 502, description: 'Bad Gateway' });
    expect(await failureOf('7')).toMatchObject({ kind: 'later', uncertain: true });
  });

  it('knows that a 429 and a refused connection have delivered nothing', async () => {
    api.fail({ method: 'sendMessage', code: 429, description: 'Too Many Requests', retryAfter: 1 });
    expect(await failureOf('7')).not.toHaveProperty('uncertain');
    const nobody = createTelegramChannel(
      { token: testToken, apiRoot: 'http://127.0.0.1:9', commands: [] },
      silentLog,
    );
    const failure = await nobody.send('7', { text: 'Undangan', choices: [] }).catch((error) => error.failure);
    expect(failure).toMatchObject({ kind: 'later' });
    expect(failure).not.toHaveProperty('uncertain');
  });
});
