import { beforeEach, describe, expect, it } from 'vitest';
import { SignInTriesModel } from '../../src/users/sign-in-guard.model.ts';
import { succeeded, type Try, takeTry } from '../../src/users/sign-in-guard.ts';
import { useDatabase } from '../support/database.ts';

useDatabase([SignInTriesModel]);

const begin = new Date('2026-12-01T01:00:00Z').getTime();
let at = begin;
beforeEach(async () => {
  at = begin;
  await SignInTriesModel.deleteMany({});
});

const owner: Try = { email: 'ani@x.id', address: '203.0.113.1', device: null };
const now = () => new Date(at);

/** Tries again and again, as soon as it may; returns the waits in seconds. */
async function insist(who: Try, tries: number): Promise<number[]> {
  const waits = [];
  for (let n = 0; n < tries; n += 1) {
    const wait = await takeTry(who, now());
    waits.push(Math.round(wait / 1000));
    if (wait > 0) {
      at += wait;
      expect(await takeTry(who, now())).toBe(0);
    }
  }
  return waits;
}

describe('guessing one account from one address', () => {
  it('takes twice as long each time, up to a quarter of an hour', async () => {
    expect(await insist(owner, 14)).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
    expect(await insist(owner, 2)).toEqual([900, 900]);
  });

  it('is counted before the password is looked at, so many at once gain nothing', async () => {
    const waits = await Promise.all(Array.from({ length: 30 }, () => takeTry(owner, now())));
    expect(waits.filter((wait) => wait === 0).length).toBeLessThanOrEqual(4);
  });

  it('makes nobody wait for a clock that was eight hours ahead and is set right', async () => {
    await insist(owner, 14);
    const right = at;
    at += 8 * 3_600_000;
    await insist(owner, 2);
    at = right;
    expect(await insist(owner, 1)).toEqual([0]);
  });

  it('is forgotten after the right password, and after a day', async () => {
    await insist(owner, 8);
    await succeeded(owner);
    expect(await insist(owner, 4)).toEqual([0, 0, 0, 0]);
    at += 25 * 3_600_000;
    expect(await insist(owner, 4)).toEqual([0, 0, 0, 0]);
  });
});

describe('an account that somebody guesses at without end', () => {
  it('lets its owner in at once on a device that is known', async () => {
    for (let n = 0; n < 60; n += 1) await takeTry({ ...owner, address: `198.51.100.${n}` }, now());
    expect(await takeTry({ ...owner, device: 'phone' }, now())).toBe(0);
  });

  it('makes its owner wait a minute at most elsewhere', async () => {
    for (let n = 0; n < 400; n += 1) {
      await takeTry({ ...owner, address: `198.51.100.${n % 250}` }, now());
      at += 1_000;
    }
    expect(await takeTry({ ...owner, address: '192.0.2.9' }, now())).toBeLessThanOrEqual(60_000);
  });

  it('is none of the business of other accounts, nor of an unknown one', async () => {
    await insist(owner, 10);
    expect(await takeTry({ ...owner, email: 'budi@x.id' }, now())).toBe(0);
  });
});

describe('one address that guesses at many accounts', () => {
  it('is slowed down as a whole', async () => {
    const waits = [];
    for (let n = 0; n < 24; n += 1) waits.push(await takeTry({ ...owner, email: `u${n}@x.id` }, now()));
    expect(waits.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 0));
    expect(waits.at(-1)).toBeGreaterThan(0);
  });
});

it('keeps neither e-mail nor network address', async () => {
  await takeTry(owner, now());
  const kept = JSON.stringify(await SignInTriesModel.find().lean());
  expect(kept).not.toContain('ani@x.id');
  expect(kept).not.toContain('203.0.113.1');
});
