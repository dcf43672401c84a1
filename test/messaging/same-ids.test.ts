import { describe, expect, it } from 'vitest';
import type { Incoming } from '../../src/channels/channel.ts';
import { acceptMessages } from '../../src/messaging/inbox/accept.ts';
import { MessageModel } from '../../src/talks/message.model.ts';
import { useTalks } from '../support/talks.ts';

describe('the name of a message', () => {
  const held = useTalks();

  const incoming = (address: string, messageId: string, more: Partial<Incoming> = {}): Incoming => ({
    channel: 'simulator',
    messageId,
    address,
    sentAt: new Date().toISOString(),
    content: { kind: 'text', text: 'halo' },
    ...more,
  });
  it('is bound with its sender: two people with one id are two messages, both answered', async () => {
    const { talks } = held();
    for (const address of ['first', 'second']) {
      await talks.enter(address);
      // A phone chooses the ids of its messages itself, so somebody can take another's.
      await talks.say(address, 'halo', '3EB0C767D097E9ECFE94');
    }
    await talks.quiet();
    expect([talks.texts('first').length, talks.texts('second').length]).toEqual([1, 1]);
    const stored = await MessageModel.find({
      address: { $in: ['simulator:first', 'simulator:second'] },
    }).lean();
    expect(new Set(stored.map(({ _id }) => _id)).size).toBe(2);
    for (const { _id } of stored) expect(_id).toMatch(/^simulator\.[\w-]{22}$/);
  });

  it('is one where a network tells the sender’s number later', async () => {
    const { talks } = held();
    await talks.enter('6281250001111');
    const { runtime } = talks.app;
    await acceptMessages([incoming('777@lid', 'late')], runtime);
    await acceptMessages([incoming('6281250001111', 'late', { alias: '777@lid' })], runtime);
    await talks.quiet();
    const both = { address: { $in: ['simulator:777@lid', 'simulator:6281250001111'] } };
    expect(await MessageModel.countDocuments(both)).toBe(1);
  });

  it('answers nothing again that was handled, however long ago', async () => {
    const { talks } = held();
    const person = await talks.enter('talker');
    await talks.say('talker', 'halo', 'long-ago');
    for (let n = 0; n < 55; n += 1) await talks.say('talker', `${n + 10} meter`, `since-${n}`);
    await talks.quiet();
    const turn = (await talks.conversation(person))?.turn;
    await talks.say('talker', 'halo', 'long-ago');
    await talks.quiet();
    expect((await talks.conversation(person))?.turn).toBe(turn);
  });
});
