// The thread that calls Telegram; bot-api.ts starts it, and tells what goes to and fro. Plain JavaScript, because a thread does
// not inherit how this program's TypeScript is run.
import { parentPort, workerData } from 'node:worker_threads';
import { Telegram, TelegramError } from 'telegraf';

const { token, apiRoot } = workerData;
const telegram = new Telegram(token, { apiRoot });
const open = new Map();

parentPort.on('message', async (asked) => {
  if ('ended' in asked) open.get(asked.ended)?.abort();
  else parentPort.postMessage({ id: asked.id, ...(await call(asked)) });
});

async function call({ id, method, payload }) {
  const ending = new AbortController();
  open.set(id, ending);
  try {
    return { result: await telegram.callApi(method, withBuffers(payload), { signal: ending.signal }) };
  } catch (error) {
    if (error instanceof TelegramError) return { refusal: error.response };
    const { message, code } = error;
    return { fault: { message, code } };
  } finally {
    open.delete(id);
  }
}

/** A file's bytes come as a plain array, and telegraf takes a Buffer only. */
function withBuffers(payload) {
  const entries = Object.entries(payload).map(([name, value]) => [
    name,
    value?.source instanceof Uint8Array ? { ...value, source: Buffer.from(value.source) } : value,
  ]);
  return Object.fromEntries(entries);
}
