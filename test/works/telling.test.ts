import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NoticeModel } from '../../src/outreach/model/notice.model.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { SeatUsageModel } from '../../src/proposals/seat-usage.model.ts';
import { type Round, RoundModel } from '../../src/rounds/round.model.ts';
import { openRound } from '../../src/rounds/rounds.ts';
import { CounterModel } from '../../src/storage/counter.model.ts';
import { tellOfWorks } from '../../src/tiers/by-works.ts';
import { kecamatanScope, wholeDistrict } from '../../src/users/scope.ts';
import { VoiceModel } from '../../src/voices/voice.model.ts';
import { sayMatch, takeBackMatch } from '../../src/works/matches.ts';
import { tickOf, untoldMatches } from '../../src/works/telling.ts';
import { type Stage, WorkModel } from '../../src/works/work.model.ts';
import { answerProposal } from '../support/answering.ts';
import { useDatabase } from '../support/database.ts';
import { propose, reread } from '../support/proposals.ts';

useDatabase([
  WorkModel,
  NoticeModel,
  ProposalModel,
  ParticipantModel,
  RoundModel,
  SeatUsageModel,
  CounterModel,
  VoiceModel,
]);

const then = new Date('2026-12-01T01:00:00Z');
const now = new Date('2027-11-28T01:00:00Z');
const ani = { name: 'ani@balangan.example', role: 'coordinator', scope: wholeDistrict };
const village = '63.11.01.2008';
let round: Round;
/** Accepted, with one who supports it. */
let siring: Proposal;
let supporter: Proposal;

beforeAll(async () => {
  round = await openRound(2026, then, {});
});
beforeEach(async () => {
  await WorkModel.deleteMany({});
  await NoticeModel.deleteMany({});
  await ProposalModel.deleteMany({});
  siring = await propose(round, { proposal: 'Siring sungai', village });
  supporter = await propose(round, { proposal: 'Siring juga', village, supports: siring });
  await answerProposal(siring, { outcome: 'accepted', sentence: 'Diterima.' }, then);
  await ProposalModel.updateMany({}, { $unset: { 'decision.delivery.heldUntil': 1 } });
});

/** A work as a list brought it, that somebody says fulfils the proposal. */
async function matched(stage: Stage): Promise<string> {
  await WorkModel.updateOne(
    { _id: 'w' },
    {
      $set: { stage, list: stage, at: now },
      $setOnInsert: {
        year: 2027,
        village,
        kecamatan: '63.11.01',
        name: 'Pembangunan siring',
        size: '120 m',
        office: 'Dinas PUPR',
        others: [],
      },
    },
    { upsert: true },
  );
  expect(await sayMatch('w', siring._id, ani, now)).toBe(true);
  const [one] = await untoldMatches(wholeDistrict);
  return one ? tickOf(one) : '';
}
const tell = (tick: string, actor = ani) => tellOfWorks([tick], actor, '2027-11-28', now);
const notices = () => NoticeModel.find().sort({ queuedAt: 1, _id: 1 }).lean();

describe('what is budgeted or built', () => {
  it('takes its proposal and whoever supports it on, and tells both once of each step', async () => {
    expect(await tell(await matched('budgeted'))).toEqual({ told: 1, left: 0 });
    expect([(await reread(siring)).status, (await reread(supporter)).status]).toEqual(['apbd', 'apbd']);
    expect((await notices()).map(({ key }) => key)).toEqual(['step.passed.apbd', 'step.passed.apbd']);
    expect(await untoldMatches(wholeDistrict)).toEqual([]);

    expect(await tell(await matched('built'))).toEqual({ told: 1, left: 0 });
    const done = await reread(siring);
    expect(done).toMatchObject({ status: 'realised' });
    expect(done.history.at(-1)).toMatchObject({
      at: now,
      by: ani.name,
      role: 'coordinator',
      from: 'apbd',
      to: 'realised',
      forum: 'Pembangunan siring, 120 m, Dinas PUPR',
    });
    const all = await notices();
    expect(all.map(({ key }) => key).filter((key) => key === 'step.passed.realised')).toHaveLength(2);
    expect(new Set(all.map(({ participant }) => participant))).toEqual(
      new Set([siring.participant, supporter.participant]),
    );
  });

  it('is told once though it is pressed twice, or was interrupted before it was noted', async () => {
    const tick = await matched('built');
    await tell(tick);
    expect(await tell(tick)).toEqual({ told: 0, left: 1 });
    await WorkModel.updateOne({}, { $unset: { 'matches.0.told': 1 } });
    expect(await tell(tick)).toEqual({ told: 1, left: 0 });
    expect(await notices()).toHaveLength(2);
  });

  it('is not told of what has changed since it was read, nor by whoever has some kecamatan only', async () => {
    const tick = await matched('budgeted');
    const juai = { ...ani, scope: kecamatanScope(['63.11.01'], ['63.11.01']) };
    expect(await tell(tick, juai)).toEqual({ told: 0, left: 1 });
    await WorkModel.updateOne({}, { $set: { stage: 'built' } });
    expect(await tell(tick)).toEqual({ told: 0, left: 1 });
    expect((await reread(siring)).status).toBe('accepted');
    expect(await notices()).toEqual([]);
  });

  it('parts from its proposal until it was told', async () => {
    const tick = await matched('budgeted');
    expect(await takeBackMatch('w', siring._id, ani)).toBe(true);
    expect(await tell(tick)).toEqual({ told: 0, left: 1 });
    await tell(await matched('budgeted'));
    expect(await takeBackMatch('w', siring._id, ani)).toBe(false);
  });
});
