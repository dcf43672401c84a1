import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterAnswer,
  afterSend,
  freshRate,
  type Lane,
  nextSlot,
  type Rate,
} from '../../src/outreach/planning/rate.ts';

const telegram = { perSecond: 30, reserved: 1 };

interface Sent {
  lane: Lane;
  wantedAt: number;
  /** When it left, and when the network counted it. */
  at: number;
  counted: number;
}

/** How long a message is on its way to the network, and the answer on its way back, in ms. */
type Destination = (index: number) => { there: number; back: number };
const evenWay: Destination = () => ({ there: 60, back: 60 });

/**
 * A fake clock's run: outreach always has more to send, replies come when they come and go first.
 * @param lateness how late the timer of each outreach message fires, in ms
 */
function run(
  untilMs: number,
  replies: number[],
  lateness: (index: number) => number,
  destination = evenWay,
): Sent[] {
  let rate: Rate = freshRate;
  const sent: Sent[] = [];
  const asked = [...replies].sort((a, b) => a - b);
  let answers: { number: number; at: number }[] = [];
  const send = (lane: Lane, wantedAt: number, at: number) => {
    const { there, back } = destination(sent.length);
    sent.push({ lane, wantedAt, at, counted: at + there });
    answers.push({ number: rate.next, at: at + there + back });
    rate = afterSend(rate, at, lane, telegram);
  };
  for (let now = 0; now < untilMs; ) {
    for (const { number, at } of answers) if (at <= now) rate = afterAnswer(rate, number, at);
    answers = answers.filter(({ at }) => at > now);
    const [reply = Number.POSITIVE_INFINITY] = asked;
    const replyAt = Math.max(now, reply, nextSlot(rate, 'reply', telegram));
    const outreachAt = Math.max(now, nextSlot(rate, 'outreach', telegram)) + lateness(sent.length);
    const next = Math.min(replyAt, outreachAt, ...answers.map(({ at }) => at));
    now = next;
    if (next === replyAt) send('reply', asked.shift() ?? 0, now);
    else if (next === outreachAt) send('outreach', now, now);
  }
  return sent;
}

/** The most that the network counted in any second with outreach in it. */
function most(sent: Sent[]): number {
  const inOrder = sent.toSorted((a, b) => a.counted - b.counted);
  const seconds = inOrder.map(({ counted: from }, index) =>
    inOrder.slice(index).filter(({ counted }) => counted < from + 1_000),
  );
  return Math.max(
    ...seconds.filter((some) => some.some(({ lane }) => lane === 'outreach')).map((some) => some.length),
  );
}

const instants = fc.array(fc.double({ min: 0, max: 4_000, noNaN: true }), { maxLength: 120 });
const late = fc.array(fc.double({ min: 0, max: 40, noNaN: true }), { minLength: 1, maxLength: 20 });

describe("a channel's rate", () => {
  it('never exceeds what the network takes in a second with outreach in it, whatever comes in between', () => {
    fc.assert(
      fc.property(instants, late, (replies, timers) => {
        const sent = run(4_000, replies, (index) => timers[index % timers.length] ?? 0);
        expect(most(sent)).toBeLessThanOrEqual(telegram.perSecond);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('never exceeds it however uneven the way is: what is held up there counts when it arrives', () => {
    const ways = fc.array(
      fc.record({
        there: fc.double({ min: 40, max: 900, noNaN: true }),
        back: fc.double({ min: 40, max: 200, noNaN: true }),
      }),
      { minLength: 2, maxLength: 30 },
    );
    fc.assert(
      fc.property(instants, ways, (replies, some) => {
        const shortest = { there: 40, back: 40 };
        // One quick answer in each round of them, as networks have.
        const destination: Destination = (index) => some[index % (some.length + 1)] ?? shortest;
        const sent = run(6_000, replies, () => 0, destination);
        expect(most(sent)).toBeLessThanOrEqual(telegram.perSecond);
        expect(sent.length).toBeGreaterThan(60);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('gives outreach more than 95 % of it while nobody asks anything, also when timers are late', () => {
    for (const lateMs of [0, 1, 3]) {
      const sent = run(60_000, [], () => lateMs);
      expect(sent.length / 60).toBeGreaterThan(0.95 * telegram.perSecond);
    }
  });

  it('lets a reply through at once in the middle of outreach, and the next within two places', () => {
    fc.assert(
      fc.property(fc.double({ min: 2_000, max: 5_000, noNaN: true }), (at) => {
        const replies = run(6_000, [at, at], () => 0).filter(({ lane }) => lane === 'reply');
        const waits = replies.map((reply) => reply.at - reply.wantedAt);
        expect(waits[0]).toBe(0);
        expect(waits[1]).toBeLessThanOrEqual(2 * 34.9);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('sends outreach evenly, not thirty at once and then none', () => {
    const sent = run(10_000, [], () => 0);
    const gaps = sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(36);
  });

  it('leaves the whole second to replies when there are many of them, and then holds none of them back', () => {
    const replies = Array.from({ length: 900 }, (_, index) => 1_000 + index * 5);
    const answered = run(8_000, replies, () => 0).filter(({ lane }) => lane === 'reply');
    expect(answered).toHaveLength(900);
    const late = answered.filter(({ at, wantedAt }) => at > wantedAt);
    expect(Math.max(...late.map(({ wantedAt }) => wantedAt))).toBeLessThan(1_000 + 1_010);
  });
});
