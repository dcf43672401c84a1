import { channelOf, networkAddress } from '../../src/channels/address.ts';
import type { Seen } from '../../src/demo/reading.ts';
import type { BotApi } from '../support/bot-api/server.ts';
import { telegramPhones } from '../support/telegram-phones.ts';
import type { Sent, WhatsAppWeb } from '../support/whatsapp-web/server.ts';
import type { People, Say } from './people.ts';

/** Phones on both networks, by the addresses that the service knows them by. */
export interface Phones {
  say: Say;
  connect(people: People): void;
  close(): void;
}

const lookEveryMs = 20;

/** @param web null where nobody uses WhatsApp */
export async function openPhones(api: BotApi, web: WhatsAppWeb | null): Promise<Phones> {
  const telegram = await telegramPhones(api);
  let said = 0;
  let looking: NodeJS.Timeout | undefined;
  return {
    say(address, text) {
      said += 1;
      const network = networkAddress(address);
      if (channelOf(address) === 'whatsapp') web?.incoming(network, text);
      else void telegram.deliver(network, String(said), { content: { kind: 'text', text } });
    },
    connect(people) {
      telegram.connect({ bring: (chat, seen) => people.bring(`telegram:${chat}`, seen) });
      let read = 0;
      looking = setInterval(() => {
        for (const sent of web?.sent.slice(read) ?? [])
          people.bring(`whatsapp:${sent.chat.split('@')[0]}`, onScreen(sent));
        read = web?.sent.length ?? 0;
      }, lookEveryMs);
    },
    close: () => clearInterval(looking),
  };
}

/** WhatsApp has no buttons: choices are numbered lines, whose stars are not shown. */
function onScreen({ body = '' }: Sent): Seen {
  const text = body.replaceAll('*', '');
  return {
    text,
    choices:
      text
        .split('\n\n')
        .at(-1)
        ?.match(/^\d+\. .+$/gm) ?? [],
  };
}
