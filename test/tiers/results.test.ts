import { describe, expect, it } from 'vitest';
import { NoticeModel } from '../../src/outreach/model/notice.model.ts';
import type { Participant } from '../../src/people/participant.model.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { lookUp } from '../../src/proposals/lookup.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import type { Actor } from '../../src/proposals/review.ts';
import { recommenders, type Tier } from '../../src/proposals/step.model.ts';
import { submitProposal } from '../../src/proposals/submit.ts';
import { giveSupport } from '../../src/proposals/support.ts';
import { candidatesOf } from '../../src/tiers/candidates.ts';
import { standardWeights } from '../../src/tiers/criteria.ts';
import { mayRecommend, recommend } from '../../src/tiers/recommend.ts';
import { writeSteps } from '../../src/tiers/record.ts';
import { enterResults, planResults, type Result } from '../../src/tiers/results.ts';
import { tellLeftSteps, tellSteps } from '../../src/tiers/tell.ts';
import { readWeights, setWeights, weightHistory } from '../../src/tiers/weights.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { accept, ani } from '../support/accepted.ts';
import { type Held, useInviting } from '../support/inviting.ts';
import { reread } from '../support/proposals.ts';
import { someAnswers } from '../support/proposing.ts';

/** Works in Paringin; the proposals are of Juai. */
const budi = {
  ...ani,
  name: 'budi@balangan.example',
  scope: { kind: 'kecamatan', codes: ['63.11.06'] },
} as const;
/** Work in the village of the proposals, and in the next one of the same kecamatan. */
const lina = {
  ...ani,
  name: 'lina@balangan.example',
  scope: { kind: 'village', codes: ['63.11.01.2003'], kecamatan: ['63.11.01'] },
} as const;
const next = { ...lina, scope: { ...lina.scope, codes: ['63.11.01.2008'] } } as const;
const camat = { ...budi, scope: { kind: 'kecamatan', codes: ['63.11.01'] } } as const;
const office = useInviting();

const inYear = (held: Held, tier: Tier, forum = 'Musrenbang Desa Juai') => ({
  round: held.round._id,
  tier,
  forum,
  day: '2027-01-12',
});

async function send(held: Held, participant: Participant, supports?: Proposal): Promise<Proposal> {
  const { clock } = office();
  // One after the other, so that lists have one order.
  clock.now = new Date(clock.now.getTime() + 1_000);
  const answers = someAnswers();
  if (supports) {
    const at = clock.now.toISOString();
    answers.twins = { value: { kind: 'choice', choice: supports.code }, words: 'Dukung usulan itu', at };
  }
  const sent = { round: held.round, participant, number: 1, answers, channel: 'simulator', now: clock.now };
  const proposal = await submitProposal(sent);
  if (!proposal) throw new Error('the quota is used up');
  await giveSupport(proposal, clock.now);
  return proposal;
}

/** Proposals of the first people, accepted; the answers have arrived. */
async function accepted(held: Held, count: number): Promise<Proposal[]> {
  const all: Proposal[] = [];
  for (const person of held.people.slice(0, count))
    all.push(await accept(await send(held, person), office().clock.now));
  await answersArrived(held);
  return Promise.all(all.map(reread));
}

const answersArrived = (held: Held) =>
  office().until(
    async () =>
      (await ProposalModel.countDocuments({
        round: held.round._id,
        'decision.delivery.status': { $in: ['queued', 'taken', 'sending'] },
      })) === 0,
    'answers sent',
  );

const said = (proposal: Proposal, more: Partial<Result> = {}): Result => ({
  id: proposal._id,
  passed: true,
  reason: '',
  ...more,
});

async function enter(held: Held, tier: Tier, results: Result[], actor: Actor = ani) {
  const plan = await planResults(inYear(held, tier), results, actor, office().clock.now);
  return { ...plan, written: await enterResults(plan, actor, office().clock.now) };
}

const untilNoneWaits = (held: Held) =>
  office().until(
    async () =>
      (await NoticeModel.countDocuments({
        round: held.round._id,
        status: { $in: ['queued', 'taken', 'sending'] },
      })) === 0,
    'all are told',
  );
const toldTo = (held: Held, n: number) =>
  office()
    .simulator.sentTo(held.addressOf(n))
    .map(({ text }) => text)
    .filter((text) => text.startsWith('Kabar lanjutan'));

describe('the results of a forum', () => {
  it('change states, are kept with who, role, when, forum and reason, and are told once', async () => {
    const held = await office().begin(3);
    const [first, second, third] = (await accepted(held, 3)) as [Proposal, Proposal, Proposal];
    const results = [
      said(first, { rank: 2 }),
      said(second, { rank: 1 }),
      said(third, { passed: false, reason: 'Lahan belum jelas.' }),
    ];
    expect(await enter(held, 'musrenbang-desa', results)).toMatchObject({ problems: [], written: 3 });
    // The same list once more says nothing new, and nobody is told again.
    expect(await enter(held, 'musrenbang-desa', results)).toMatchObject({ problems: [], written: 0 });
    await tellSteps([first._id, second._id, third._id], office().clock.now);
    await untilNoneWaits(held);
    expect(await reread(first)).toMatchObject({
      status: 'musrenbang-desa',
      steps: [
        {
          tier: 'musrenbang-desa',
          outcome: 'passed',
          rank: 2,
          forum: 'Musrenbang Desa Juai',
          day: '2027-01-12',
          by: ani.name,
          role: 'coordinator',
          at: office().clock.now,
        },
      ],
    });
    expect((await reread(third)).status).toBe('accepted');
    expect((await reread(third)).history.at(-1)).toMatchObject({
      what: 'held',
      to: 'musrenbang-desa',
      forum: 'Musrenbang Desa Juai',
      sentence: 'Lahan belum jelas.',
      by: ani.name,
    });
    expect([1, 2, 3].map((n) => toldTo(held, n).length)).toEqual([1, 1, 1]);
    expect(toldTo(held, 1)[0]).toContain(
      'Disepakati di Musrenbang Desa Juai, 12 Januari 2027, peringkat 2.\n\nLangkah berikutnya: dibahas di musrenbang kecamatan.',
    );
    expect(toldTo(held, 3)[0]).toMatch(
      /^Kabar lanjutan .*Belum disepakati di .*tahun depan.*Lahan belum jelas\.$/s,
    );
  });

  it('take all who support a proposal along, each told of their own', async () => {
    const held = await office().begin(2);
    const [head, follower] = held.people as [Participant, Participant];
    const supported = await send(held, head);
    const supporting = await send(held, follower, supported);
    await accept(supported, office().clock.now);
    await answersArrived(held);
    const { code } = supporting;
    expect(await enter(held, 'musrenbang-desa', [said(supporting)])).toMatchObject({
      problems: [{ id: supporting._id, problem: 'with-other' }],
    });
    await enter(held, 'musrenbang-desa', [said(supported)]);
    await enter(held, 'rkpd', [said(supported)]);
    await untilNoneWaits(held);
    const theirs = await reread(supporting);
    expect(theirs).toMatchObject({ status: 'rkpd', steps: [{ with: supported.code }, { tier: 'rkpd' }] });
    expect(toldTo(held, 2).map((text) => text.split('\n')[0])).toEqual([
      `Kabar lanjutan usulan ${code}: Perbaikan jalan menuju kebun karet`,
      `Kabar lanjutan usulan ${code}: Perbaikan jalan menuju kebun karet`,
    ]);
    expect(toldTo(held, 2)[1]).toContain(`mendukung usulan ${supported.code}`);
    expect(toldTo(held, 1)).toHaveLength(2);
  });

  it('are told after a crash between writing and telling, and by two at once, once', async () => {
    const held = await office().begin(1);
    const [only] = (await accepted(held, 1)) as [Proposal];
    const plan = await planResults(inYear(held, 'skpd'), [said(only)], ani, office().clock.now);

    await writeSteps(plan.steps, ani, office().clock.now);
    expect((await reread(only)).stepsToTell).toBe(true);
    await Promise.all([1, 2, 3].map(() => tellLeftSteps(office().clock.now)));
    await untilNoneWaits(held);
    expect(await reread(only)).toMatchObject({ stepsTold: 1 });
    expect((await reread(only)).stepsToTell).toBeUndefined();
    expect(toldTo(held, 1)).toHaveLength(1);
  });

  it('are not told to who is not there any more', async () => {
    const held = await office().begin(1);
    const [only] = (await accepted(held, 1)) as [Proposal];
    await ParticipantModel.deleteOne({ _id: only.participant });
    await enter(held, 'apbd', [said(only)]);
    expect(await NoticeModel.countDocuments({ participant: only.participant })).toBe(0);
    expect((await reread(only)).stepsToTell).toBeUndefined();
  });

  it('are refused by name: unknown, of another area, changed meanwhile, a rank twice', async () => {
    const held = await office().begin(4);
    const [first, second, third, fourth] = (await accepted(held, 4)) as [
      Proposal,
      Proposal,
      Proposal,
      Proposal,
    ];
    await enter(held, 'musrenbang-desa', [said(fourth, { rank: 3 })]);
    const results = [
      said(first, { rank: 1 }),
      said(second, { rank: 1 }),
      said(third, { rank: 3, revision: third.revision - 1 }),
      { ...said(first), id: 'nobody' },
    ];
    const plan = await planResults(inYear(held, 'musrenbang-desa'), results, ani, office().clock.now);
    expect(plan.steps).toEqual([]);
    expect(plan.problems).toEqual([
      { id: third._id, problem: 'changed' },
      { id: 'nobody', problem: 'unknown' },
      { id: first._id, problem: 'rank-twice', rank: 1, others: [second._id] },
      { id: second._id, problem: 'rank-twice', rank: 1, others: [first._id] },
    ]);
    const again = await planResults(
      inYear(held, 'musrenbang-desa'),
      [said(third, { rank: 3 })],
      ani,
      office().clock.now,
    );
    expect(again.problems).toEqual([{ id: third._id, problem: 'rank-twice', rank: 3, others: [fourth._id] }]);
    expect(
      (await planResults(inYear(held, 'musrenbang-desa'), [said(first)], budi, office().clock.now)).problems,
    ).toEqual([{ id: first._id, problem: 'unknown' }]);
    const juai = { ...budi, scope: { kind: 'kecamatan', codes: ['63.11.01'] } } as const;
    expect(
      (await planResults(inYear(held, 'rkpd'), [said(first)], juai, office().clock.now)).problems,
    ).toEqual([{ id: first._id, problem: 'not-yours' }]);
  });

  it('that go back need a reason, and are told as put right', async () => {
    const held = await office().begin(1);
    const [only] = (await accepted(held, 1)) as [Proposal];
    await enter(held, 'musrenbang-desa', [said(only)]);
    await enter(held, 'apbd', [said(only)]);
    expect(await enter(held, 'apbd', [said(only, { passed: false })])).toMatchObject({
      problems: [{ problem: 'reason-back' }],
      written: 0,
    });
    const reason = 'Pagu dialihkan.';
    expect(await enter(held, 'apbd', [said(only, { passed: false, reason })])).toMatchObject({
      steps: [{ back: true, state: 'musrenbang-desa' }],
      written: 1,
    });
    await untilNoneWaits(held);
    expect((await reread(only)).status).toBe('musrenbang-desa');
    expect(toldTo(held, 1).at(-1)).toMatch(
      /dibetulkan oleh .*Sekarang: di daftar musrenbang desa.*Pagu dialihkan\.$/s,
    );
  });

  it('are read by CEK, oldest first', async () => {
    const held = await office().begin(1);
    const [only] = (await accepted(held, 1)) as [Proposal];
    await enter(held, 'musrenbang-desa', [said(only)]);
    await enter(held, 'musrenbang-kecamatan', [said(only, { passed: false, reason: 'Pagu habis.' })]);
    const asker = { participant: held.people[0] as Participant, address: 'simulator:x' };
    expect(await lookUp(only.code, asker, office().clock.now)).toMatchObject({
      found: {
        status: 'musrenbang-desa',
        steps: [
          { tier: 'musrenbang-desa', outcome: 'passed', rank: 1, forum: 'Musrenbang Desa Juai' },
          { tier: 'musrenbang-kecamatan', outcome: 'held', rank: 0, reason: 'Pagu habis.' },
        ],
      },
    });
  });
});

describe('what a forum has before it', () => {
  it('is what has come as far as the tier below, by the weights that were set, and what is on its list', async () => {
    const held = await office().begin(3);
    const [first, second, third] = (await accepted(held, 3)) as [Proposal, Proposal, Proposal];
    await ProposalModel.updateOne({ _id: third._id }, { $set: { 'answers.households.value.count': 90 } });
    const of = { round: held.round._id, tier: 'musrenbang-desa', village: first.village } as const;
    const ids = async () => (await candidatesOf(of, wholeDistrict)).map(({ proposal }) => proposal._id);
    expect(await ids()).toEqual([third._id, first._id, second._id]);
    const none = { ...standardWeights, households: 0 };
    await setWeights(held.round._id, 'musrenbang-desa', none, ani.name, office().clock.now);
    expect(await readWeights(held.round._id, 'musrenbang-desa')).toEqual(none);
    expect(await readWeights(held.round._id, 'musrenbang-kecamatan')).toEqual(standardWeights);
    expect(await weightHistory(held.round._id, 'musrenbang-desa')).toMatchObject([{ by: ani.name }]);
    expect(await ids()).toEqual([first._id, second._id, third._id]);
    await enter(held, 'musrenbang-desa', [said(second, { rank: 1, reason: 'Mendesak' })]);
    await enter(held, 'rkpd', [said(first)]);
    expect(await candidatesOf(of, wholeDistrict)).toMatchObject([
      { proposal: { _id: second._id }, passed: true, rank: 1 },
      { proposal: { _id: third._id }, passed: false, rank: null },
    ]);
    expect(await candidatesOf(of, budi.scope)).toEqual([]);
  });
});

describe('results of somebody of a village', () => {
  it('are those of its musrenbang desa, and of no other village or tier', async () => {
    const held = await office().begin(1);
    const [only] = (await accepted(held, 1)) as [Proposal];
    const problemsOf = async (tier: Tier, result: Result, actor: Actor) =>
      (await enter(held, tier, [result], actor)).problems.map(({ problem }) => problem);
    expect(await problemsOf('musrenbang-desa', said(only), next)).toEqual(['unknown']);
    expect(await problemsOf('musrenbang-kecamatan', said(only), lina)).toEqual(['not-yours']);
    expect(await problemsOf('rkpd', said(only), lina)).toEqual(['not-yours']);
    expect((await reread(only)).status).toBe('accepted');
    expect(await problemsOf('musrenbang-desa', said(only), lina)).toEqual([]);
    expect(await reread(only)).toMatchObject({ status: 'musrenbang-desa', steps: [{ by: lina.name }] });
  });

  it('do not undo what a forum above has said; those of the kecamatan are its own to undo', async () => {
    const held = await office().begin(1);
    const [only] = (await accepted(held, 1)) as [Proposal];
    await enter(held, 'musrenbang-kecamatan', [said(only)], camat);
    const off = said(only, { passed: false, reason: 'Salah ketik.' });
    expect((await enter(held, 'musrenbang-desa', [off], lina)).problems).toMatchObject([
      { problem: 'not-yours' },
    ]);
    expect((await reread(only)).status).toBe('musrenbang-kecamatan');
    expect((await enter(held, 'musrenbang-kecamatan', [off], camat)).written).toBe(1);
    expect((await reread(only)).status).not.toBe('musrenbang-kecamatan');
    await enter(held, 'rkpd', [said(only)]);
    const unsay = await enter(held, 'musrenbang-kecamatan', [off], camat);
    expect(unsay.problems).toMatchObject([{ problem: 'not-yours' }]);
  });
});

describe('recommendations', () => {
  it('stand side by side, nothing is overwritten, and the same twice is one', async () => {
    const held = await office().begin(1);
    const [only] = (await accepted(held, 1)) as [Proposal];
    const say = (actor: 'desa' | 'skpd', words: string, who: Actor = ani) =>
      recommend([{ id: only._id, actor, words }], who, office().clock.now);
    expect(await say('desa', 'Sangat perlu')).toBe(1);
    expect(await say('skpd', 'Masuk pagu')).toBe(1);
    expect(await say('desa', 'Perlu, bertahap')).toBe(1);
    expect(await say('desa', 'Perlu, bertahap')).toBe(0);
    expect(await say('desa', 'Dari kecamatan lain', budi)).toBe(0);
    expect(mayRecommend(budi, 'skpd')).toBe(false);
    expect(recommenders.filter((one) => mayRecommend(camat, one))).toEqual(['desa', 'kecamatan']);
    expect(recommenders.filter((one) => mayRecommend(lina, one))).toEqual(['desa']);
    expect(await say('skpd', 'Bukan dari desa', lina)).toBe(0);
    expect(await say('desa', 'Dari desa sebelah', next)).toBe(0);
    const { recommendations = [] } = await reread(only);
    expect(recommendations.map(({ actor, words }) => `${actor}: ${words}`)).toEqual([
      'desa: Sangat perlu',
      'skpd: Masuk pagu',
      'desa: Perlu, bertahap',
    ]);
  });
});
