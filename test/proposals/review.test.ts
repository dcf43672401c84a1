import { describe, expect, it } from 'vitest';
import {
  answerDeliveries,
  assignDestination,
  dropAnswer,
  retryAnswer,
} from '../../src/outreach/model/answers.ts';
import { draftedAnswers } from '../../src/proposals/answers.ts';
import { DecisionError } from '../../src/proposals/decision-draft.ts';
import { countProposals, findProposal, listProposals } from '../../src/proposals/list.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { releaseDecision } from '../../src/proposals/release.ts';
import {
  type Actor,
  correctIssue,
  decide,
  recordClassification,
  StaleError,
  withdrawDecision,
} from '../../src/proposals/review.ts';
import { CounterModel } from '../../src/storage/counter.model.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { useDatabase } from '../support/database.ts';
import { aParticipant, aProposal, testNow } from '../support/proposing.ts';

useDatabase([ProposalModel, CounterModel]);

const ani: Actor = { name: 'ani@example.go.id', role: 'coordinator', scope: wholeDistrict };
const refusal = {
  outcome: 'rejected',
  reason: 'di-luar-kemampuan',
  sentence: 'Anggaran tahun ini sudah penuh.',
} as const;
const said = {
  primary: 'ketimpangan',
  secondary: null,
  confidence: 0.9,
  scores: { ketimpangan: 0.9, none: 0.1 },
  because: ['jalan'],
  decision: 'file',
  version: 'v1',
} as const;

async function reread({ _id }: Proposal): Promise<Proposal> {
  const proposal = await ProposalModel.findById(_id).lean();
  if (!proposal) throw new Error('gone');
  return proposal;
}
const classification = { ...said, because: [...said.because] };

describe('classification', () => {
  it('files what it is sure of and asks about the rest', async () => {
    const [sure, unsure] = [await aProposal(), await aProposal()];
    await recordClassification(sure._id, classification, testNow);
    await recordClassification(unsure._id, { ...classification, decision: 'ask' }, testNow);
    expect(await reread(sure)).toMatchObject({
      status: 'classified',
      issue: 'ketimpangan',
      issueBy: 'classifier',
    });
    expect(await reread(unsure)).toMatchObject({ status: 'classified', issue: null });
  });

  it('that comes late never overrules a person, but is kept beside', async () => {
    const proposal = await aProposal();
    await correctIssue(proposal, 0, 'kemiskinan', ani, testNow);
    await recordClassification(proposal._id, classification, testNow);
    expect(await reread(proposal)).toMatchObject({
      issue: 'kemiskinan',
      status: 'in-review',
      classification: { primary: 'ketimpangan' },
    });
  });

  it('twice leaves one line of history', async () => {
    const proposal = await aProposal();
    await recordClassification(proposal._id, classification, testNow);
    await recordClassification(proposal._id, classification, testNow);
    expect((await reread(proposal)).history).toHaveLength(2);
  });
});

describe('a decision', () => {
  it('is drafted, and takes effect when it is released, once', async () => {
    const proposal = await aProposal();
    await decide(proposal, 0, refusal, ani, testNow);
    expect((await reread(proposal)).status).toBe('in-review');
    const released = await Promise.all([1, 2, 3].map(() => releaseDecision(proposal._id, ani, testNow)));
    expect(released.filter(Boolean)).toHaveLength(1);
    expect(await reread(proposal)).toMatchObject({
      status: 'rejected',
      decision: { reason: 'di-luar-kemampuan', delivery: { status: 'queued' } },
    });
  });

  it.each([
    ['reason-missing', { outcome: 'rejected', sentence: 'Maaf.' }],
    ['sentence-missing', { outcome: 'rejected', reason: 'tidak-selaras', sentence: '  ' }],
    ['reason-unfit', { outcome: 'rejected', reason: 'data-kurang', sentence: 'Fotonya belum ada.' }],
  ] as const)('is refused: %s', async (problem, draft) => {
    const proposal = await aProposal();
    await expect(decide(proposal, 0, draft, ani, testNow)).rejects.toThrow(new DecisionError(problem));
  });

  it('can be drafted anew and taken back before its release, not after', async () => {
    const proposal = await aProposal();
    await decide(proposal, 0, refusal, ani, testNow);
    await decide(await reread(proposal), 1, { outcome: 'accepted', sentence: 'Masuk daftar.' }, ani, testNow);
    await withdrawDecision(await reread(proposal), 2, ani, testNow);
    expect((await reread(proposal)).decision).toBeUndefined();
    await decide(await reread(proposal), 3, refusal, ani, testNow);
    await releaseDecision(proposal._id, ani, testNow);
    const released = await reread(proposal);
    await expect(withdrawDecision(released, released.revision, ani, testNow)).rejects.toThrow(DecisionError);
    await expect(decide(released, released.revision, refusal, ani, testNow)).rejects.toThrow(DecisionError);
  });

  it('of two people at once: the second is told, and nothing of the first is lost', async () => {
    const proposal = await aProposal();
    await decide(proposal, 0, refusal, ani, testNow);
    await expect(correctIssue(proposal, 0, 'ipm', { ...ani, name: 'budi' }, testNow)).rejects.toThrow(
      StaleError,
    );
    expect(await reread(proposal)).toMatchObject({ decision: { by: ani.name }, issue: null });
  });

  it('goes out once: taken by one sender, unknown when that one died, and then for a person to decide', async () => {
    const proposal = await aProposal();
    await decide(proposal, 0, refusal, ani, testNow);
    await releaseDecision(proposal._id, ani, testNow);
    await assignDestination(proposal._id, { channel: 'telegram', address: 'telegram:77' }, testNow);
    const delivery = async () => (await reread(proposal)).decision?.delivery;
    const begun = async (taker: string) => {
      await answerDeliveries.take([proposal._id], taker);
      return answerDeliveries.begin(proposal._id, taker, testNow);
    };
    expect((await Promise.all(['one', 'two'].map(begun))).filter(Boolean)).toHaveLength(1);
    expect(await answerDeliveries.settleOrphans('telegram')).toBe(1);
    expect(await delivery()).toMatchObject({ status: 'unknown', reason: 'interrupted' });
    expect(await begun('one')).toBe(false);
    await retryAnswer(proposal._id, testNow);
    expect(await delivery()).toEqual({ status: 'queued', at: testNow });
    await retryAnswer(proposal._id, testNow);
    expect(await begun('one')).toBe(true);
    await answerDeliveries.settle(proposal._id, 'one', { status: 'sent' }, testNow);
    expect(await delivery()).toMatchObject({ status: 'sent' });
    await dropAnswer(proposal._id, testNow);
    expect(await delivery()).toMatchObject({ status: 'sent' });
  });
});

describe('the list', () => {
  const juai: Actor = { ...ani, scope: { kind: 'kecamatan', codes: ['63.11.08'] } };

  it('shows a coordinator their own kecamatan only', async () => {
    const own = await aProposal({
      participant: aParticipant({ village: '63.11.08.2001', kecamatan: '63.11.08', rt: '77' }),
    });
    const other = await aProposal();
    const { proposals, total } = await listProposals({ round: '2026' }, juai.scope, 1, testNow);
    expect([total, proposals.map((proposal) => proposal._id)]).toEqual([1, [own._id]]);
    expect(await findProposal(other._id, juai.scope)).toBeNull();
    await decide(own, 0, refusal, juai, testNow);
    expect((await draftedAnswers('2026', juai.scope)).map((proposal) => proposal._id)).toEqual([own._id]);
    expect((await countProposals('2026', juai.scope)).statuses).toEqual({ 'in-review': 1 });
  });

  it('searches words and codes as plain text, never as a pattern', async () => {
    const proposal = await aProposal({ proposal: 'Titian ulin (RT 7) sepanjang 40 m' });
    const found = await listProposals({ round: '2026', search: 'ulin (rt 7)' }, ani.scope, 1, testNow);
    expect(found.proposals.map((one) => one._id)).toEqual([proposal._id]);
    expect((await listProposals({ round: '2026', search: '.*' }, ani.scope, 1, testNow)).total).toBe(0);
    expect(
      (await listProposals({ round: '2026', search: proposal.code.toLowerCase() }, ani.scope, 1, testNow))
        .total,
    ).toBe(1);
  });
});
