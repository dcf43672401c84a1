import { memoryPeople, whatsAppAgainst } from '../support/whatsapp-channel.ts';
import { startWhatsAppWeb } from '../support/whatsapp-web/server.ts';
import { type ContractHarness, channelContract, type NetworkFault, type Sent } from './contract.ts';

const number = '6281234567890';

/** The real whatsapp-web.js in a real Chromium, on a page of the test's own. */
async function open(): Promise<ContractHarness> {
  const web = await startWhatsAppWeb();
  web.behaviour.linkAtOnce = true;
  web.addPerson(number, { name: 'Siti' });
  const people = memoryPeople();
  const { channel, remove } = await whatsAppAgainst(web, {
    people,
    timings: { send: 2_500, pageAnswers: 30_000 },
  });
  const shown = () => web.sent.map(({ body = '' }) => ({ text: body, buttons: [] }));
  let last = '';

  function send(sent: Sent): string {
    switch (sent.kind) {
      case 'text':
        return web.incoming(number, sent.text);
      case 'press': {
        const lines = shown().flatMap(({ text }) => text.split('\n'));
        const line = lines.find((one) => one.includes(sent.label)) ?? '';
        return web.incoming(number, /\d+/.exec(line)?.[0] ?? 'not shown');
      }
      case 'location':
        return web.incoming(number, '', { type: 'location', lat: sent.lat, lng: sent.lon });
      case 'photo':
        return web.incomingFile(number, sent.bytes, 'image/jpeg', {
          caption: sent.caption,
          ...(sent.claims ? { size: sent.claims } : {}),
        });
      case 'voice':
        return web.incomingFile(number, sent.bytes, 'audio/ogg; codecs=opus', { duration: sent.seconds });
      case 'contact': {
        const digits = sent.phone.replace('+', '');
        const card = `BEGIN:VCARD\nVERSION:3.0\nFN:Orang\nTEL;type=CELL;waid=${digits}:${sent.phone}\nEND:VCARD`;
        return web.incoming(number, card, { type: 'vcard' });
      }
      case 'sticker':
        return web.incomingFile(number, Buffer.from('webp'), 'image/webp', { type: 'sticker' });
    }
  }

  const faults: Record<NetworkFault, () => void> = {
    later: () => {
      web.behaviour.failSends = 1;
    },
    broken: () => {
      web.behaviour.swallowSends = 1;
    },
    refused: () => {
      throw new Error('WhatsApp has no word for it');
    },
    // The number is given up: nobody knows it any more, neither WhatsApp nor we.
    unreachable: () => {
      web.people.clear();
      people.all.length = 0;
    },
  };

  return {
    channel,
    address: number,
    says(sent) {
      last = send(sent);
    },
    edits: (words) => web.edit(last, words),
    bringsAgain: () => web.repeat(last),
    shown,
    failNext: (fault) => faults[fault](),
    isConnected: web.online,
    network: {
      async takeAway() {
        web.behaviour.away = true;
        web.cut();
      },
      async bringBack() {
        web.behaviour.away = false;
      },
    },
    async close() {
      await remove();
      await web.close();
    },
  };
}

channelContract('whatsapp', open, { canBeLost: true, neverRefuses: true, patienceMs: 45_000 });
