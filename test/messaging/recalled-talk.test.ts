import { describe, expect, it, vi } from 'vitest';
import type { Participant } from '../../src/people/participant.model.ts';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { submitProposal } from '../../src/proposals/submit.ts';
import { currentRound } from '../../src/rounds/rounds.ts';
import { collectionOf } from '../../src/storage/collection-of.ts';
import { type Conversation, ConversationModel } from '../../src/talks/conversation.model.ts';
import { MessageModel } from '../../src/talks/message.model.ts';
import { someAnswers } from '../support/proposing.ts';
import { useTalks } from '../support/talks.ts';

const untilSummary = [
  'halo',
  '1',
  '1',
  'Jalan rusak parah',
  '6',
  'Perbaikan jalan ke kebun',
  'dekat masjid',
  '800 meter',
  '30 KK',
  '1',
  '1',
  'LEWATI',
];

describe('a talk that this process is in the middle of', () => {
  const service = useTalks();

  /** Somebody who has come so far. */
  async function whoSaid(name: string, lines: readonly string[]): Promise<Participant> {
    const { talks } = service();
    const person = await talks.enter(name);
    await talks.tell(name, lines);
    await talks.quiet();
    return person;
  }

  /** Another process changes the talk, which this one is not told of. */
  const changedElsewhere = ({ _id }: Participant, $set: Record<string, unknown>) =>
    ConversationModel.updateOne({ _id }, { $set, $inc: { version: 1 } });

  async function answer(name: string, content: Parameters<ReturnType<typeof service>['talks']['say']>[1]) {
    const { talks } = service();
    await talks.say(name, content);
    await talks.quiet();
    expect(await MessageModel.countDocuments({ faults: { $exists: true } })).toBe(0);
  }

  it('goes on without being read', async () => {
    const person = await whoSaid('siti', untilSummary.slice(0, 4));
    const reads = vi.spyOn(collectionOf<Conversation>(ConversationModel), 'find');
    try {
      await answer('siti', '6');
      expect(reads).not.toHaveBeenCalled();
    } finally {
      reads.mockRestore();
    }
    expect((await service().talks.conversation(person))?.state?.step).toBe('proposal');
  });

  it('goes on as another process has left it, where that has changed it', async () => {
    const person = await whoSaid('rusmadi', untilSummary.slice(0, 4));
    const problem = 'Jembatan hanyut';
    const value = { kind: 'text', text: problem };
    await changedElsewhere(person, { 'state.answers.problem.value': value });
    await answer('rusmadi', '6');
    const { state, turn } = (await service().talks.conversation(person)) ?? {};
    expect(state).toMatchObject({ step: 'proposal', answers: { problem: { value } } });
    // Asked once, though thought about twice.
    expect(turn).toBe(5);
    expect(service().talks.texts('rusmadi')).toHaveLength(5);
  });

  it('is gone where another process has forgotten it', async () => {
    const person = await whoSaid('tinah', untilSummary.slice(0, 4));
    await ConversationModel.deleteOne({ _id: person._id });
    await answer('tinah', '6');
    expect((await service().talks.conversation(person))?.state?.step).toBe('consent');
  });

  it('makes a proposal as it stands in the database', async () => {
    const person = await whoSaid('budi', untilSummary);
    const value = { kind: 'text', text: 'Perbaikan jembatan ke kebun' };
    await changedElsewhere(person, { 'state.answers.proposal.value': value });
    await answer('budi', 'kirim');
    const [proposal, ...others] = await ProposalModel.find({ participant: person._id }).lean();
    expect(others).toEqual([]);
    expect(proposal?.answers).toMatchObject({ proposal: { value } });
  });

  it('takes a photo for the question that another process has come to, not for one that was lost', async () => {
    const { talks } = service();
    const person = await whoSaid('aluh', untilSummary.slice(0, 4));
    const round = await currentRound();
    if (!round) throw new Error('There is no round');
    const photos = { kind: 'photos' as const, photos: [{ mediaId: 'lost', mime: 'image/png' }] };
    const answers = { ...someAnswers(), photos: { value: photos, words: '(1)', at: '2026-03-02T02:00:00Z' } };
    const sent = { participant: person, number: 1, answers, channel: 'simulator' as const, now: new Date() };
    const proposal = await submitProposal({ round, ...sent });
    if (!proposal) throw new Error('The quota is used up');
    await ProposalModel.updateOne({ _id: proposal._id }, { $set: { 'photos.0.lost': 'gone' } });

    await changedElsewhere(person, { 'state.step': 'photos' });
    const { id, mime } = talks.simulator.putFile(Buffer.from('a photo'), 'image/png');
    await answer('aluh', { kind: 'photo', media: { id, mime } });
    expect((await ProposalModel.findById(proposal._id).lean())?.photos[0]).toMatchObject({ lost: 'gone' });
    expect((await talks.conversation(person))?.state?.sofar).toMatchObject({ photos: [{ mediaId: id }] });
  });
});
