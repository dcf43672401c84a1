import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { redisLease } from '../../src/storage/lease.ts';
import { testRedisUrl } from '../support/database.ts';
import { tcpProxy, through } from '../support/tcp-proxy.ts';

/** A busy machine stands still for a second now and then. */
const ttlMs = 1_500;

describe('a lease', () => {
  let redis: Redis;
  let key: string;
  beforeAll(() => {
    redis = new Redis(testRedisUrl());
  });
  afterAll(() => redis.disconnect());
  beforeEach(() => {
    key = `test-${randomUUID()}`;
  });
  afterEach(() => redis.del(key, `${key}:fence`));

  it('has one owner at a time, and the next one counts higher', async () => {
    const first = await redisLease(redis, key, ttlMs).acquire();
    const other = redisLease(redis, key, ttlMs);
    expect(await other.acquire()).toBeNull();
    await first?.release();
    expect(first?.holds()).toBe(false);
    const second = await other.acquire();
    expect(second?.holds()).toBe(true);
    expect(second?.fence).toBeGreaterThan(first?.fence ?? 0);
    await second?.release();
  });

  it('is renewed for as long as its owner lives', async () => {
    const owner = await redisLease(redis, key, ttlMs).acquire();
    const begun = performance.now();
    await vi.waitFor(() => expect(performance.now() - begun).toBeGreaterThan(3 * ttlMs), { timeout: 20_000 });
    expect(owner?.holds()).toBe(true);
    expect(await redisLease(redis, key, ttlMs).acquire()).toBeNull();
    await owner?.release();
  });

  it('is lost by an owner when Redis was emptied, though owners are counted from 1 again', async () => {
    const owner = await redisLease(redis, key, ttlMs).acquire();
    await redis.del(key, `${key}:fence`);
    const next = await redisLease(redis, key, ttlMs).acquire();
    expect(next?.fence).toBe(owner?.fence);
    await vi.waitFor(() => expect(owner?.lost.aborted).toBe(true), { timeout: 20_000 });
    expect(next?.holds()).toBe(true);
    await next?.release();
  });

  it('is lost by an owner whom Redis has forgotten, and they do not end the next one’s', async () => {
    const owner = await redisLease(redis, key, ttlMs).acquire();
    await redis.del(key);
    const next = await redisLease(redis, key, ttlMs).acquire();
    await vi.waitFor(() => expect(owner?.lost.aborted).toBe(true), { timeout: 20_000 });
    await owner?.release();
    expect(next?.holds()).toBe(true);
    expect(await redis.exists(key)).toBe(1);
    await next?.release();
  });

  it('is lost when Redis is away for longer than it lasts, and nobody waits for Redis', async () => {
    const line = await tcpProxy(testRedisUrl());
    const led = new Redis(through(testRedisUrl(), line), { maxRetriesPerRequest: null });
    led.on('error', () => {});
    const owner = await redisLease(led, key, ttlMs).acquire();
    expect(owner?.holds()).toBe(true);
    await line.takeAway();
    await vi.waitFor(() => expect(owner?.lost.aborted).toBe(true), { timeout: 20_000 });
    expect(owner?.holds()).toBe(false);
    await expect(redisLease(led, key, ttlMs).acquire()).rejects.toThrow('Redis does not answer');
    led.disconnect();
    await line.close();
  });
});
