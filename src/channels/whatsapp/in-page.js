// Runs inside WhatsApp's page, before its own scripts. Plain JavaScript, for it is sent there as text.
(() => {
  // Since July 2026 WhatsApp's build spells the property `_serialized` of its ids as `$1`, which the library
  // (1.34.7) does not know. When the library puts its helpers on the page, ids get back the spelling it reads.
  function mend(value, depth = 0) {
    if (!value || typeof value !== 'object' || depth > 6 || ArrayBuffer.isView(value)) return value;
    if (typeof value.$1 === 'string' && !Object.hasOwn(value, '_serialized')) value._serialized = value.$1;
    for (const key of Object.keys(value)) if (key !== 'body') mend(value[key], depth + 1);
    return value;
  }

  function readsBothWays(prototype) {
    if (!prototype || '_serialized' in prototype) return;
    Object.defineProperty(prototype, '_serialized', {
      configurable: true,
      get() {
        return this.$1 ?? this.toString();
      },
      set(value) {
        const own = { value, writable: true, enumerable: true, configurable: true };
        Object.defineProperty(this, '_serialized', own);
      },
    });
  }

  function mendIds() {
    const MsgKey = window.require('WAWebMsgKey');
    const wid = window.require('WAWebWidFactory').createWid('0@c.us');
    if (typeof wid._serialized !== 'string') readsBothWays(Object.getPrototypeOf(wid));
    const key = new MsgKey({ from: wid, to: wid, id: 'X', selfDir: 'out' });
    if (typeof key._serialized !== 'string') readsBothWays(MsgKey.prototype);
  }

  // The last step before a file leaves the page for the service: what is too large stays here.
  const largestFile = 20 * 1024 * 1024;
  const whole = (toText) => async (bytes) => {
    if (bytes.byteLength > largestFile) throw new Error('file is too big');
    return toText(bytes);
  };

  let helpers;
  Object.defineProperty(window, 'WWebJS', {
    configurable: true,
    get: () => helpers,
    set(given) {
      mendIds();
      helpers = new Proxy(given, {
        set(target, name, helper) {
          if (name === 'arrayBufferToBase64Async') {
            target[name] = whole(helper);
            return true;
          }
          const models = ['getMessageModel', 'getContactModel', 'getChatModel'].includes(name);
          target[name] = models
            ? (...args) => {
                const model = helper(...args);
                return model instanceof Promise ? model.then(mend) : mend(model);
              }
            : helper;
          return true;
        },
      });
    },
  });

  const idText = (id) => id._serialized ?? id.$1 ?? String(id);
  const socket = () => window.require('WAWebSocketModel').Socket;

  // What the channel asks of the page beside the library.
  window.rembuk = {
    /** How the page stands, in one look. */
    look: () => ({
      state: socket().state,
      synced: socket().hasSynced === true,
      injected: window.WWebJS !== undefined,
    }),
    /** The library's own listener, called when it came too late to hear that the sync had ended. */
    nudge: () => window.onAppStateHasSyncedEvent(),
    /** When WhatsApp's server answered, by its own clock. */
    date: async () => (await fetch('/', { method: 'HEAD', cache: 'no-store' })).headers.get('date'),
    refreshQr: () => window.require('WAWebLaunchSocketUtils').refreshQR(),
    /** Chats of single people that hold something unread or something newer than `since` (seconds). */
    recent: (since) =>
      window
        .require('WAWebCollections')
        .Chat.getModelsArray()
        .filter(
          (chat) => /@(c\.us|lid)$/.test(idText(chat.id)) && (chat.unreadCount !== 0 || chat.t >= since),
        )
        .map((chat) => ({ id: idText(chat.id), unread: Math.max(0, chat.unreadCount) })),
    /** Chats of single people that hold something unread, and whose newest came between two instants (seconds). */
    unread: (from, until) =>
      window
        .require('WAWebCollections')
        .Chat.getModelsArray()
        .filter(
          (chat) =>
            /@(c\.us|lid)$/.test(idText(chat.id)) &&
            chat.unreadCount > 0 &&
            chat.t >= from &&
            chat.t <= until,
        )
        .map((chat) => idText(chat.id)),
    /** Ids of the messages that the page holds of a chat, in its own order. */
    order: (chat) =>
      window
        .require('WAWebCollections')
        .Chat.get(window.require('WAWebWidFactory').createWid(chat))
        .msgs.getModelsArray()
        .map((message) => message.id.id),
    /** How far what we sent has come, as far as the page knows; `since` in seconds. */
    acks: (since) =>
      window
        .require('WAWebCollections')
        .Msg.getModelsArray()
        .filter((message) => message.id.fromMe && message.t >= since && message.ack > 0)
        .map((message) => ({ id: message.id.id, chat: idText(message.id.remote), ack: message.ack })),
  };
})();
