import type { Message, Update } from 'telegraf/types';
import { type Content, hasWords, type Incoming } from '../channel.ts';
import { imageOf } from '../image.ts';
import { richWords } from './rich-words.ts';

/** The updates that are asked for; all else Telegram keeps to itself. */
export const wantedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

/** What somebody does to the bot in their chat with it. */
const changes: ReadonlyMap<string, Content> = new Map([
  ['kicked', { kind: 'blocked' }],
  ['member', { kind: 'blocked', lifted: true }],
]);

/** An update as the inbox takes it, or null for what is no word of a person to the bot (groups, channels, joins). */
export function toIncoming(update: Update): Incoming | null {
  if ('message' in update) return fromMessage(update.message);
  if ('edited_message' in update) return fromEdit(update.edited_message, update.update_id);
  if ('callback_query' in update) {
    const query = update.callback_query;
    if (!('data' in query) || query.message?.chat.type !== 'private') return null;
    const content: Content = { kind: 'choice', value: query.data };
    const pressed = incoming(
      query.message.chat.id,
      `cb-${query.id}`,
      Math.floor(Date.now() / 1000),
      nameOf(query.from),
      content,
    );
    return { ...pressed, quotes: String(query.message.message_id) };
  }
  if ('my_chat_member' in update) {
    const { chat, date, new_chat_member: member, from } = update.my_chat_member;
    const change = changes.get(member.status);
    if (chat.type !== 'private' || !change) return null;
    return incoming(chat.id, `member-${update.update_id}`, date, nameOf(from), change);
  }
  return null;
}

/**
 * An edited message: what it says now. A location that is shared live is edited by itself, over and over, and says nothing;
 * the place is where they were when they sent it.
 */
function fromEdit(message: Message, updateId: number): Incoming | null {
  const edited = fromMessage(message);
  if (!edited || !hasWords(edited.content) || !('edit_date' in message)) return null;
  const { order: _place, quotes: _quoted, messageId, ...rest } = edited;
  const at = new Date((message.edit_date ?? message.date) * 1000);
  return { ...rest, messageId: `edit-${updateId}`, sentAt: at.toISOString(), corrects: messageId };
}

function fromMessage(message: Message): Incoming | null {
  // A webhook's call may be anything that has an id.
  if (message.chat?.type !== 'private') return null;
  // Since Bot API 10.0 bots may write to bots, and two that answer each other never end.
  if ('from' in message && message.from?.is_bot) return null;
  const content = contentOf(message);
  if (!content) return null;
  const id = `${message.chat.id}-${message.message_id}`;
  const name = 'from' in message ? nameOf(message.from) : '';
  const quoted = 'reply_to_message' in message ? message.reply_to_message?.message_id : undefined;
  return {
    ...incoming(message.chat.id, id, message.date, name, content),
    // The ids of a private chat rise over both directions.
    order: message.message_id,
    ...(quoted === undefined ? {} : { quotes: String(quoted) }),
  };
}

function incoming(
  chat: number,
  messageId: string,
  date: number,
  senderName: string,
  content: Content,
): Incoming {
  const sentAt = new Date(date * 1000).toISOString();
  return { channel: 'telegram', messageId, address: String(chat), senderName, sentAt, content };
}

const nameOf = (from?: { first_name: string; last_name?: string }) =>
  [from?.first_name, from?.last_name].filter(Boolean).join(' ');

function contentOf(message: Message): Content | null {
  const text =
    'text' in message ? message.text : 'rich_message' in message ? richWords(message.rich_message) : '';
  if (text) {
    const start = /^\/start(?:@\w+)?(?:\s+(\S+))?\s*$/.exec(text);
    if (start) return start[1] ? { kind: 'start', code: start[1] } : { kind: 'start' };
    return { kind: 'text', text };
  }
  if ('location' in message) {
    const { latitude: lat, longitude: lon } = message.location;
    const name = 'venue' in message ? message.venue.title.trim() : '';
    return { kind: 'location', lat, lon, ...(name ? { name } : {}) };
  }
  if ('contact' in message) return { kind: 'contact', phone: message.contact.phone_number };
  if ('photo' in message) {
    const largest = message.photo.at(-1);
    return largest ? photo(largest.file_id, 'image/jpeg', largest.file_size, message.caption) : null;
  }
  if ('document' in message) {
    const { file_id: id, mime_type: mime, file_name: name, file_size: bytes } = message.document;
    const image = imageOf(mime, name);
    if (image) return photo(id, image, bytes, message.caption);
  }
  const voice = 'voice' in message ? message.voice : 'audio' in message ? message.audio : null;
  // What is written beneath a sound says it too, and can be read: it is taken as with a film.
  if (voice && !('caption' in message)) {
    const media = {
      id: voice.file_id,
      mime: voice.mime_type ?? 'audio/ogg',
      ...(voice.file_size ? { bytes: voice.file_size } : {}),
    };
    return { kind: 'voice', media, seconds: voice.duration };
  }
  return unsupported(message);
}

function photo(id: string, mime: string, bytes?: number, caption?: string): Content {
  return { kind: 'photo', media: { id, mime, ...(bytes ? { bytes } : {}) }, ...(caption ? { caption } : {}) };
}

/** Those that a question tells apart, or an engineer wants to see by name; whatever else somebody sends is `other`. */
const kinds = [
  'sticker',
  'video',
  'video_note',
  'animation',
  'document',
  'audio',
  'voice',
  'poll',
  'dice',
  'game',
  'story',
  'checklist',
  'paid_media',
  'rich_message',
] as const;

/**
 * Notices of Telegram itself, by the beginning of their field; as of Bot API 10.2. All else is sent by a person: what
 * Telegram lets people send next year is to be answered, not passed over in silence.
 */
const notices =
  /^(?:new_chat_|left_chat_|delete_chat_|chat_(?:background|owner|shared)|(?:super)?group_chat_|channel_chat_|message_auto_delete_|migrate_|pinned_message|(?:successful|refunded)_payment|users?_shared|connected_website|write_access_|passport_data|proximity_alert_|boost_added|checklist_tasks_|(?:direct|paid)_message_price_|(?:general_)?forum_topic_|giveaway_c|video_chat_|voice_chat_|suggested_post_(?!info)|(?:unique_)?gift|web_app_data|managed_bot_|poll_option_)/;

/** Something a person sent that no question takes; a notice (a pinned message, a new title) is nothing. */
function unsupported(message: Message): Content | null {
  if (Object.keys(message).some((field) => notices.test(field))) return null;
  const what = kinds.find((kind) => kind in message) ?? 'other';
  const caption = 'caption' in message ? message.caption : undefined;
  return { kind: 'unsupported', what, ...(caption ? { caption } : {}) };
}
