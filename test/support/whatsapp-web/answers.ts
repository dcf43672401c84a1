import type { Sent, WhatsAppWeb } from './server.ts';

/** What the page says to its server. `ask` wants an answer under the same number. */
export type Heard = { ask?: number } & (
  | { type: 'hello'; device?: string }
  | { type: 'refresh-qr' | 'logout' | 'takeover' }
  | { type: 'report'; kind: string; detail: string }
  | { type: 'pairing-code'; phone: string }
  | { type: 'exists'; wid: string }
  | { type: 'send'; message: Sent }
  | { type: 'seen' | 'chatstate'; chat: string }
  | { type: 'upload'; data: string; mimetype: string }
);

/** What WhatsApp's servers do with one call of the page, and answer. Null: they never do. */
export function answer(heard: Heard, web: WhatsAppWeb): Record<string, unknown> | null {
  switch (heard.type) {
    case 'report':
      web.reports.push({ kind: heard.kind, detail: heard.detail });
      return {};
    case 'pairing-code': {
      const { refusePairing } = web.behaviour;
      if (refusePairing) return { error: refusePairing };
      web.pairingCodes.push({ phone: heard.phone, code: 'ABCD1234' });
      return { code: 'ABCD1234' };
    }
    case 'exists':
      return exists(heard.wid, web);
    case 'send':
      return send(heard.message, web);
    case 'seen': {
      const chat = web.chats.get(heard.chat);
      if (chat) chat.unread = 0;
      web.seen.push(heard.chat);
      return {};
    }
    case 'chatstate':
      web.typed.push(heard.chat);
      return {};
    case 'upload':
      return { directPath: web.keepFile(Buffer.from(heard.data, 'base64'), heard.mimetype) };
    case 'logout':
      web.devices.clear();
      return {};
    default:
      return {};
  }
}

function exists(wid: string, web: WhatsAppWeb): Record<string, unknown> {
  web.queries.push(wid);
  if (web.behaviour.failQueries > 0) {
    web.behaviour.failQueries -= 1;
    return { error: 503 };
  }
  const person = web.find(wid);
  if (!person) return { exists: false };
  const { phone, lid, hidden } = person;
  return hidden ? { exists: true } : { exists: true, phone, lid };
}

/** What WhatsApp's clock shows, in seconds since 1970. */
export const timeOf = ({ behaviour }: WhatsAppWeb): number =>
  Math.floor(Date.now() / 1000) + behaviour.clockAheadS;

function send(message: Sent, web: WhatsAppWeb): Record<string, unknown> | null {
  if (web.behaviour.swallowSends > 0) {
    web.behaviour.swallowSends -= 1;
    return null;
  }
  if (web.behaviour.failSends > 0) {
    web.behaviour.failSends -= 1;
    return { error: 479 };
  }
  const { account } = web;
  const t = timeOf(web);
  web.sent.push(message);
  const from = message.chat.endsWith('@lid') ? account.lid : account.phone;
  web.keep({ ...message, from, to: message.chat, fromMe: true, t, ack: 1 }, false);
  return { t, id: message.id };
}
