import { createTelegramChannel } from '../../src/channels/telegram/channel.ts';
import { silentLog } from '../../src/log.ts';
import { startBotApi, testToken } from '../support/bot-api/server.ts';
import type { Update } from '../support/bot-api/state.ts';
import { tcpProxy } from '../support/tcp-proxy.ts';
import { type ContractHarness, channelContract, laterMs, type NetworkFault, type Sent } from './contract.ts';

const chat = 4711;

/** The real telegraf, over a line that can be cut, to a Bot API of the test's own. */
async function open(): Promise<ContractHarness> {
  const api = await startBotApi();
  const line = await tcpProxy(api.url);
  api.state.user(chat);
  const channel = createTelegramChannel(
    { token: testToken, apiRoot: `http://127.0.0.1:${line.port}`, commands: [] },
    silentLog,
  );
  let last: Update | undefined;

  function send(sent: Sent): Update {
    switch (sent.kind) {
      case 'text':
        return api.say(chat, sent.text);
      case 'press': {
        const labels = api.sentTo(chat).flatMap(({ keyboard }) => keyboard.flat());
        return api.say(chat, labels.find((label) => label.includes(sent.label)) ?? 'not shown');
      }
      case 'location':
        return api.send(chat, { location: { latitude: sent.lat, longitude: sent.lon } });
      case 'photo':
        return api.sendPhoto(chat, sent.bytes, sent.caption, sent.claims);
      case 'voice':
        return api.sendVoice(chat, sent.bytes, sent.seconds);
      case 'contact':
        return api.send(chat, { contact: { phone_number: sent.phone, first_name: 'Orang' } });
      case 'sticker':
        return api.send(chat, { sticker: { file_id: 'S1', emoji: '🙏' } });
    }
  }

  const faults: Record<NetworkFault, object> = {
    later: { code: 429, description: 'Too Many Requests', retryAfter: laterMs / 1000 },
    broken: { reset: 'before' },
    refused: { code: 400, description: 'Bad Request: message text is empty' },
    unreachable: { code: 403, description: 'Forbidden: bot was blocked by the user' },
  };

  return {
    channel,
    address: String(chat),
    says(sent) {
      last = send(sent);
    },
    edits: (words) => {
      const caption = last && 'photo' in (last.message as object);
      if (last) api.edit(last, caption ? { caption: words } : { text: words });
    },
    bringsAgain: () => last && api.repeat(last),
    shown: () => api.sentTo(chat).map(({ text, keyboard }) => ({ text, buttons: keyboard.flat() })),
    failNext: (fault) => api.fail({ method: 'sendMessage', ...faults[fault] }),
    isConnected: api.isPolled,
    network: { takeAway: line.takeAway, bringBack: line.bringBack },
    async close() {
      await line.close();
      await api.close();
    },
  };
}

channelContract('telegram', open, { canBeLost: true });
