import { type MediaRef, SendError } from '../channel.ts';
import { largestFile, tooBig } from '../largest-file.ts';
import { type Client, sentence, within } from './client.ts';
import { later } from './sending.ts';

const fetchedWithinMs = 60_000;

/** Fetches a picture or sound that somebody sent. @throws SendError */
export async function download(client: Client, media: MediaRef): Promise<Buffer> {
  if ((media.bytes ?? 0) > largestFile) throw tooBig();
  try {
    return await within(fetch(client, media.id), fetchedWithinMs);
  } catch (error) {
    throw error instanceof SendError ? error : later(sentence(error));
  }
}

async function fetch(client: Client, id: string): Promise<Buffer> {
  const message = await client.getMessageById(id).catch((error) => {
    throw /Invalid serialized message id/.test(String(error)) ? refused('no such message') : error;
  });
  if (!message) throw refused('the message is gone');
  // The size that the network tells is the sender's word: a larger file is stopped in the page, by in-page.js.
  const file = await message.downloadMedia().catch((error) => {
    throw /file is too big/.test(String(error)) ? tooBig() : error;
  });
  // Null: the phone has been asked to upload it again. Undefined: WhatsApp has it no more.
  if (file === null) throw later('the phone uploads it again');
  if (!file?.data) throw refused('the file is gone');
  const bytes = Buffer.from(file.data, 'base64');
  if (bytes.length > largestFile) throw tooBig();
  return bytes;
}

const refused = (reason: string) => new SendError({ kind: 'refused', reason });
