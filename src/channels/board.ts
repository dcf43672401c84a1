import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { background } from '../process/background.ts';
import { type Channel, type ChannelName, type ChannelStatus, channelNames } from './channel.ts';

/** A gateway that has not told of itself for so long is gone. */
const freshForMs = 15_000;
const tellEveryMs = 5_000;
/** How long staff wait for what they ordered; a pairing code takes some seconds. */
const orderWithinS = 40;

/** What staff may ask of a channel that is linked to a phone. */
export type Order = { do: 'qr' } | { do: 'pairing-code'; phone: string } | { do: 'unlink' };

const orderSchema = z.object({
  id: z.string(),
  channel: z.enum(channelNames),
  order: z.discriminatedUnion('do', [
    z.object({ do: z.literal('qr') }),
    z.object({ do: z.literal('pairing-code'), phone: z.string() }),
    z.object({ do: z.literal('unlink') }),
  ]),
});

/** A channel as the pages show it. */
export interface NamedStatus extends ChannelStatus {
  name: ChannelName;
  /** Staff can link and unlink it. */
  linkable: boolean;
}

const statusKey = (prefix: string, name: ChannelName) => `${prefix}:channel:${name}`;
const ordersKey = (prefix: string) => `${prefix}:channel-orders`;
const doneKey = (prefix: string, id: string) => `${prefix}:channel-order:${id}`;

/**
 * The gateway's side: tells how its channels stand, over Redis because the pages may be another process, and does
 * what staff order there. Codes to link with are kept there for seconds, never in the database.
 */
export async function serveBoard(
  channels: Channel[],
  redis: Redis,
  prefix: string,
  log: Log,
): Promise<{ stop(): Promise<void> }> {
  const tell = async (channel: Channel) => {
    const { name, linking } = channel;
    const status: NamedStatus = { name, linkable: Boolean(linking), ...channel.status() };
    // The owner of the number speaks for it; who only stands by does so where nobody else does.
    const how = status.state === 'standby' ? (['NX'] as const) : ([] as const);
    const text = JSON.stringify(status);
    await (how.length > 0
      ? redis.set(statusKey(prefix, name), text, 'PX', freshForMs, 'NX')
      : redis.set(statusKey(prefix, name), text, 'PX', freshForMs));
  };
  const tellQuietly = (channel: Channel) => {
    tell(channel).catch((error) => log.debug({ error: String(error) }, 'Channel board'));
  };
  const silence = channels.map((channel) => channel.onStatus?.(() => tellQuietly(channel)));
  const orders = redis.duplicate();
  const timer = setInterval(() => {
    channels.forEach(tellQuietly);
    // Nothing else is asked on a line that listens, so nobody would notice that a router has forgotten it.
    orders.ping().catch(() => {});
  }, tellEveryMs);
  timer.unref();
  channels.forEach(tellQuietly);

  orders.on('error', () => {});
  orders.on('message', (_, text) =>
    background(() => obey(text), log, 'An order to a channel was not understood'),
  );
  await orders.subscribe(ordersKey(prefix));

  async function obey(text: string): Promise<void> {
    const { id, channel: name, order } = orderSchema.parse(JSON.parse(text));
    const channel = channels.find((one) => one.name === name);
    if (!channel?.linking || channel.status().state === 'standby') return;
    const { linking } = channel;
    const work = {
      qr: () => linking.offerQr(),
      'pairing-code': () => linking.offerPairingCode('phone' in order ? order.phone : ''),
      unlink: () => linking.unlink(),
    };
    const outcome = await work[order.do]().then(
      () => 'done',
      (error) => {
        log.warn({ channel: name, order: order.do, error: String(error) }, 'An order could not be done');
        return 'failed';
      },
    );
    await tell(channel);
    const key = doneKey(prefix, id);
    await redis.multi().rpush(key, outcome).expire(key, orderWithinS).exec();
  }

  return {
    async stop() {
      clearInterval(timer);
      for (const hush of silence) hush?.();
      orders.disconnect();
    },
  };
}

/** How channels stand, for the pages. A channel that no gateway serves now is `stopped`. */
export async function readBoard(names: ChannelName[], redis: Redis, prefix: string): Promise<NamedStatus[]> {
  if (names.length === 0) return [];
  const texts = await redis.mget(names.map((name) => statusKey(prefix, name)));
  return names.map((name, index) => {
    const text = texts[index];
    if (text) return JSON.parse(text) as NamedStatus;
    return { name, linkable: false, state: 'stopped', since: new Date(0).toISOString() };
  });
}

/** Orders something and waits until it is done. @returns `unheard` when no gateway answers */
export async function orderChannel(
  channel: ChannelName,
  order: Order,
  redis: Redis,
  prefix: string,
): Promise<'done' | 'failed' | 'unheard'> {
  const id = randomUUID();
  // A connection of its own, for it waits, and longer than others may.
  const waiting = redis.duplicate({ socketTimeout: (orderWithinS + 5) * 1000 });
  waiting.on('error', () => {});
  try {
    await redis.publish(ordersKey(prefix), JSON.stringify({ id, channel, order }));
    const answer = await waiting.blpop(doneKey(prefix, id), orderWithinS);
    return answer === null ? 'unheard' : answer[1] === 'done' ? 'done' : 'failed';
  } finally {
    waiting.disconnect();
  }
}
