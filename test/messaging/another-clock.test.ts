import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import type { SimulatorChannel } from '../../src/channels/simulator/channel.ts';
import { type TestService, testService } from '../support/service.ts';
import { startTalks, type Talks } from '../support/talks.ts';

/**
 * The network tells times by its own clock, in whole seconds, and no places in the chat: WhatsApp. This machine's clock is
 * right, or an hour off (status-im/status-legacy#3948, NousResearch/hermes-agent#27330: messages were lost by that).
 */
describe.each([
  ['right', 0],
  ['an hour behind', 3_600_000],
  ['an hour ahead', -3_600_000],
])('a machine whose clock is %s', (_how, aheadMs) => {
  let service: TestService;
  let talks: Talks;
  /** How long after now, or before, the next message is written. */
  let laterMs = 0;
  const clock = (ms = 0) => new Date(Math.floor((Date.now() + aheadMs + ms) / 1_000) * 1_000);
  const byItsClock = (simulator: SimulatorChannel): Channel => ({
    ...simulator,
    start: (take) =>
      simulator.start((messages) =>
        take(messages.map(({ order: _, ...one }) => ({ ...one, sentAt: clock(laterMs).toISOString() }))),
      ),
    send: async (address, message) => ({ ...(await simulator.send(address, message)), at: clock() }),
  });

  beforeAll(async () => {
    service = await testService();
    talks = await startTalks(service, { channel: byItsClock });
  });
  afterAll(async () => {
    await talks?.stop();
    await service?.remove();
  });

  /** Who has agreed, and is asked how wide the problem is. */
  async function begin(address: string) {
    const person = await talks.enter(address);
    laterMs = 2_000;
    await talks.tell(address, ['halo', '1']);
    return person;
  }

  it('keeps an answer to a question whose sending had an unknown end', async () => {
    const person = await begin('6281');
    const lost = { kind: 'later', retryAfterMs: 0, reason: 'no answer', uncertain: true } as const;
    talks.simulator.failNext(lost, { address: '6281' });
    await talks.say('6281', '1');
    const doubts = async () => (await talks.conversation(person))?.outbox[0]?.doubts;
    await vi.waitFor(async () => expect(await doubts()).toBe(1), { timeout: 20_000, interval: 10 });
    laterMs = 4_000;
    await talks.say('6281', 'Jalan ke kebun rusak parah');
    await talks.quiet();
    const problem = { value: { kind: 'text', text: 'Jalan ke kebun rusak parah' } };
    expect((await talks.conversation(person))?.state?.answers).toMatchObject({ problem });
  });

  it('takes nothing for an answer to a question that its sender had not seen', async () => {
    const person = await begin('6282');
    laterMs = -3_000;
    await talks.say('6282', '2');
    await talks.quiet();
    expect((await talks.conversation(person))?.state).toMatchObject({ step: 'area' });
  });
});
