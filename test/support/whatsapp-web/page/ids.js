// Ids of people and messages. Since July 2026 WhatsApp's own build spells `_serialized` as `$1`; a test chooses.

export const spelling = document.documentElement.dataset.ids === 'renamed' ? '$1' : '_serialized';
export const keyOf = (id) => id?.[spelling];

class Wid {
  constructor(user, server) {
    this.user = user;
    this.server = server;
    this[spelling] = `${user}@${server}`;
  }
  isLid() {
    return this.server === 'lid';
  }
  isUser() {
    return this.server === 'c.us' || this.isLid();
  }
  isGroup() {
    return this.server === 'g.us';
  }
  isStatus() {
    return this[spelling] === 'status@broadcast';
  }
  isBroadcast() {
    return this.server === 'broadcast';
  }
  isNewsletter() {
    return this.server === 'newsletter';
  }
  equals(other) {
    return keyOf(other) === this[spelling];
  }
  toJid() {
    return this[spelling].replace('c.us', 's.whatsapp.net');
  }
  toString() {
    return this[spelling];
  }
}

export function createWid(given) {
  if (given instanceof Wid) return given;
  const text = typeof given === 'string' ? given : keyOf(given);
  const [, user, server] = /^([^@]+)@([a-z.]+)$/.exec(text ?? '') ?? [];
  if (!user) throw new Error(`wid error: invalid wid ${JSON.stringify(given)}`);
  return new Wid(user, server === 's.whatsapp.net' ? 'c.us' : server);
}

export class MsgKey {
  constructor({
    from,
    to,
    id,
    participant,
    selfDir,
    fromMe = selfDir === 'out',
    remote = fromMe ? to : from,
  }) {
    this.fromMe = fromMe;
    this.remote = remote;
    this.id = id;
    if (participant) this.participant = participant;
    this[spelling] = [fromMe, remote, id, ...(participant ? [participant] : [])].join('_');
  }
  static async newId() {
    const random = [...crypto.getRandomValues(new Uint8Array(9))];
    return `3EB0${random.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
  }
  toString() {
    return this[spelling];
  }
}
