// A page that stands where web.whatsapp.com stands: for whatsapp-web.js it is WhatsApp's own.
import { Cmd, Conn, Contact, chatOf, learn, leave, Msg, me, putMessage, Socket } from './collections.js';
import { createWid } from './ids.js';
import { reportTo } from './models.js';
import { modules } from './modules.js';
import { connect, session, tell } from './network.js';

const report = (kind, detail) => tell('report', { kind, detail });
reportTo(report);

const hear = {
  state: ({ state }) => Socket.set({ state }),
  qr({ ref }) {
    Conn.set({ ref });
    Socket.set({ state: 'UNPAIRED' });
  },
  async paired({ device, account, contacts, chats, quietSync }) {
    await session.set(device);
    me.phone = createWid(account.phone);
    me.lid = createWid(account.lid);
    Conn.set({ wid: me.phone, pushname: account.name });
    for (const { phone, lid, name, told } of contacts) {
      if (told) learn(phone, lid);
      Contact.add({ id: createWid(told ? phone : lid), pushname: name, type: 'in' });
    }
    for (const { id, unread, messages } of chats) {
      for (const message of messages) if (!Msg.get(keyIn(id, message))) putMessage(message, false);
      chatOf(createWid(id)).unreadCount = unread;
    }
    Socket.set({ state: 'CONNECTED' });
    Cmd.trigger('offline_progress_update_from_bridge');
    // `quietSync`: the sync ends before anybody listens, which on slow days happens with the real page.
    if (quietSync) Socket.hasSynced = true;
    else setTimeout(() => Socket.set({ hasSynced: true }), 50);
  },
  message: ({ message }) => putMessage(message, true),
  /** A page that says it is connected, and tells the library of nothing. */
  untold({ message }) {
    putMessage(message, false);
    const home = chatOf(createWid(message.chat));
    home.set({ unreadCount: home.unreadCount + 1 });
  },
  ack({ id, ack }) {
    const message = Msg.getModelsArray().find((one) => one.id.fromMe && one.id.id === id);
    message?.set({ ack });
  },
  changed({ message: { id, body, caption, latestEditSenderTimestampMs, latestEditMsgKey, unreadable } }) {
    const message = Msg.getModelsArray().find((one) => one.id.id === id && !one.id.fromMe);
    // As on the real page: what is told of the edit is there before the text changes.
    Object.assign(message ?? {}, { latestEditSenderTimestampMs, latestEditMsgKey, unreadable });
    message?.set({ ...(body === undefined ? {} : { body }), ...(caption === undefined ? {} : { caption }) });
  },
  /** The phone has sent once more what could not be decrypted. */
  opened({ message: { id, type, body } }) {
    Msg.getModelsArray()
      .find((one) => one.id.id === id)
      ?.set({ body, type });
  },
  'logged-out': ({ reason }) => leave(reason),
  reload: () => location.reload(),
  hang() {
    for (;;) {
      // A page that hangs: nothing in it answers any more.
    }
  },
};

const keyIn = (chat, { id, fromMe }) => `${fromMe}_${chat}_${id}`;

window.require = (name) => {
  if (name in modules) return modules[name];
  report('missing-module', name);
  throw new Error(`Requiring unknown module "${name}"`);
};
window.Debug = { VERSION: '2.3000.1099999999' };

connect(
  (message) => hear[message.type](message),
  () => {
    if (Socket.state === 'CONNECTED') Socket.set({ state: 'TIMEOUT' });
  },
);
