import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatorChannel } from '../../src/channels/simulator/channel.ts';
import { loadFlow } from '../../src/conversation/load-flow.ts';
import { silentLog } from '../../src/log.ts';
import { takeUpLeft } from '../../src/messaging/inbox/recovery.ts';
import { queueNames } from '../../src/messaging/queues/queues.ts';
import { openRedis } from '../../src/messaging/queues/redis.ts';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { submitProposal } from '../../src/proposals/submit.ts';
import { currentRound } from '../../src/rounds/rounds.ts';
import { collectionOf } from '../../src/storage/collection-of.ts';
import { type Conversation, ConversationModel } from '../../src/talks/conversation.model.ts';
import { openFlows } from '../../src/talks/flow-versions.ts';
import { MessageModel } from '../../src/talks/message.model.ts';
import { someAnswers } from '../support/proposing.ts';
import { type TestService, testService } from '../support/service.ts';
import { startTalks, type Talks } from '../support/talks.ts';

/** Each test starts the service two to four times; on a busy machine one start takes half a minute. */
const options = { timeout: 300_000 };

describe('taking up what was left', options, () => {
  let service: TestService;
  let talks: Talks;

  beforeEach(async () => {
    service = await testService();
  });
  afterEach(async () => {
    await talks?.stop();
    await service?.remove();
  });

  /** What a Redis without a disk remembers after a power cut. */
  async function emptyRedis(): Promise<void> {
    const redis = openRedis(service.backends.redisUrl, silentLog);
    const keys = await redis.keys(`${service.backends.name}:*`);
    expect(keys.length).toBeGreaterThan(0);
    await redis.unlink(keys);
    redis.disconnect();
  }

  it('answers once, in order, what a lost Redis no longer knows', async () => {
    const simulator = createSimulatorChannel();
    talks = await startTalks(service, { role: 'gateway', simulator });
    const people = [await talks.enter('a'), await talks.enter('b')];
    // A gateway without a worker takes messages in; nobody handles them yet.
    for (const text of ['halo', 'BANTUAN', 'halo'])
      for (const address of ['a', 'b']) await talks.say(address, text);
    await talks.stop();
    await emptyRedis();
    talks = await startTalks(service, { simulator });
    await talks.quiet();
    for (const [n, person] of people.entries()) {
      expect(await talks.conversation(person)).toMatchObject({ turn: 3, outbox: [] });
      const [invitation, help, again, ...others] = talks.texts(n === 0 ? 'a' : 'b');
      expect(invitation).toContain('Bersedia?');
      expect(help).toContain('STATUS');
      expect(again).toBe(invitation);
      // The last one was written before anything was asked.
      expect(others).toEqual([]);
    }
  });

  it('sends what a lost Redis left in the outboxes, and classifies what waited', async () => {
    const simulator = createSimulatorChannel();
    talks = await startTalks(service, { role: 'worker', simulator });
    const gateway = await talks.enter('c');
    const round = await currentRound();
    if (!round) throw new Error('no round');
    const now = new Date();
    const proposal = { round: round, participant: gateway, number: 1, channel: 'simulator', now };
    await submitProposal({ ...proposal, answers: someAnswers() });
    await talks.stop();

    talks = await startTalks(service, { role: 'gateway', simulator });
    await talks.say('c', 'halo');
    await talks.stop();
    // A worker thinks, but has no channel to send by.
    talks = await startTalks(service, { role: 'worker', simulator });
    await expect
      .poll(async () => (await talks.conversation(gateway))?.outbox.length, { timeout: 30_000 })
      .toBe(1);
    await talks.stop();
    await emptyRedis();
    talks = await startTalks(service, { simulator });
    await talks.quiet();
    expect(talks.texts('c')).toHaveLength(1);
    const [stored] = await ProposalModel.find({ participant: gateway._id }).lean();
    expect(stored?.classification).toBeDefined();
  });

  it('takes up, in a living service, what an emptied Redis no longer knows', async () => {
    talks = await startTalks(service, { role: 'gateway' });
    const { simulator } = talks;
    const { _id } = await talks.enter('e');
    await talks.say('e', 'halo');
    await talks.stop();
    await emptyRedis();
    // Nothing is queued, and the worker is long started: its own look finds the message.
    talks = await startTalks(service, { simulator });
    await talks.quiet();
    await MessageModel.updateMany({}, { $set: { waiting: true }, $unset: { handledAt: 1 } });
    await ConversationModel.deleteMany({});
    const { runtime } = talks.app;
    runtime.heldTalks.letGo(_id);
    const inAMinute = { ...runtime, now: () => new Date(Date.now() + 60_000) };
    await takeUpLeft(runtime);
    expect(talks.texts('e')).toHaveLength(1);
    await takeUpLeft(inAMinute);
    await talks.quiet();
    expect(talks.texts('e')).toHaveLength(2);
  });

  it('asks once more what may have been answered, where the sender died behind the question', async () => {
    talks = await startTalks(service);
    const person = await talks.enter('f');
    await talks.tell('f', ['halo', '1']);
    await talks.quiet();
    const asked = (await talks.conversation(person))?.asked.at(-1);
    const [question = ''] = talks.texts('f').slice(-1);
    // As who died between sending and writing it down has left it, ten seconds ago.
    const leftAt = new Date(Date.now() - 10_000);
    const reply = { text: question, choices: [], asks: 'area' };
    const entry = { turn: 2, index: 0, address: asked?.address, reply, question: asked?.question, leftAt };
    await collectionOf<Conversation>(ConversationModel).updateOne({ _id: person._id }, {
      $set: { outbox: [entry] },
      $pull: { asked: { messageId: asked?.messageId } },
      $inc: { version: 1 },
    } as object);
    // Said to the consent before, or to this question, and again in the silence.
    await Promise.all(['1', '1'].map((text) => talks.say('f', text)));
    await talks.quiet();
    expect((await talks.conversation(person))?.state?.step).toBe('area');
    const asking = talks.texts('f').filter((text) => text.includes('1/9.'));
    expect(asking.filter((text) => text === question)).toHaveLength(2);
    expect(asking.slice(2)).toEqual([expect.stringContaining('Mohon jawab sekali lagi')]);
    await talks.tell('f', ['2']);
    await talks.quiet();
    expect((await talks.conversation(person))?.state).toMatchObject({
      step: 'problem',
      answers: { area: { words: '2' } },
    });
  });

  it('goes on talking while classification is down, and classifies afterwards', async () => {
    talks = await startTalks(service);
    const classify = talks.app.runtime.queues.get(queueNames.classify);
    await classify.pause();
    const person = await talks.enter('d');
    const round = await currentRound();
    if (!round) throw new Error('no round');
    const answers = ['1', '1', 'Jalan rusak berat kalau hujan', '6', 'Pengerasan jalan menuju kebun karet'];
    const rest = ['dekat jembatan', '800 meter', '30', '1', '1', 'LEWATI', '1'];
    await talks.tell('d', ['halo', ...answers, ...rest]);
    await expect
      .poll(() => ProposalModel.countDocuments({ participant: person._id }), { timeout: 60_000 })
      .toBe(1);
    await expect.poll(() => talks.texts('d').join('\n'), { timeout: 60_000 }).toMatch(/RR-26-\d{4}-\d{4}/);
    expect(await ProposalModel.countDocuments({ classification: { $exists: true } })).toBe(0);
    await classify.resume();
    await talks.quiet();
    expect(await ProposalModel.countDocuments({ classification: { $exists: true } })).toBe(1);
  });

  it('queues of a long backlog those that have waited longest, and the rest at the next look', async () => {
    talks = await startTalks(service);
    const { runtime } = talks.app;
    const classify = runtime.queues.get(queueNames.classify);
    await classify.pause();
    const id = (minute: number) => `2026.backlog.${minute}`;
    const backlog = Array.from({ length: 502 }, (_, minute) => ({
      _id: id(minute),
      code: `RR-26-0000-${minute}`,
      status: 'submitted',
      submittedAt: new Date(Date.UTC(2026, 0, 1, 0, minute)),
      text: 'Perbaikan jalan ke kebun karet',
      photos: [],
    }));
    // The newest first, for the order they are stored in must not matter.
    await collectionOf<{ _id: string }>(ProposalModel).insertMany(backlog.toReversed());
    const isQueued = async (minute: number) => (await classify.getJob(id(minute))) !== undefined;
    await takeUpLeft(runtime);
    expect([await isQueued(0), await isQueued(499), await isQueued(500)]).toEqual([true, true, false]);

    await ProposalModel.updateMany({ _id: { $in: [id(0), id(1)] } }, { $set: { status: 'classified' } });
    await takeUpLeft(runtime);
    expect([await isQueued(500), await isQueued(501)]).toEqual([true, true]);
  });

  it('leads a talk to its end by the flow it began with, and a new talk by the new one', async () => {
    const simulator = createSimulatorChannel();
    talks = await startTalks(service, { simulator });
    const early = await talks.enter('early');
    await talks.tell('early', ['halo', '1']);
    await talks.quiet();
    const { runtime } = talks.app;
    const { source, version: before } = await runtime.flows.current('usulan');
    // An editor takes a question out and puts another in its place.
    const edited = source.replace('    min: 5\n', '    min: 40\n');
    expect(edited).not.toBe(source);
    const parse = (text: string, file = 'flows/usulan.yaml') =>
      loadFlow({ file, source: text }, runtime.texts);
    const daftar = await runtime.flows.current('daftar');
    Object.assign(runtime, {
      flows: await openFlows(
        [parse(edited), daftar],
        ({ source: old, file }) => parse(old, file),
        new Date(),
      ),
    });
    const late = await talks.enter('late');
    for (const address of ['early', 'late']) {
      const before = address === 'late' ? ['halo', '1', '1'] : ['1'];
      await talks.tell(address, [...before, 'Jalan rusak parah']);
    }
    await talks.quiet();
    const [old, young] = await Promise.all([talks.conversation(early), talks.conversation(late)]);
    expect(old?.state).toMatchObject({ flow: { version: before }, step: 'own_issue' });
    expect(young?.state).toMatchObject({ step: 'problem' });
    expect(young?.state?.flow.version).not.toBe(before);
  });
});
