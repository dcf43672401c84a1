// What the page knows: itself, messages, chats and contacts.
import { createWid, keyOf, MsgKey } from './ids.js';
import { Collection, Emitter, Model } from './models.js';
import { ask, session, tell } from './network.js';

export const me = { phone: undefined, lid: undefined };
/** Which lid a phone has and the other way round, as strings. The page knows only those it was told of. */
export const lidOf = new Map();
export const phoneOf = new Map();

export function learn(phone, lid) {
  lidOf.set(phone, lid);
  phoneOf.set(lid, phone);
}

class MsgModel extends Model {
  unsafe() {
    return this;
  }
  async downloadMedia() {
    this.mediaData.mediaStage = 'RESOLVED';
  }
  avParams() {
    return {};
  }
}

class ChatModel extends Model {
  constructor(attributes) {
    super({
      unreadCount: 0,
      archive: false,
      t: 0,
      isReadOnly: false,
      mute: { expiration: 0 },
      ...attributes,
    });
    // Not enumerable, for a chat is sent out of the page whole.
    Object.defineProperty(this, 'msgs', { value: new Collection(keyOf, MsgModel), enumerable: false });
  }
  get formattedTitle() {
    return this.name ?? this.id.user;
  }
}

export const Msg = Object.assign(new Collection(keyOf, MsgModel), {
  getMessagesById: async (ids) => ({ messages: ids.map((id) => Msg.get(id)).filter(Boolean) }),
});
export const Chat = new Collection(keyOf, ChatModel);
export const Contact = new Collection(keyOf);
Contact.find = async (id) => Contact.get(createWid(id)) ?? Contact.add({ id: createWid(id), type: 'in' });

export const Socket = Object.assign(new Model({ state: 'OPENING', hasSynced: false }), {
  logout: async () => {
    await ask('logout');
    await leave('user_initiated');
  },
  takeover: () => tell('takeover'),
  reconnect: () => {},
});
export const Conn = new Model({ ref: undefined, pushname: undefined, platform: 'android', wid: undefined });
export const Cmd = Object.assign(new Emitter(), { openChatBottom() {} });

/** What the real page does at a logout: forgets the session, says so, and goes to its first page. */
export async function leave(reason) {
  await session.clear();
  Cmd.trigger('logout_from_bridge');
  setTimeout(() => location.assign(`/?post_logout=1&logout_reason=${reason}`), 50);
}

export function chatOf(wid) {
  const group = wid.isGroup() ? { groupMetadata: new Model({ id: wid, participants: [] }) } : {};
  return Chat.get(wid) ?? Chat.add({ id: wid, name: Contact.get(wid)?.pushname, ...group });
}

/** A message as the wire carries it becomes one of the page. `isNew` makes the library hear of it. */
export function putMessage(wire, isNew) {
  const { chat, id, fromMe, author, from, to, ...rest } = wire;
  const participant = author ? createWid(author) : undefined;
  const message = new MsgModel({
    ...rest,
    id: new MsgKey({ fromMe, remote: createWid(chat), id, participant }),
    from: createWid(from),
    to: createWid(to),
    ...(participant ? { author: participant } : {}),
    ...(rest.directPath ? { mediaData: { mediaStage: 'RESOLVED' } } : {}),
    isNewMsg: isNew,
  });
  const home = chatOf(message.id.remote);
  home.msgs.add(message);
  home.set({ t: message.t, ...(isNew && !fromMe ? { unreadCount: home.unreadCount + 1 } : {}) });
  Msg.add(message);
}
