import sharp from 'sharp';
import type { Crowd, Deliver } from '../../src/demo/crowd.ts';
import type { Seen } from '../../src/demo/reading.ts';
import type { BotApi } from './bot-api/server.ts';
import type { SentMessage, Update } from './bot-api/state.ts';

/** Phones with Telegram on them: what a crowd's people say goes to the Bot API, what the bot sends to their screens. */
export interface TelegramPhones {
  deliver: Deliver;
  connect(crowd: Pick<Crowd, 'bring'>): void;
}

export async function telegramPhones(api: BotApi): Promise<TelegramPhones> {
  const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#7a9a58' } })
    .jpeg()
    .toBuffer();
  const updates = new Map<string, Update>();

  function send(chat: number, content: Parameters<Deliver>[2]['content']): Update {
    switch (content.kind) {
      case 'text':
        return api.say(chat, content.text);
      case 'start':
        return api.start(chat, content.code);
      case 'location':
        return api.send(chat, { location: { latitude: content.lat, longitude: content.lon } });
      case 'photo':
        return api.sendPhoto(chat, picture, content.caption);
      default:
        return api.send(chat, { sticker: { file_id: 'S1', emoji: '🙏' } });
    }
  }

  return {
    async deliver(address, messageId, { content }) {
      const key = `${address} ${messageId}`;
      const before = updates.get(key);
      if (before) api.repeat(before);
      else updates.set(key, send(Number(address), content));
    },
    connect(crowd) {
      api.onSent((message) => crowd.bring(String(message.chat), onScreen(message)));
    },
  };
}

/** What a person sees of a message: its text, and the labels to press or, in a long list, to type. */
function onScreen({ text, keyboard }: SentMessage): Seen {
  const buttons = keyboard.flat().filter((label) => /^\d+\. /.test(label));
  return { text, choices: buttons.length > 0 ? buttons : (text.match(/^\d+\. .+$/gm) ?? []) };
}
