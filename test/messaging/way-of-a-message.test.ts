import mongoose from 'mongoose';
import { describe, expect, it, vi } from 'vitest';
import type { Content } from '../../src/channels/channel.ts';
import { acceptMessages, messageId } from '../../src/messaging/inbox/accept.ts';
import {
  discardDeadLetter,
  listDeadLetters,
  retryDeadLetter,
} from '../../src/messaging/queues/dead-letters.ts';
import type { Participant } from '../../src/people/participant.model.ts';
import { findParticipant } from '../../src/people/participants.ts';
import { collectionOf } from '../../src/storage/collection-of.ts';
import { type Conversation, ConversationModel } from '../../src/talks/conversation.model.ts';
import { MessageModel } from '../../src/talks/message.model.ts';
import { useTalks } from '../support/talks.ts';

const patience = { timeout: 60_000, interval: 20 };

describe('the way of a message', () => {
  const held = useTalks();

  /** All that is left in their outbox is what was given up. */
  const onlyGivenUp = (person: Participant, afterTurn: number, count: number) =>
    vi.waitFor(async () => {
      const { turn, outbox = [] } = (await held().talks.conversation(person)) ?? {};
      expect(turn).toBe(afterTurn);
      expect(outbox.map(({ failed }) => typeof failed)).toEqual(Array(count).fill('string'));
    }, patience);

  /** Under which a message stands. */
  const idOf = (address: string, id: string) =>
    messageId({ channel: 'simulator', messageId: id }, `simulator:${address}`, held().talks.app.runtime);

  it('answers a message once, however often the network brings it', async () => {
    const person = await held().talks.enter('twice');
    await Promise.all([1, 2, 3].map(() => held().talks.say('twice', 'halo', 'the-same')));
    await held().talks.quiet();
    await held().talks.say('twice', 'halo', 'the-same');
    await held().talks.quiet();
    expect(await MessageModel.countDocuments({ address: 'simulator:twice' })).toBe(1);
    expect(await held().talks.conversation(person)).toMatchObject({
      turn: 1,
      handled: [idOf('twice', 'the-same')],
    });
    expect(held().talks.texts('twice')).toHaveLength(1);
  });

  it('handles one person’s messages in their order, also when they come all at once', async () => {
    const person = await held().talks.enter('hasty');
    await held().talks.say('hasty', 'halo', 'h-0');
    const ids = Array.from({ length: 12 }, (_, n) => `h-${n + 1}`);
    // Handed over one after the other, as a phone sends them, without waiting for any answer.
    for (const [n, id] of ids.entries()) await held().talks.say('hasty', n === 0 ? '1' : `jawaban ${n}`, id);
    await held().talks.quiet();
    const conversation = await held().talks.conversation(person);
    expect(conversation?.handled).toEqual(['h-0', ...ids].map((id) => idOf('hasty', id)));
    expect(conversation).toMatchObject({ turn: 13, outbox: [], effects: [] });
    // Those that waited together were written together.
    expect(conversation?.version).toBeLessThan(13);
    expect(await MessageModel.countDocuments({ address: 'simulator:hasty', waiting: true })).toBe(0);
  });

  it('reads one person’s messages as they were written, where the network tells their order and brought them otherwise', async () => {
    const { talks } = held();
    const person = await talks.enter('swapped');
    await talks.tell('swapped', ['halo', '1', '1']);
    const said = (order: number, text: string) => ({
      channel: 'simulator' as const,
      address: 'swapped',
      messageId: `swapped-${order}`,
      order,
      content: { kind: 'text' as const, text },
      sentAt: new Date().toISOString(),
    });
    await acceptMessages(
      [said(1_000_002, 'dekat langgar'), said(1_000_001, 'Jalan ke kebun rusak')],
      talks.app.runtime,
    );
    await talks.quiet();
    expect((await talks.conversation(person))?.handled.slice(-2)).toEqual(
      ['swapped-1000001', 'swapped-1000002'].map((id) => idOf('swapped', id)),
    );
  });

  it('writes down that a question was sent together with the answer that follows at once', async () => {
    const { talks } = held();
    const person = await talks.enter('quick');
    await talks.tell('quick', ['halo', '1']);
    const writes = vi.spyOn(collectionOf<Conversation>(ConversationModel), 'bulkWrite');
    try {
      for (const answer of ['Jalan ke kebun rusak', 'Dekat langgar', 'Petani karet']) {
        const asked = talks.texts('quick').length;
        await talks.say('quick', answer);
        await vi.waitFor(() => expect(talks.texts('quick').length).toBeGreaterThan(asked), patience);
      }
      await talks.quiet();
      // Seven with one of its own for each question; four, unless this machine was too slow for "at once".
      expect(writes.mock.calls.flatMap(([operations]) => operations).length).toBeLessThan(7);
    } finally {
      writes.mockRestore();
    }
    const { asked = [], outbox } = (await talks.conversation(person)) ?? {};
    expect(asked.map(({ question }) => question.step)).toEqual(['consent', 'area', 'area', 'area', 'area']);
    expect(outbox).toEqual([]);
  });

  it('lets nobody wait for what another’s turn causes', async () => {
    const { runtime } = held().talks.app;
    for (const address of ['agrees', 'answers']) {
      await held().talks.enter(address);
      await held().talks.tell(address, ['halo']);
    }
    await held().talks.tell('answers', ['1']);
    await held().talks.quiet();
    const told: string[] = [];
    held().talks.simulator.onSent((address) => told.push(address));
    const said = (address: string) => ({
      channel: 'simulator' as const,
      address,
      messageId: `${address}-together`,
      content: { kind: 'text' as const, text: '1' },
      sentAt: new Date().toISOString(),
    });
    // One group, with the one at its head whose consent is to be recorded before anything is said.
    await acceptMessages([said('agrees'), said('answers')], runtime);
    await held().talks.quiet();
    expect(told).toEqual(['answers', 'agrees']);
  });

  it('writes state, replies and effects down in one write, before anything goes out', async () => {
    const person = await held().talks.enter('one-write');
    await held().talks.say('one-write', 'halo');
    await held().talks.quiet();
    const writes: { method: string; fields: string }[] = [];
    mongoose.set('debug', (collection: string, method: string, ...said: unknown[]) => {
      const fields = JSON.stringify(said);
      const isTheirs = collection === 'conversations' && fields.includes(person._id);
      if (isTheirs && !method.startsWith('find')) writes.push({ method, fields });
    });
    held().talks.simulator.onSent(
      (address) => address === 'one-write' && writes.push({ method: 'send', fields: '' }),
    );
    await held().talks.say('one-write', '1');
    await held().talks.quiet();
    mongoose.set('debug', false);
    const [first, ...rest] = writes;
    for (const part of ['state', 'outbox', 'effects', 'handled'])
      expect(first?.fields).toContain(`"${part}"`);
    expect(rest.map(({ method }) => method)).toContain('send');
    expect(rest.filter(({ fields }) => fields.includes('"state"'))).toEqual([]);
  });

  it('obeys the time a network asks for, and keeps the order', async () => {
    await held().talks.enter('slow');
    const waitMs = 1_500;
    held().talks.simulator.failNext(
      { kind: 'later', retryAfterMs: waitMs, reason: 'Too Many Requests' },
      { address: 'slow' },
    );
    const begun = performance.now();
    const came: number[] = [];
    held().talks.simulator.onSent((address) => address === 'slow' && came.push(performance.now() - begun));
    await held().talks.say('slow', 'halo');
    await held().talks.say('slow', 'BANTUAN');
    await held().talks.quiet();
    expect(came[0]).toBeGreaterThanOrEqual(waitMs);
    const [invitation, ...rest] = held().talks.texts('slow');
    expect(invitation).toContain('Bersedia?');
    expect(rest.join('\n')).toContain('STATUS');
  });

  it('writes again to whoever has taken their block back, whether they say anything or not', async () => {
    const { talks } = held();
    const person = await talks.enter('back');
    const barred = async () => (await findParticipant(person._id))?.unreachable.length;
    await talks.say('back', { kind: 'blocked' });
    await expect.poll(barred).toBe(1);
    await talks.say('back', { kind: 'blocked', lifted: true });
    await talks.quiet();
    expect([await barred(), talks.texts('back')]).toEqual([0, []]);
    // Both come together where the service was away.
    const { app } = talks;
    const both = [{ kind: 'blocked' }, { kind: 'blocked', lifted: true }] as const;
    const together = both.map((content, n) => ({
      channel: 'simulator' as const,
      messageId: `member-${n}`,
      address: 'back',
      sentAt: new Date().toISOString(),
      content,
    }));
    await acceptMessages(together, app.runtime);
    await talks.quiet();
    expect(await barred()).toBe(0);
    await acceptMessages(
      [...together].reverse().map((one) => ({ ...one, messageId: `${one.messageId}-2` })),
      app.runtime,
    );
    await expect.poll(barred).toBe(1);
  });

  it('writes to nobody who has blocked the bot, until they write again', async () => {
    const person = await held().talks.enter('blocker');
    held().talks.simulator.failNext({ kind: 'unreachable', reason: 'blocked' }, { address: 'blocker' });
    await held().talks.say('blocker', 'halo');
    await held().talks.quiet();
    expect((await findParticipant(person._id))?.unreachable).toMatchObject([
      { address: 'simulator:blocker', reason: 'blocked' },
    ]);
    expect(await held().talks.conversation(person)).toMatchObject({ outbox: [] });
    await held().talks.say('blocker', 'saya kembali');
    await held().talks.quiet();
    expect((await findParticipant(person._id))?.unreachable).toEqual([]);
    expect(held().talks.texts('blocker')).toHaveLength(1);
  });

  it('keeps what can never be delivered, shows it, and sends it when staff try again', async () => {
    const { queues } = held().talks.app.runtime;
    const person = await held().talks.enter('refused');
    held().talks.simulator.failNext({ kind: 'refused', reason: 'malformed' }, { address: 'refused' });
    await held().talks.say('refused', 'halo');
    await vi.waitFor(async () => expect(await listDeadLetters(queues)).toHaveLength(1), patience);
    const [letter] = await listDeadLetters(queues);
    expect(letter).toMatchObject({ queue: 'replies-simulator', id: `${person._id}.1`, reason: 'malformed' });
    // What comes after is not held up by it.
    await held().talks.say('refused', 'BANTUAN');
    await onlyGivenUp(person, 2, 1);
    const before = held().talks.texts('refused').length;
    await retryDeadLetter(queues, letter?.queue ?? '', letter?.id ?? '', new Date());
    await held().talks.quiet();
    expect(held().talks.texts('refused')).toHaveLength(before + 1);
    expect(await listDeadLetters(queues)).toEqual([]);
  });

  it('forgets what staff have given up: it is not sent with the next that is tried again', async () => {
    const { queues } = held().talks.app.runtime;
    const person = await held().talks.enter('discarded');
    for (const turn of [1, 2]) {
      held().talks.simulator.failNext(
        { kind: 'refused', reason: `malformed ${turn}` },
        { address: 'discarded' },
      );
      await held().talks.say('discarded', turn === 1 ? 'halo' : 'BANTUAN');
      await vi.waitFor(async () => expect(await listDeadLetters(queues)).toHaveLength(turn), patience);
    }
    await onlyGivenUp(person, 2, 2);
    await discardDeadLetter(queues, 'replies-simulator', `${person._id}.1`, new Date());
    const before = held().talks.texts('discarded').length;
    await retryDeadLetter(queues, 'replies-simulator', `${person._id}.2`, new Date());
    await held().talks.quiet();
    expect(held().talks.texts('discarded')).toHaveLength(before + 1);
    expect(await held().talks.conversation(person)).toMatchObject({ outbox: [] });
  });

  it('answers every kind of message, and every text however odd', async () => {
    const person = await held().talks.enter('odd');
    const texts = [
      'halo',
      '',
      ' ',
      '🙏🙏🙏',
      '\u0000\u0007',
      '\u202Eterbalik',
      'x'.repeat(10_000),
      '$where',
      '{"$gt":""}',
    ];
    const others: Content[] = [
      { kind: 'unsupported', what: 'sticker' },
      { kind: 'location', lat: -2.3, lon: 115.5 },
      { kind: 'contact', phone: '+6281234567890' },
    ];
    for (const content of [...texts, ...others]) {
      await held().talks.say('odd', content);
      await held().talks.quiet();
    }
    expect((await held().talks.conversation(person))?.turn).toBe(texts.length + 3);
    expect(held().talks.texts('odd').length).toBeGreaterThanOrEqual(texts.length + 3);
    expect(await listDeadLetters(held().talks.app.runtime.queues)).toEqual([]);
  });
});
