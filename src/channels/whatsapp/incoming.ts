import type { Content, Incoming } from '../channel.ts';
import type { Addressed } from './addresses.ts';
import type { Message } from './client.ts';

/** Somebody's own message to us: no group, no status, no channel, nothing of ours, no notice of the network. */
export function isForUs(message: Message): boolean {
  return (
    !message.fromMe && /@(c\.us|lid)$/.test(message.from) && !message.isStatus && !silent.has(message.type)
  );
}

/** Kinds that say nothing: notices of calls, keys and changed numbers, and what could not be decrypted. */
const silent = new Set<string>([
  'e2e_notification',
  'notification',
  'notification_template',
  'gp2',
  'broadcast_notification',
  'call_log',
  'protocol',
  'ciphertext',
  'revoked',
  'reaction',
]);

/**
 * A message as the inbox takes it. Its id is the bare one, for the library's long id holds the sender's number or lid, and
 * which of the two may change; the inbox binds it with its sender. A file's is the long one.
 */
export function toIncoming(message: Message, { address, alias }: Addressed): Incoming {
  const { notifyName, quotedStanzaID } = rawOf(message);
  return {
    channel: 'whatsapp',
    messageId: message.id.id,
    address,
    ...(alias ? { alias } : {}),
    ...(notifyName ? { senderName: notifyName } : {}),
    sentAt: new Date(message.timestamp * 1000).toISOString(),
    ...(quotedStanzaID ? { quotes: quotedStanzaID } : {}),
    content: contentOf(message),
  };
}

interface Raw {
  notifyName?: string;
  /** The bare id of the message it replies to. */
  quotedStanzaID?: string;
  mimetype?: string;
  size?: number;
  duration?: string | number;
  vcardFormattedName?: string;
}

/** What the page said of a message beyond what the library's own fields hold. */
const rawOf = (message: Message) => (message as unknown as { _data: Raw })._data;

function contentOf(message: Message): Content {
  const { type, body } = message;
  if (type === 'chat') return { kind: 'text', text: body };
  if (type === 'location') {
    const lat = Number(message.location?.latitude);
    const lon = Number(message.location?.longitude);
    return Number.isFinite(lat) && Number.isFinite(lon)
      ? { kind: 'location', lat, lon }
      : { kind: 'unsupported', what: 'location' };
  }
  if (type === 'vcard') return contact(body);
  if (!message.hasMedia) return { kind: 'unsupported', what: type };
  const { mimetype = '', size, duration } = rawOf(message);
  const media = { id: message.id._serialized, mime: mimetype, ...(size ? { bytes: size } : {}) };
  if (type === 'image' || (type === 'document' && mimetype.startsWith('image/')))
    return { kind: 'photo', media, ...(body ? { caption: body } : {}) };
  if (type === 'ptt' || type === 'audio') return { kind: 'voice', media, seconds: Number(duration) || 0 };
  return { kind: 'unsupported', what: type };
}

/** A contact card: the number WhatsApp knows it by, or else the first one on it. */
function contact(card: string): Content {
  const phone = /waid=(\d+)/.exec(card)?.[1] ?? /^TEL[^:]*:(.+)$/m.exec(card)?.[1]?.replaceAll(/[^\d+]/g, '');
  return phone ? { kind: 'contact', phone } : { kind: 'unsupported', what: 'vcard' };
}
