/**
 * A local Bot API: real long polling with offsets, webhooks with their secret, strict errors, injected faults. The
 * real telegraf talks to it through `apiRoot`. The human side is called as functions.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { callMethod } from './methods.ts';
import { createRateGuard } from './rate-guard.ts';
import { ApiError, BotState, type SentMessage, type Update } from './state.ts';

/** What goes wrong with the next calls of a method. */
export interface Fault {
  method: string;
  times?: number;
  /** Only for this chat. */
  chat?: number;
  code?: number;
  description?: string;
  retryAfter?: number;
  /** Answers this instead, as a proxy's error page does. */
  body?: string;
  /** Cuts the connection: before the call is carried out, or after (done, but the answer is lost). */
  reset?: 'before' | 'after';
  /** Holds the answer back, in ms. */
  hang?: number;
  /** Called when it is cut. */
  onCut?: () => void;
}

export const testToken = '123456:TEST-token-of-the-local-bot-api';

export interface BotApi {
  readonly url: string;
  readonly state: BotState;
  /** Returns what takes back those that were not met yet. */
  fail(fault: Fault): () => void;
  /** Messages it takes in any second from now on; every one more is answered with 429, as Telegram does. */
  permit(perSecond: number): void;
  /** How many were answered so. */
  tooMany(): number;
  /** Faults that were met, with when (ms) and by which chat, so that a test can see they happened. */
  readonly met: (Fault & { at: number })[];
  say(chat: number, text: string): Update;
  start(chat: number, code?: string): Update;
  send(chat: number, fields: object): Update;
  /** @param claims the size told of it, where that is not its own */
  sendPhoto(chat: number, bytes: Buffer, caption?: string, claims?: number): Update;
  sendVoice(chat: number, bytes: Buffer, seconds: number): Update;
  /** The person presses a button at a message itself. */
  press(message: SentMessage, label: string): Update;
  /** The person edits a message of theirs: its fields as they are now. */
  edit(update: Update, fields: object): Update;
  /** A document, as phones send what is attached as a file. */
  sendDocument(chat: number, bytes: Buffer, told: { name?: string; mime?: string; caption?: string }): Update;
  /** The very same update once more, under its own id. */
  repeat(update: Update): void;
  /** Keeps what people send from now on; the returned function brings it, in the order that `sort` gives it. */
  hold(sort: (kept: readonly object[]) => object[]): () => void;
  block(chat: number): void;
  sentTo(chat: number): SentMessage[];
  /** Whether a message to a chat was ever asked for, carried out or not. */
  wasAskedFor(chat: number): boolean;
  /** Waits until a message to a chat fits. @throws Error after `ms` */
  waitFor(chat: number, fits: (message: SentMessage) => boolean, ms?: number): Promise<SentMessage>;
  /** Whether somebody waits for updates. */
  isPolled(): boolean;
  /** Called for every message that is sent, until the returned function is called. */
  onSent(listener: (message: SentMessage) => void): () => void;
  close(): Promise<void>;
}

export async function startBotApi(token = testToken): Promise<BotApi> {
  const state = new BotState();
  const faults: Fault[] = [];
  const met: (Fault & { at: number })[] = [];
  const askedFor = new Set<number>();
  const listeners = new Set<(message: SentMessage) => void>();
  const guard = createRateGuard();
  let poller: { wake: () => void; replace: () => void } | null = null;
  let delivering = false;

  function takeFault(method: string, chat: number): Fault | undefined {
    const index = faults.findIndex(
      (fault) => fault.method === method && (fault.chat === undefined || fault.chat === chat),
    );
    const fault = faults[index];
    if (!fault) return undefined;
    fault.times = (fault.times ?? 1) - 1;
    if (fault.times <= 0) faults.splice(index, 1);
    met.push({ ...fault, at: Date.now(), ...(Number.isNaN(chat) ? {} : { chat }) });
    return fault;
  }

  /** Long polling: an offset acknowledges all before it; a second poller drives the first one out with 409. */
  async function getUpdates(params: Record<string, unknown>, request: IncomingMessage): Promise<Update[]> {
    if (state.webhook)
      throw new ApiError(409, "Conflict: can't use getUpdates method while webhook is active");
    poller?.replace();
    const offset = Number(params.offset) || 0;
    state.acknowledgeBefore(offset);
    const take = () => state.updates.slice(0, 100);
    const seconds = Math.min(Number(params.timeout) || 0, 50);
    if (take().length > 0 || seconds === 0) return take();
    return new Promise((resolve, reject) => {
      const gone = () => done([]);
      const done = (updates: Update[]) => {
        clearTimeout(timer);
        request.socket.off('close', gone);
        if (poller === mine) poller = null;
        resolve(updates);
      };
      const mine = {
        wake: () => done(take()),
        replace: () => {
          clearTimeout(timer);
          request.socket.off('close', gone);
          reject(
            new ApiError(
              409,
              'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
            ),
          );
        },
      };
      const timer = setTimeout(() => done([]), seconds * 1000);
      request.socket.once('close', gone);
      poller = mine;
    });
  }

  /** Webhook: one at a time, in order, again until it is taken with 200. */
  async function deliver(): Promise<void> {
    if (delivering) return;
    delivering = true;
    while (state.webhook && state.updates.length > 0) {
      const { url, secret_token: secret } = state.webhook;
      const headers = {
        'content-type': 'application/json',
        ...(secret ? { 'x-telegram-bot-api-secret-token': secret } : {}),
      };
      const body = JSON.stringify(state.updates[0]);
      const wrong = await fetch(url, { method: 'POST', headers, body }).then(
        ({ ok, status, statusText }) =>
          ok ? null : `Wrong response from the webhook: ${status} ${statusText}`,
        () => 'Connection refused',
      );
      const first = state.updates[0];
      if (!wrong && first) state.acknowledgeBefore(first.update_id + 1);
      if (!wrong) continue;
      state.webhookError = { last_error_date: Math.floor(Date.now() / 1000), last_error_message: wrong };
      await sleep(50);
    }
    delivering = false;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://local').pathname;
    const file = new RegExp(`^/file/bot${token}/files/(.+)$`).exec(path);
    if (file) return void response.end(state.files.get(file[1] ?? ''));
    const [, given, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(path) ?? [];
    try {
      if (given !== token) throw new ApiError(401, 'Unauthorized');
      const params = await readBody(request);
      if (method === 'sendMessage') askedFor.add(Number(params.chat_id));
      const fault = takeFault(method, Number(params.chat_id));
      if (fault?.hang) await sleep(fault.hang);
      if (fault?.reset === 'before') return cut(request, fault);
      if (fault?.body !== undefined) return void response.writeHead(fault.code ?? 200).end(fault.body);
      if (fault?.code)
        throw new ApiError(
          fault.code,
          fault.description ?? 'Fault',
          fault.retryAfter ? { retry_after: fault.retryAfter } : undefined,
        );
      guard.count(method);
      const result =
        method === 'getUpdates' ? await getUpdates(params, request) : callMethod(state, method, params);
      if (method === 'setWebhook') void deliver();
      const last = state.sent.at(-1);
      if (method === 'sendMessage' && last) for (const listener of listeners) listener(last);
      if (fault?.reset === 'after') return cut(request, fault);
      reply(response, 200, { ok: true, result });
    } catch (error) {
      const { code, message, parameters } =
        error instanceof ApiError ? error : new ApiError(500, String(error));
      reply(response, code, {
        ok: false,
        error_code: code,
        description: message,
        ...(parameters ? { parameters } : {}),
      });
    }
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const arrived = (update: Update) => {
    poller?.wake();
    if (state.webhook) void deliver();
    return update;
  };
  const send = (chat: number, fields: object) => arrived(state.fromPerson(chat, fields));
  const putFile = (bytes: Buffer, claims = bytes.length) => {
    const id = `F${state.files.size + 1}`;
    state.files.set(id, bytes);
    state.claims.set(id, claims);
    return { file_id: id, file_unique_id: `u${id}`, file_size: claims };
  };
  return {
    url: `http://127.0.0.1:${port}`,
    state,
    met,
    fail(fault) {
      const mine = { ...fault };
      faults.push(mine);
      return () => {
        const index = faults.indexOf(mine);
        if (index >= 0) faults.splice(index, 1);
      };
    },
    permit: guard.permit,
    tooMany: guard.tooMany,
    send,
    say: (chat, text) => send(chat, { text }),
    start: (chat, code) => send(chat, { text: code ? `/start ${code}` : '/start' }),
    sendPhoto: (chat, bytes, caption, claims) =>
      send(chat, {
        photo: [{ ...putFile(bytes, claims), width: 1, height: 1 }],
        ...(caption ? { caption } : {}),
      }),
    sendVoice: (chat, bytes, seconds) =>
      send(chat, { voice: { ...putFile(bytes), duration: seconds, mime_type: 'audio/ogg' } }),
    press: ({ message_id, chat, inline }, label) => {
      const button = inline.flat().find(({ text }) => text === label);
      if (!button) throw new Error(`no button "${label}" at this message`);
      const { first_name } = state.user(chat);
      const message = {
        message_id,
        date: Math.floor(Date.now() / 1000),
        chat: { id: chat, type: 'private' },
      };
      const from = { id: chat, is_bot: false, first_name };
      const pressed = {
        id: `press-${message_id}`,
        from,
        message,
        chat_instance: '1',
        data: button.callback_data,
      };
      return arrived(state.push({ callback_query: pressed }));
    },
    edit: ({ message }, fields) => {
      const edit_date = Math.floor(Date.now() / 1000);
      return arrived(state.push({ edited_message: { ...(message as object), ...fields, edit_date } }));
    },
    sendDocument: (chat, bytes, { name, mime, caption }) =>
      send(chat, {
        document: {
          ...putFile(bytes),
          ...(name ? { file_name: name } : {}),
          ...(mime ? { mime_type: mime } : {}),
        },
        ...(caption ? { caption } : {}),
      }),
    repeat: (update) => {
      const { update_id: _old, ...rest } = update;
      arrived(state.push(rest));
    },
    hold(sort) {
      state.held ??= [];
      return () => {
        const kept = sort(state.held ?? []);
        state.held = null;
        for (const update of kept) arrived(state.push(update));
      };
    },
    block: (chat) => {
      const person = state.user(chat);
      person.blocked = true;
      const member = (status: string) => ({ status, user: state.me });
      const from = { id: chat, is_bot: false, first_name: person.first_name };
      const change = { chat: { id: chat, type: 'private' }, from, date: Math.floor(Date.now() / 1000) };
      arrived(
        state.push({
          my_chat_member: { ...change, old_chat_member: member('member'), new_chat_member: member('kicked') },
        }),
      );
    },
    wasAskedFor: (chat) => askedFor.has(chat),
    sentTo: (chat) => state.sent.filter((message) => message.chat === chat),
    async waitFor(chat, fits, ms = 10_000) {
      for (const until = Date.now() + ms; Date.now() < until; await sleep(5)) {
        const found = state.sent.find((message) => message.chat === chat && fits(message));
        if (found) return found;
      }
      throw new Error(`Nothing that fits was sent to ${chat} within ${ms} ms`);
    },
    isPolled: () => poller !== null,
    onSent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      state.webhook = null;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function cut({ socket }: IncomingMessage, { onCut }: Fault): void {
  socket.destroy();
  onCut?.();
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(Buffer.concat(chunks), { headers: { 'content-type': type } }).formData();
    return Object.fromEntries(form.entries());
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return text ? JSON.parse(text) : {};
}

function reply(response: ServerResponse, code: number, body: object): void {
  if (!response.destroyed)
    response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
