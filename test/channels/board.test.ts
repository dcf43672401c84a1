import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { orderChannel, readBoard, serveBoard } from '../../src/channels/board.ts';
import type { Channel } from '../../src/channels/channel.ts';
import { silentLog } from '../../src/log.ts';
import { openRedis } from '../../src/messaging/queues/redis.ts';
import { testRedisUrl } from '../support/database.ts';
import { type TcpProxy, tcpProxy, through } from '../support/tcp-proxy.ts';

const prefix = `board-${randomUUID()}`;
/** A line of Redis that says nothing is given up after 15 s. */
const soon = { timeout: 60_000, interval: 100 };

let line: TcpProxy;
let gateway: ReturnType<typeof openRedis>;
let page: ReturnType<typeof openRedis>;
let board: { stop(): Promise<void> };
const offered: string[] = [];

/** As much of a channel as the board asks. */
const phone: Channel = {
  name: 'whatsapp',
  limits: { textLength: 4_096, outreachPerSecond: 1 },
  canWriteFirst: true,
  linking: {
    offerQr: async () => void offered.push('qr'),
    offerPairingCode: async (number) => void offered.push(number),
    unlink: async () => {
      throw new Error('the phone is off');
    },
  },
  start: async () => {},
  stop: async () => {},
  send: async () => ({ messageId: 'sent' }),
  download: async () => Buffer.from(''),
  status: () => ({ state: 'scan', since: '2026-12-01T00:00:00.000Z' }),
};

beforeAll(async () => {
  line = await tcpProxy(testRedisUrl());
  gateway = openRedis(through(testRedisUrl(), line), silentLog);
  page = openRedis(testRedisUrl(), silentLog);
  board = await serveBoard([phone], gateway, prefix, silentLog);
});
afterAll(async () => {
  await board.stop();
  gateway.disconnect();
  page.disconnect();
  await line.close();
});

it('pages see how a channel of another process stands, and order what it is to do', async () => {
  await vi.waitFor(async () => {
    const [whatsapp] = await readBoard(['whatsapp'], page, prefix);
    expect(whatsapp).toMatchObject({ state: 'scan', linkable: true });
  }, soon);
  expect(await orderChannel('whatsapp', { do: 'pairing-code', phone: '6281' }, page, prefix)).toBe('done');
  expect(offered).toEqual(['6281']);
  expect(await orderChannel('whatsapp', { do: 'unlink' }, page, prefix)).toBe('failed');
});

it('orders are heard again after a router has forgotten the line to Redis', async () => {
  const listeners = async () => Number((await page.pubsub('NUMSUB', `${prefix}:channel-orders`))[1]);
  line.forget();
  // Redis has not noticed, and counts the line of before too.
  await vi.waitFor(async () => expect(await listeners()).toBe(2), soon);
  expect(await orderChannel('whatsapp', { do: 'qr' }, page, prefix)).toBe('done');
  expect(offered.at(-1)).toBe('qr');
});
