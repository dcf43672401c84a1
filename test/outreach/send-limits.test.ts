import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateLimiter } from '../../src/outreach/dispatch/rate-limiter.ts';
import { estimateEnd } from '../../src/outreach/planning/estimate.ts';
import { longestRun } from '../../src/outreach/planning/number-runs.ts';
import { outreachGap } from '../../src/outreach/planning/rate.ts';
import {
  mayWriteFirst,
  stepAt,
  type Usage,
  whatsappSendLimits,
} from '../../src/outreach/planning/send-limits.ts';
import { decentHours, isDecent } from '../../src/rounds/quiet-hours.ts';
import { dayAround } from '../../src/time/local-time.ts';

const zone = 'Asia/Makassar';
const now = new Date('2026-12-01T02:00:00Z');
const { end: tomorrow } = dayAround(now, zone);
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3600_000);
const quiet: Usage = {
  linkedAt: daysAgo(40),
  sentToday: 0,
  firstContactsToday: 0,
  unanswered: 0,
  refusals: { streak: 0, lastAt: null },
};
const ask = (facts: Partial<Usage>, firstContact = true) =>
  mayWriteFirst(whatsappSendLimits, { ...quiet, ...facts }, firstContact, now, tomorrow);

describe('send limits of WhatsApp', () => {
  it('lets a young link send less than an old one, and one nobody knows the age of least', () => {
    const perDay = [null, daysAgo(0), daysAgo(5), daysAgo(10), daysAgo(20), daysAgo(60)].map(
      (linkedAt) => stepAt(whatsappSendLimits, linkedAt, now).perDay,
    );
    expect(perDay).toEqual([40, 40, 80, 150, 300, 500]);
  });

  it.each<[string, Partial<Usage>]>([
    ['daily-cap', { sentToday: 500 }],
    ['first-contact-cap', { firstContactsToday: 120 }],
    ['unanswered', { unanswered: 200 }],
  ])('holds at the %s until the next day', (why, facts) => {
    expect(ask(facts)).toEqual({ kind: 'wait', why, until: tomorrow });
  });

  it('still writes to those who have written before when only strangers are too many', () => {
    expect(ask({ firstContactsToday: 120 }, false)).toEqual({ kind: 'go' });
    expect(ask({ unanswered: 200 }, false)).toEqual({ kind: 'go' });
  });

  it('rests after a streak of refusals, and tries again after half an hour', () => {
    const refused = (minutes: number, streak = 5) => ({
      refusals: { streak, lastAt: new Date(now.getTime() - minutes * 60_000) },
    });
    expect(ask(refused(10))).toMatchObject({ kind: 'wait', why: 'breaker' });
    expect(ask(refused(10, 4))).toEqual({ kind: 'go' });
    expect(ask(refused(31))).toEqual({ kind: 'go' });
  });

  it('never rests longer than its rest, also when the clock was moved back', () => {
    const verdict = ask({ refusals: { streak: 9, lastAt: daysAgo(-300) } });
    expect(verdict).toMatchObject({ kind: 'wait', until: new Date(now.getTime() + 30 * 60_000) });
  });
});

describe('the estimate', () => {
  const counts = fc.record({ known: fc.nat(3_000), strangers: fc.nat(1_500) });
  const sendLimits = { rules: whatsappSendLimits, linkedAt: daysAgo(0), sentToday: 0, firstContactsToday: 0 };
  const whatsapp = ({ known, strangers }: { known: number; strangers: number }) =>
    estimateEnd(
      { count: known + strangers, firstContacts: strangers, gapMs: 4_000, sendLimits },
      now,
      decentHours,
      zone,
    );

  it('of 1,150 people over Telegram is within a minute', () => {
    const gapMs = outreachGap({ perSecond: 30, reserved: 1 });
    const end = estimateEnd({ count: 1_150, firstContacts: 0, gapMs }, now, decentHours, zone);
    expect(end.getTime() - now.getTime()).toBeCloseTo(1_150 * gapMs, -2);
  });

  it('of 100 strangers over a WhatsApp linked today reaches into the sixth day: 15 a day at first, then 25', () => {
    const end = whatsapp({ known: 0, strangers: 100 });
    expect(end.toISOString()).toMatch(/^2026-12-05T23:0[0-9]/);
  });

  it('ends in decent hours, and never earlier for more people', () => {
    fc.assert(
      fc.property(counts, fc.nat(500), (some, more) => {
        const end = whatsapp(some);
        const justBefore = new Date(end.getTime() - 1);
        if (some.known + some.strangers > 0) expect(isDecent(justBefore, decentHours, zone)).toBe(true);
        const after = whatsapp({ ...some, strangers: some.strangers + more });
        expect(after.getTime()).toBeGreaterThanOrEqual(end.getTime());
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});

describe('a list', () => {
  it('of 5,000 numbers in a row is seen for what it is', () => {
    const made = Array.from({ length: 5_000 }, (_, n) => `whatsapp:${6281200000000 + n}`);
    expect(longestRun(made)).toBe(5_000);
    const real = made.filter((_, n) => n % 3 !== 0);
    expect(longestRun(real)).toBe(2);
    expect(longestRun(['telegram:1', 'telegram:2', 'simulator:x'])).toBe(0);
  });
});

describe('the pace of a careful network', () => {
  it('keeps 3 s and up to 2 s of chance between invitations, and lets replies through meanwhile', async () => {
    let at = 0;
    const chances = [0, 0.5, 1];
    const never = new AbortController().signal;
    const gap = { perSecond: 1_000, reserved: 1, outreachGap: { everyMs: 3_000, jitterMs: 2_000 } };
    const rateLimiter = createRateLimiter(
      gap,
      () => at,
      () => chances.shift() ?? 0,
    );
    await rateLimiter.slot('outreach', never);
    let next = false;
    const waiting = new AbortController();
    const second = rateLimiter.slot('outreach', waiting.signal).then(() => {
      next = true;
    });
    at = 2_999;
    await rateLimiter.slot('reply', never);
    expect(next).toBe(false);
    at = 3_000;
    await rateLimiter.slot('reply', never);
    await second;
    expect(next).toBe(true);
    const third = rateLimiter.slot('outreach', waiting.signal);
    at = 6_999;
    await rateLimiter.slot('reply', never);
    waiting.abort(new Error('stopped'));
    await expect(third).rejects.toThrow('stopped');
  });
});
