import { type Content, hasWords, type Incoming, type unopened } from '../channel.ts';
import { imageOf } from '../image.ts';
import type { Addressed } from './addresses.ts';
import type { Message } from './client.ts';

/** Somebody's own message to us: no group, no status, no channel, nothing of ours, no notice of the network. */
export const isForUs = (message: Message): boolean =>
  isFromPerson(message) && !isSilent(message.type) && !isFinerCopy(message);

const isFromPerson = ({ fromMe, from, isStatus }: Message) =>
  !fromMe && /@(c\.us|lid)$/.test(from) && !isStatus;

/** A photo once more, in HD: it came before as itself. WhatsApp's protocol has 10 for the name. */
const isFinerCopy = (message: Message) =>
  /^(hd_image_dual_upload|10)$/i.test(String(rawOf(message).associationType));

/** Whether it is somebody's own message to us that could not be decrypted, so far. */
export const isUnopened = (message: Message): boolean =>
  isFromPerson(message) && message.type === 'ciphertext';

/** Of one that {@link isUnopened}: whether the phone keeps it from linked devices, as one that is to be seen once. */
export const isKeptFromUs = (message: Message): boolean => /_unavailable_fanout$/.test(subtypeOf(message));

const subtypeOf = (message: Message) => rawOf(message).subtype ?? '';

/** Word of a message that could not be opened, under an id of its own: it may be opened yet, and comes then as itself. */
export function toUnopened(message: Message, addressed: Addressed): Incoming {
  const { messageId, ...rest } = toIncoming(message, addressed);
  const what: (typeof unopened)[number] = /^view_once/.test(subtypeOf(message)) ? 'view-once' : 'unopened';
  return { ...rest, messageId: `unopened-${messageId}`, content: { kind: 'unsupported', what } };
}

/**
 * Kinds that say nothing: notices of calls, keys, changed numbers, pinned and kept messages; votes and reactions; what could
 * not be decrypted, of which {@link toUnopened} tells; and the frame of an album, whose pictures come as messages of their
 * own. Some are newer than the library.
 */
const silent = new Set<string>([
  'album',
  'call_log',
  'ciphertext',
  'comment',
  'debug',
  'gp2',
  'keep_in_chat',
  'kept_message',
  'notification',
  'notification_template',
  'pin_message',
  'pinned_message',
  'poll_update',
  'poll_vote',
  'protocol',
  'reaction',
  'reaction_enc',
  'revoked',
]);
const isSilent = (type: string) => silent.has(type) || /_(notification|notice)$/.test(type);

/** Kinds in which somebody pressed a button or chose from a list that a business had sent: its label is what they say. */
const pressed = new Set<string>(['buttons_response', 'list_response', 'template_button_reply']);

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
    sentAt: timeOf(message.timestamp * 1000),
    ...(quotedStanzaID ? { quotes: quotedStanzaID } : {}),
    content: contentOf(message),
  };
}

/**
 * An edited message: what it says now. Null for one of which the page has only learned more (a preview, the picture itself).
 * @param words its text or caption now
 */
export function toCorrection(message: Message, words: string, addressed: Addressed): Incoming | null {
  const { type, body } = message;
  const at = Number(message.latestEditSenderTimestampMs) || 0;
  if (!message.latestEditMsgKey && at === 0) return null;
  const now = type === 'chat' ? words : body;
  const { messageId, quotes: _quoted, content, sentAt, ...rest } = toIncoming(message, addressed);
  if (!hasWords(content)) return null;
  const stamp = at || Date.parse(sentAt);
  return {
    ...rest,
    messageId: `edit-${messageId}-${stamp}-${now.length}`,
    sentAt: timeOf(stamp),
    corrects: messageId,
    content: content.kind === 'text' ? { kind: 'text', text: now } : content,
  };
}

/** What says no time that there is counts as sent now. */
function timeOf(ms: number): string {
  const at = new Date(ms || Date.now());
  return (Number.isNaN(at.getTime()) ? new Date() : at).toISOString();
}

interface Raw {
  notifyName?: string;
  associationType?: string | number;
  subtype?: string;
  /** The bare id of the message it replies to. */
  quotedStanzaID?: string;
  mimetype?: string;
  filename?: string;
  size?: number;
  duration?: string | number;
  vcardFormattedName?: string;
}

/** What the page said of a message beyond what the library's own fields hold. */
const rawOf = (message: Message) => (message as unknown as { _data: Raw })._data;

function contentOf(message: Message): Content {
  const { type, body } = message;
  if (type === 'chat' || (pressed.has(type) && body)) return { kind: 'text', text: body };
  if (type === 'location') {
    const lat = degrees(message.location?.latitude);
    const lon = degrees(message.location?.longitude);
    const name = message.location?.name?.trim();
    return Number.isFinite(lat) && Number.isFinite(lon)
      ? { kind: 'location', lat, lon, ...(name ? { name } : {}) }
      : { kind: 'unsupported', what: 'location' };
  }
  if (type === 'vcard') return contact(body);
  if (!message.hasMedia) return { kind: 'unsupported', what: type };
  const { mimetype = '', filename, size, duration } = rawOf(message);
  const image = type === 'document' ? imageOf(mimetype, filename) : null;
  const mime = image ?? mimetype;
  const media = { id: message.id._serialized, mime, ...(size ? { bytes: size } : {}) };
  // Some phones send a file's name as its caption.
  const words = type === 'document' && body === filename ? '' : body;
  const caption = words ? { caption: words } : {};
  if (type === 'image' || image) return { kind: 'photo', media, ...caption };
  if (type === 'ptt' || type === 'audio') return { kind: 'voice', media, seconds: Number(duration) || 0 };
  return { kind: 'unsupported', what: type, ...caption };
}

/** NaN for what is not there, which by itself would count as 0. */
const degrees = (given: unknown) => (given === null || given === '' ? Number.NaN : Number(given));

/** A contact card: the number WhatsApp knows it by, or else the first one on it. */
function contact(card: string): Content {
  const phone = /waid=(\d+)/.exec(card)?.[1] ?? /^TEL[^:]*:(.+)$/m.exec(card)?.[1]?.replaceAll(/[^\d+]/g, '');
  return phone ? { kind: 'contact', phone } : { kind: 'unsupported', what: 'vcard' };
}
