/**
 * A lean Bot API: real long polling with offsets, up to 100 updates at once, `message_id` rising within a chat and
 * shared by both directions. It checks nothing, for it must never be what is measured;
 * `test/support/bot-api` is the strict one.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const me = { id: 123456, is_bot: true, first_name: 'Rembuk', username: 'rembuk_bench_bot' };
/** What one poll hands over at most, as Telegram does. */
const mostUpdates = 100;

interface Update {
  update_id: number;
  message: object;
}

/** The network as people and bots see it. */
export interface BotApi {
  url: string;
  /** Somebody writes to the bot. */
  say(chat: number, text: string): void;
  /** Resolves when a bot waits for updates. */
  polled(): Promise<void>;
  /** Lets go of what was not fetched: another bot takes its turn. */
  forget(): void;
}

/** @param onSent is told of every message of the bot, at once */
export async function startBotApi(onSent: (chat: number, text: string) => void): Promise<BotApi> {
  const messageIds = new Map<number, number>();
  let updates: Update[] = [];
  let lastUpdate = 0;
  let poller: { answer: (updates: Update[]) => void; alive: () => boolean } | null = null;
  let waking = false;
  let onPolled: (() => void)[] = [];

  function nextMessageId(chat: number): number {
    const id = (messageIds.get(chat) ?? 0) + 1;
    messageIds.set(chat, id);
    return id;
  }

  /** At the end of this turn of the event loop, so that what is said in it goes together. */
  function wake(): void {
    if (waking) return;
    waking = true;
    setImmediate(() => {
      waking = false;
      if (!poller || updates.length === 0) return;
      const { answer, alive } = poller;
      poller = null;
      if (alive()) answer(updates.slice(0, mostUpdates));
    });
  }

  function getUpdates(params: { offset?: number; timeout?: number }, response: ServerResponse): void {
    const offset = params.offset ?? 0;
    const first = updates.findIndex((update) => update.update_id >= offset);
    updates = first === -1 ? [] : updates.slice(first);
    for (const tell of onPolled) tell();
    onPolled = [];
    const answer = (some: Update[]) => reply(response, some);
    if (updates.length > 0 || !params.timeout) return answer(updates.slice(0, mostUpdates));
    const timer = setTimeout(() => {
      if (poller === mine) poller = null;
      answer([]);
    }, params.timeout * 1000);
    const mine = {
      alive: () => !response.destroyed,
      answer: (some: Update[]) => {
        clearTimeout(timer);
        answer(some);
      },
    };
    poller = mine;
  }

  function sendMessage(params: { chat_id: number | string; text: string }, response: ServerResponse): void {
    const chat = Number(params.chat_id);
    const { text } = params;
    const message_id = nextMessageId(chat);
    const date = Math.floor(Date.now() / 1000);
    reply(response, { message_id, date, chat: { id: chat, type: 'private' }, from: me, text });
    onSent(chat, text);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = (request.url ?? '').split('/').at(-1);
    const body = await read(request);
    const params = body ? JSON.parse(body) : {};
    if (method === 'sendMessage') sendMessage(params, response);
    else if (method === 'getUpdates') getUpdates(params, response);
    else reply(response, method === 'getMe' ? me : true);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    say(chat, text) {
      const from = { id: chat, is_bot: false, first_name: `Orang ${chat}`, language_code: 'id' };
      const message = {
        message_id: nextMessageId(chat),
        date: Math.floor(Date.now() / 1000),
        chat: { id: chat, type: 'private', first_name: from.first_name },
        from,
        text,
      };
      lastUpdate += 1;
      updates.push({ update_id: lastUpdate, message });
      wake();
    },
    polled: () =>
      new Promise((resolve) => {
        if (poller?.alive()) resolve();
        else onPolled.push(resolve);
      }),
    forget() {
      updates = [];
      poller = null;
    },
  };
}

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => resolve(body));
    request.on('error', reject);
  });
}

function reply(response: ServerResponse, result: unknown): void {
  const body = JSON.stringify({ ok: true, result });
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
