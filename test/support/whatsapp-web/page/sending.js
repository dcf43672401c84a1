// How the page sends: text, chat states and files.
import { Msg } from './collections.js';
import { Model } from './models.js';
import { ask, tell } from './network.js';

/** The library awaits two promises: the message is shown; the message is at the server. */
export function addAndSendMsgToChat(chat, given) {
  const message = new Msg.modelClass(given);
  const shown = Promise.resolve().then(() => {
    Msg.add(message);
    chat.msgs.add(message);
    chat.set({ t: message.t });
    return message;
  });
  const sent = shown.then(async () => {
    const { type, body, caption, filename, directPath } = message;
    const wire = {
      type,
      body,
      caption,
      filename,
      directPath,
      id: message.id.id,
      chat: String(message.id.remote),
    };
    const { error, t } = await ask('send', { message: wire });
    message.set(error ? { ack: -1 } : { ack: 1, t });
    return { messageSendResult: error ? 'ERROR_UNKNOWN' : 'OK' };
  });
  return [shown, sent];
}

export const chatState = {
  sendChatStateComposing: async (wid) => tell('chatstate', { chat: String(wid), state: 'typing' }),
  sendChatStateRecording: async () => {},
  sendChatStatePaused: async (wid) => tell('chatstate', { chat: String(wid), state: 'paused' }),
};

export async function sendSeen({ chat }) {
  chat.set({ unreadCount: 0 });
  tell('seen', { chat: String(chat.id) });
}

const base64 = async (blob) => {
  let text = '';
  for (const byte of new Uint8Array(await blob.arrayBuffer())) text += String.fromCharCode(byte);
  return btoa(text);
};

export class OpaqueData {
  constructor(blob) {
    this.blob = blob;
  }
  static createFromData = async (blob) => new OpaqueData(blob);
  url() {
    return 'blob:here';
  }
  formData() {
    return this.blob;
  }
  autorelease() {}
}

class MediaData extends Model {
  toJSON() {
    const { mediaBlob, ...rest } = this.serialize();
    return rest;
  }
}

const mediaObjects = new Map();
export const getOrCreateMediaObject = (filehash) => mediaObjects.get(filehash);

export const prepRawMedia = (data, { asDocument }) => ({
  waitForPrep: async () => {
    const { blob } = data;
    const type = asDocument ? 'document' : (/^(image|video|audio)\//.exec(blob.type)?.[1] ?? 'document');
    const hash = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
    const filehash = btoa(String.fromCharCode(...new Uint8Array(hash)));
    mediaObjects.set(filehash, { filehash, type, size: blob.size, contentInfo: {}, blob, consolidate() {} });
    const { name: filename, size, type: mimetype } = blob;
    return new MediaData({ filehash, type, mimetype, mediaBlob: data, filename, size });
  },
});

export async function uploadMedia({ mediaObject, mimetype }) {
  const { directPath } = await ask('upload', { data: await base64(mediaObject.blob), mimetype });
  const keys = { mediaKey: 'k', encFilehash: 'e', uploadHash: 'u', mediaKeyTimestamp: 1 };
  return { mediaEntry: { ...keys, mmsUrl: directPath, deprecatedMms3Url: directPath, directPath } };
}

export async function downloadAndMaybeDecrypt({ directPath }) {
  const answer = await fetch(directPath);
  if (!answer.ok) throw Object.assign(new Error('media gone'), { status: answer.status });
  return answer.arrayBuffer();
}
