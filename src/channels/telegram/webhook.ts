import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Update } from 'telegraf/types';

/** Telegram's own updates are a few kilobytes. */
const largestUpdate = 1024 * 1024;

/**
 * Takes one call of Telegram. 200 only after the message is safe in the inbox; 503 lets Telegram bring it again.
 * The secret is compared in constant time.
 */
export async function takeWebhook(
  request: IncomingMessage,
  response: ServerResponse,
  secret: string,
  handOver: (update: Update) => Promise<void>,
): Promise<void> {
  const answer = (code: number) => {
    response.writeHead(code, { connection: 'close' }).end();
  };
  const given = request.headers['x-telegram-bot-api-secret-token'];
  if (!isSame(String(given ?? ''), secret)) return answer(403);
  const body = await readBody(request);
  if (body === null) return answer(413);
  const update = parse(body);
  if (!update) return answer(400);
  await handOver(update).then(
    () => {
      response.writeHead(200).end();
    },
    () => answer(503),
  );
}

function isSame(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

/** Null for more than Telegram would ever send. The rest is left unread, and the connection closed with the answer. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Without this, leaving the loop would cut the connection before the answer is on its way.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > largestUpdate) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(body: string): Update | null {
  try {
    const update = JSON.parse(body);
    return typeof update?.update_id === 'number' ? update : null;
  } catch {
    return null;
  }
}
