import { setTimeout as sleep } from 'node:timers/promises';
import type whatsapp from 'whatsapp-web.js';
import { type Attachment, type Outgoing, SendError, type Sent } from '../channel.ts';
import { type AddressBook, toWid } from './addresses.ts';
import { type Client, loadLibrary, sentence, within } from './client.ts';
import { toTexts } from './outgoing.ts';
import type { Timings } from './settings.ts';

/** How soon to try again when nothing was sent. */
const againMs = 2_000;

/** Nothing was sent. */
export const later = (reason: string): SendError =>
  new SendError({ kind: 'later', retryAfterMs: againMs, reason });

/** It may have been sent. */
const uncertain = (error: unknown): SendError =>
  new SendError({ kind: 'later', retryAfterMs: againMs, reason: sentence(error), uncertain: true });

/** Sends one message, typing first, and resolves to its last part. @throws SendError */
export async function sendMessage(
  client: Client,
  book: AddressBook,
  timings: Timings,
  address: string,
  message: Outgoing,
): Promise<Sent> {
  const wid = toWid(address);
  const texts = toTexts(message);
  await before(async () => {
    const there = await within(book.isOnWhatsApp(address), timings.send);
    if (!there) throw new SendError({ kind: 'unreachable', reason: 'not on WhatsApp' });
    await type(client, wid, texts.join(''), timings);
  });
  const contents = [...(message.attachment ? [await toFile(message.attachment)] : []), ...texts];
  let sent: Sent = { messageId: '' };
  for (const [index, content] of contents.entries()) {
    sent = await put(client, wid, content, timings.send).catch((error) => {
      // A part of it is there already, so the whole is no longer one that certainly was not sent.
      throw index > 0 ? uncertain(error) : error;
    });
  }
  return sent;
}

async function toFile({ mime, bytes, name }: Attachment): Promise<whatsapp.MessageMedia> {
  const { MessageMedia } = await loadLibrary();
  return new MessageMedia(mime, bytes.toString('base64'), name);
}

/** What is done before the first message leaves: a fault here means that nothing was sent. */
async function before(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof SendError) throw error;
    // WhatsApp's own words for a number that is not there; the library passes them on.
    if (/No LID for user/.test(String(error)))
      throw new SendError({ kind: 'unreachable', reason: 'not on WhatsApp' });
    throw later(sentence(error));
  }
}

async function type(client: Client, wid: string, text: string, timings: Timings): Promise<void> {
  const { typingPerCharacter, longestTyping, send } = timings;
  const chat = await within(client.getChatById(wid), send);
  await within(chat.sendStateTyping(), send);
  await sleep(Math.min(text.length * typingPerCharacter, longestTyping));
}

async function put(
  client: Client,
  wid: string,
  content: string | whatsapp.MessageMedia,
  withinMs: number,
): Promise<Sent> {
  const options = {
    linkPreview: false,
    // Blue ticks are given when a message is safe in the inbox, not when something is sent.
    sendSeen: false,
    waitUntilMsgSent: true,
    ...(typeof content === 'string' ? {} : { sendMediaAsDocument: true }),
  };
  const sent = await within(client.sendMessage(wid, content, options), withinMs).catch((error) => {
    throw uncertain(error);
  });
  if (!sent) throw later('the page has no such chat');
  if (sent.ack < 0) throw later('WhatsApp did not take it');
  return { messageId: sent.id.id, at: new Date(sent.timestamp * 1000) };
}
