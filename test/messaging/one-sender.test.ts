import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { queueNames } from '../../src/messaging/queues/queues.ts';
import { ConversationModel } from '../../src/talks/conversation.model.ts';
import { type TestService, testService } from '../support/service.ts';
import { startTalks, type Talks } from '../support/talks.ts';

const patience = { timeout: 20_000, interval: 20 };

/** Found by chaos: a claim ran out under a sender that was held up, and a second one of the same process said all again. */
describe('an outbox whose claim runs out under its sender', () => {
  let service: TestService;
  let talks: Talks;
  /** Sends that the network holds back until they are let go. */
  const held: (() => void)[] = [];
  let holds = false;

  beforeAll(async () => {
    service = await testService();
    talks = await startTalks(service, {
      channel: (simulator) => ({
        ...simulator,
        async send(address, message) {
          if (holds) await new Promise<void>((resolve) => held.push(resolve));
          return simulator.send(address, message);
        },
      }),
    });
  });
  afterAll(async () => {
    for (const letGo of held) letGo();
    await talks?.stop();
    await service?.remove();
  });

  it('is not given to another sender of the same process', async () => {
    const { queues, replies } = talks.app.runtime;
    const participant = await talks.enter('slow');
    holds = true;
    await talks.say('slow', 'halo');
    await vi.waitFor(() => expect(held).toHaveLength(1), patience);

    await ConversationModel.updateOne({ _id: participant._id }, { sendingUntil: new Date(0) });
    await replies.queueAlone('simulator', { participant: participant._id, turn: 1 });
    const queue = queues.get(queueNames.replies('simulator'));
    await vi.waitFor(async () => expect(held.length + (await queue.getDelayedCount())).toBe(2), patience);
    expect(held).toHaveLength(1);

    holds = false;
    for (const letGo of held) letGo();
    await talks.quiet();
    expect(talks.texts('slow')).toHaveLength(1);
  });
});
