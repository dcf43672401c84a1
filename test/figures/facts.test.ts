import { beforeAll, describe, expect, it } from 'vitest';
import { type FactBook, openFactBook } from '../../src/figures/facts.ts';
import { tallyProposals } from '../../src/figures/tally.ts';
import { IndicatorModel } from '../../src/issues/indicator.model.ts';
import { IssueModel } from '../../src/issues/issue.model.ts';
import { InvitationModel } from '../../src/outreach/model/invitation.model.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { releaseDecision } from '../../src/proposals/release.ts';
import { decide } from '../../src/proposals/review.ts';
import { RegionModel } from '../../src/regions/region.model.ts';
import { type Round, RoundModel } from '../../src/rounds/round.model.ts';
import { CounterModel } from '../../src/storage/counter.model.ts';
import { ConversationModel } from '../../src/talks/conversation.model.ts';
import { openThread } from '../../src/threads/ask.ts';
import { ExampleModel } from '../../src/training/example.model.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { useDatabase } from '../support/database.ts';
import { openBalangan, propose, reread } from '../support/proposals.ts';

useDatabase([
  ConversationModel,
  CounterModel,
  ExampleModel,
  IndicatorModel,
  InvitationModel,
  IssueModel,
  ParticipantModel,
  ProposalModel,
  RegionModel,
  RoundModel,
]);
const now = new Date('2026-12-08T01:00:00Z');
const ani = { name: 'ani@balangan.example', role: 'coordinator', scope: wholeDistrict };
let round: Round;
let book: FactBook;
const tally = async () => tallyProposals((await book.of(round._id)).proposals.values(), wholeDistrict, now);

beforeAll(async () => {
  round = await openBalangan(now);
  book = openFactBook();
});

describe('the facts of a round', () => {
  it('follow every write without being read anew', async () => {
    const first = await propose(round, { proposal: 'Jembatan' });
    await propose(round, { proposal: 'Sumur bor' });
    expect(await tally()).toMatchObject({ proposals: 2, undecided: 2, drafted: 0 });
    await decide(await reread(first), 0, { outcome: 'accepted', sentence: 'Ya.' }, ani, now);
    expect(await tally()).toMatchObject({ proposals: 2, undecided: 1, drafted: 1 });
    await releaseDecision(first._id, ani, now);
    expect(await tally()).toMatchObject({ undecided: 1, drafted: 0 });
    const asked = await openThread({ participant: first.participant, round: round._id, words: '', at: now });
    expect((await book.of(round._id)).threads.get(asked ?? '')?.waits).toBe(true);
  });

  it('change their version with what changed, and with nothing else', async () => {
    const { version } = await book.of(round._id);
    expect((await book.of(round._id)).version).toBe(version);
    await propose(round, { proposal: 'Pasar' });
    expect((await book.of(round._id)).version).toBeGreaterThan(version);
  });

  it('hold people of before writes were dated', async () => {
    const old = await propose(round, { proposal: 'Dari versi lama' });
    await ParticipantModel.collection.updateOne(
      { _id: old.participant as never },
      { $unset: { changed: 1 } },
    );
    const fresh = openFactBook();
    for (const _look of [1, 2])
      expect((await fresh.of(round._id)).people.get(old.participant)?.village).toBe(old.village);
  });
});
