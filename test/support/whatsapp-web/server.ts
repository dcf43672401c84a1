import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import { answer, type Heard, timeOf } from './answers.ts';
import { selfSigned } from './certificate.ts';
import { createPhone, newId, type Phone, type WireMessage } from './phone.ts';

const pageFolder = join(import.meta.dirname, 'page');

/** What was sent through the page, as the other side got it. */
export interface Sent {
  id: string;
  /** The chat it went to, `628…@c.us` or `…@lid`. */
  chat: string;
  type: string;
  body?: string;
  caption?: string;
  filename?: string;
  directPath?: string;
}

/** How the page and the network behave; a test changes them while it runs. */
export interface Behaviour {
  /** What becomes of each sent message: 2 delivered, 3 read. */
  acks: number[];
  /** The build that spells `_serialized` as `$1`. */
  renamedIds: boolean;
  /** The sync ends before the library listens, so its `ready` never comes by itself. */
  quietSync: boolean;
  /** How many sends fail from now on. */
  failSends: number;
  /** How many questions whether an id exists fail from now on. */
  failQueries: number;
  /** How many sends from now on get no answer and reach nobody. */
  swallowSends: number;
  /** Every page that asks for a link is linked at once. */
  linkAtOnce: boolean;
  /** WhatsApp's network is not there: pages that connect are turned away. */
  away: boolean;
  /** A module the page lacks, as after an update of WhatsApp's. */
  without: string | null;
  qrEveryMs: number;
  /** How many seconds WhatsApp's clock is ahead of this machine's; below 0 it is behind. */
  clockAheadS: number;
  /** The page says that it is connected, and tells the library of no message that comes. */
  tellsNothing: boolean;
  /** What a call for a pairing code is refused with. */
  refusePairing: string | null;
}

/** The stand-in for web.whatsapp.com with the phone, and the people, behind it. */
export interface WhatsAppWeb extends Phone {
  behaviour: Behaviour;
  /** Arguments that bring a Chromium here instead of to the real address. */
  chromiumArgs: string[];
  sent: Sent[];
  seen: string[];
  typed: string[];
  /** Each query whether a number exists; many of them are what gets numbers banned. */
  queries: string[];
  pairingCodes: { phone: string; code: string }[];
  /** What went wrong inside the page: modules it lacks, listeners that threw. */
  reports: { kind: string; detail: string }[];
  online(): boolean;
  addPerson(number: string, more?: { name?: string; told?: boolean; hidden?: boolean; lid?: string }): void;
  /** The office's phone scans the code, or the code was typed into it. */
  link(): void;
  logOut(): void;
  /** Somebody writes; from a number or a `…@lid`. Returns the message's id. */
  incoming(from: string, body: string, more?: Partial<WireMessage>): string;
  incomingFile(from: string, bytes: Buffer, mimetype: string, more?: Partial<WireMessage>): string;
  /** The person edits a message of theirs: its text or caption as it is now. */
  edit(id: string, words: string): void;
  /** A message that came as ciphertext is opened after all. */
  open(id: string, body: string): void;
  /** Brings a message once more, under its own id. */
  repeat(id: string): void;
  ack(id: string, ack: number): void;
  /** Tells the page something: `state`, `reload`, `hang`. */
  push(message: { type: string; [more: string]: unknown }): void;
  /** Cuts the line between page and network; the page connects again by itself. */
  cut(): void;
  close(): Promise<void>;
}

/** Starts the stand-in on a free port. @param number whose account is linked, E.164 without plus */
export async function startWhatsAppWeb(number = '6281100000001'): Promise<WhatsAppWeb> {
  const behaviour: Behaviour = {
    acks: [2],
    renamedIds: false,
    quietSync: false,
    failSends: 0,
    failQueries: 0,
    swallowSends: 0,
    linkAtOnce: false,
    away: false,
    without: null,
    qrEveryMs: 20_000,
    clockAheadS: 0,
    tellsNothing: false,
    refusePairing: null,
  };
  const server = createServer(selfSigned('web.whatsapp.com'), (request, response) => {
    const script = /^\/page\/([a-z]+\.js)$/.exec(request.url ?? '')?.[1];
    if (script) {
      const text = readFileSync(join(pageFolder, script), 'utf8');
      const { without } = behaviour;
      const served = without ? text.replaceAll(`  ${without}:`, `  Without${without}:`) : text;
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(served);
      return;
    }
    if (request.url?.startsWith('/v/')) {
      const file = web.files.get(request.url);
      return void response.writeHead(file ? 200 : 404).end(file?.bytes);
    }
    const ids = behaviour.renamedIds ? 'renamed' : 'old';
    const date = new Date(timeOf(web) * 1000).toUTCString();
    response
      .writeHead(200, { 'content-type': 'text/html', date })
      .end(
        `<!doctype html><html data-ids="${ids}"><title>WhatsApp</title><script type="module" src="/page/main.js"></script>`,
      );
  });
  const sockets = new WebSocketServer({ server });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  let page: WebSocket | null = null;
  let linked = false;
  let qrTimer: NodeJS.Timeout | undefined;

  const web: WhatsAppWeb = {
    ...createPhone(number),
    behaviour,
    chromiumArgs: [
      `--host-resolver-rules=MAP web.whatsapp.com:443 127.0.0.1:${port},MAP * ~NOTFOUND,EXCLUDE 127.0.0.1`,
      '--ignore-certificate-errors',
    ],
    sent: [],
    seen: [],
    typed: [],
    queries: [],
    pairingCodes: [],
    reports: [],
    online: () => page !== null && linked,
    addPerson(person, { name = '', told = true, hidden = false, lid = `1${person}` } = {}) {
      const phone = `${person}@c.us`;
      web.people.set(phone, { phone, lid: `${lid}@lid`, name, told, hidden });
    },
    link: () => logIn(newId('')),
    logOut() {
      web.devices.clear();
      linked = false;
      web.push({ type: 'logged-out', reason: 'user_initiated' });
    },
    incoming(from, body, more = {}) {
      const chat = from.includes('@') ? from : `${from}@c.us`;
      const message: WireMessage = {
        id: newId('3A'),
        chat,
        from: chat,
        to: web.account.phone,
        fromMe: false,
        type: 'chat',
        body,
        t: timeOf(web),
        ack: 0,
        ...more,
      };
      web.keep(message, true);
      if (web.online()) web.push({ type: behaviour.tellsNothing ? 'untold' : 'message', message });
      return message.id;
    },
    incomingFile(from, bytes, mimetype, more = {}) {
      const directPath = web.keepFile(bytes, mimetype);
      const type = mimetype.startsWith('image/') ? 'image' : 'ptt';
      const keys = { mediaKey: 'k', encFilehash: 'e', filehash: 'f', size: bytes.length };
      return web.incoming(from, '', { type, mimetype, directPath, ...keys, ...more });
    },
    edit(id, words) {
      const kept = web.findMessage(id);
      if (!kept) throw new Error(`There is no message ${id}`);
      const latestEditSenderTimestampMs = Date.now();
      Object.assign(kept, 'caption' in kept ? { caption: words } : { body: words }, {
        latestEditSenderTimestampMs,
        latestEditMsgKey: { id: newId('3A'), fromMe: false },
      });
      if (web.online()) web.push({ type: 'changed', message: kept });
    },
    open(id, body) {
      const kept = web.findMessage(id);
      Object.assign(kept ?? {}, { type: 'chat', body });
      web.push({ type: 'opened', message: kept });
    },
    repeat(id) {
      const message = web.findMessage(id);
      if (message) web.push({ type: 'message', message });
    },
    ack(id, ack) {
      const kept = web.findMessage(id);
      if (kept) kept.ack = Math.max(kept.ack, ack);
      web.push({ type: 'ack', id, ack });
    },
    push: (message) => page?.send(JSON.stringify(message)),
    cut: () => page?.terminate(),
    async close() {
      clearInterval(qrTimer);
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  function offerQr(): void {
    const offer = () => web.push({ type: 'qr', ref: `2@${newId('')}` });
    if (behaviour.linkAtOnce) return web.link();
    clearInterval(qrTimer);
    qrTimer = setInterval(offer, behaviour.qrEveryMs);
    offer();
  }

  function logIn(device: string): void {
    clearInterval(qrTimer);
    web.devices.add(device);
    linked = true;
    web.push({
      type: 'paired',
      device,
      account: web.account,
      contacts: [...web.people.values()],
      chats: [...web.chats.values()],
      quietSync: behaviour.quietSync,
    });
  }

  sockets.on('connection', (socket) => {
    if (behaviour.away) return socket.terminate();
    page = socket;
    linked = false;
    socket.on('message', (data) => {
      const heard: Heard = JSON.parse(String(data));
      if (heard.type === 'hello')
        return heard.device && web.devices.has(heard.device) ? logIn(heard.device) : offerQr();
      if (heard.type === 'refresh-qr') return offerQr();
      const said = answer(heard, web);
      if (!said) return;
      if (heard.ask) socket.send(JSON.stringify({ ...said, answer: heard.ask }));
      if (heard.type === 'send' && said.id) for (const ack of behaviour.acks) web.ack(String(said.id), ack);
    });
    socket.on('close', () => {
      if (page !== socket) return;
      clearInterval(qrTimer);
      page = null;
      linked = false;
    });
  });
  return web;
}
