import { Worker } from 'node:worker_threads';
import { type Telegram, TelegramError } from 'telegraf';

/** Which bot, at which server. */
interface BotAccount {
  token: string;
  apiRoot: string;
}

/** What the thread is asked: a call, or to end one that nobody waits for any more. */
type Asked = { id: number; method: Parameters<Telegram['callApi']>[0]; payload: object } | { ended: number };

/** What came of a call: its result, what Telegram said against it, or why nothing was heard of Telegram. */
type Answered = { id: number } & (
  | { result: unknown }
  | { refusal: TelegramError['response'] }
  | { fault: { message: string; code?: string | undefined } }
);

/** Telegram's Bot API. A call is made as telegraf makes it, and throws what it throws. */
export interface BotApi {
  callApi: Telegram['callApi'];
  /** Lets go of the thread once no call is open; the next call starts it anew. */
  close(): void;
}

const ownProgram = new URL('./bot-api-thread.mjs', import.meta.url);

/** Space for new objects, in MB: calls leave little behind, and a thread that rests would keep what it once took. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

interface Open {
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/**
 * Calls Telegram from a thread of its own: requests, their bodies and their answers are a sixth of the service's work for a
 * message, and the only part that needs nothing of the rest of it.
 * @param program of the thread; another one in tests
 */
export function openBotApi(account: BotAccount, program: URL = ownProgram): BotApi {
  const open = new Map<number, Open>();
  let thread: Worker | null = null;
  let lastId = 0;
  let closing = false;

  function start(): Worker {
    const started = new Worker(program, { workerData: account, resourceLimits });
    let reason = 'it ended by itself';
    started.on('message', settle);
    started.on('error', (error) => {
      reason = String(error);
    });
    started.on('exit', () => {
      // Let go of, with nothing open; what is open now is another one's.
      if (thread !== started) return;
      thread = null;
      for (const { reject } of open.values()) reject(new Error(`Telegram's thread is gone: ${reason}`));
      open.clear();
    });
    return started;
  }

  function settle(answer: Answered): void {
    const { id } = answer;
    const call = open.get(id);
    open.delete(id);
    if ('result' in answer) call?.resolve(answer.result);
    else if ('refusal' in answer) call?.reject(new TelegramError(answer.refusal));
    else call?.reject(Object.assign(new Error(answer.fault.message), answer.fault));
    endIfIdle();
  }

  function endIfIdle(): void {
    if (!closing || open.size > 0 || !thread) return;
    const idle = thread;
    thread = null;
    idle.terminate();
  }

  const callApi: Telegram['callApi'] = (method, payload, { signal } = {}) =>
    new Promise((resolve, reject) => {
      const ended = () => reject(new Error('The call was ended'));
      if (signal?.aborted) return ended();
      lastId += 1;
      const id = lastId;
      closing = false;
      thread ??= start();
      thread.postMessage({ id, method, payload } satisfies Asked);
      open.set(id, { resolve: (result) => resolve(result as never), reject });
      signal?.addEventListener('abort', () => {
        if (!open.delete(id)) return;
        thread?.postMessage({ ended: id } satisfies Asked);
        ended();
        endIfIdle();
      });
    });

  return {
    callApi,
    close() {
      closing = true;
      endIfIdle();
    },
  };
}
