import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/conversation/types.ts';
import type { Participant } from '../../src/people/participant.model.ts';
import { seatOf } from '../../src/people/seats.ts';
import { listProposals, standingOf } from '../../src/proposals/list.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { releaseDecision } from '../../src/proposals/release.ts';
import { type Actor, decide, withdrawDecision } from '../../src/proposals/review.ts';
import { quotaLeft } from '../../src/proposals/seat-usage.ts';
import { submitProposal } from '../../src/proposals/submit.ts';
import { answeredWith, answerLeftSupporters, giveSupport } from '../../src/proposals/support.ts';
import { findTwins } from '../../src/proposals/twins.ts';
import { CounterModel } from '../../src/storage/counter.model.ts';
import { ExampleModel } from '../../src/training/example.model.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { useDatabase } from '../support/database.ts';
import { reread } from '../support/proposals.ts';
import { aParticipant, aProposal, someAnswers, testNow, testRound } from '../support/proposing.ts';

useDatabase([ProposalModel, CounterModel, ExampleModel]);

const ani: Actor = { name: 'ani@balangan.go.id', role: 'coordinator', scope: wholeDistrict };

let villages = 2000;
/** A village of its own for each test: its code, and people of its RT. */
function aVillage() {
  villages += 1;
  const village = `63.11.01.${villages}`;
  return { village, head: (rt: string) => aParticipant({ rt, village }) };
}

const said = (choice: string): Answer => ({
  value: { kind: 'choice', choice },
  words: 'Dukung usulan itu',
  at: testNow.toISOString(),
});

/** Sends a proposal, as the talk does; `supports` is the code of the one they chose. */
async function send(participant: Participant, text: string, supports?: string, number = 1) {
  const answers = { ...someAnswers(text), ...(supports ? { twins: said(supports) } : {}) };
  const submission = { round: testRound, participant, number, answers, channel: 'simulator', now: testNow };
  const proposal = await submitProposal(submission);
  if (!proposal) throw new Error('the quota is used up');
  return { proposal, support: await giveSupport(proposal, testNow) };
}

/** What somebody of an RT is shown who writes this. */
const twinsFor = (village: string, rt: string, text: string) =>
  findTwins({ round: '2026', village, quotaKey: `${village}/rt/${rt}`, text, issue: null });

async function answer(proposal: Proposal): Promise<void> {
  const { revision } = await reread(proposal);
  await decide(proposal, revision, { outcome: 'accepted', sentence: 'Masuk daftar 2027.' }, ani, testNow);
  expect(await releaseDecision(proposal._id, ani, testNow)).toBe(true);
}

describe('twins', () => {
  it('are told by seat, words, place and code, and by nothing else of whoever wrote them', async () => {
    const { village, head } = aVillage();
    const { proposal } = await send(head('02'), 'Sumur bor air bersih, hubungi 0812 3456 7890 (Pak Udin)');
    await send(head('04'), 'Lampu jalan');
    expect(await twinsFor(village, '03', 'minta sumur bor air bersih')).toEqual([
      {
        code: proposal.code,
        rt: '02',
        office: null,
        title: 'Sumur bor air bersih, hubungi … (Pak Udin)',
        place: 'dekat jembatan',
        supporters: 0,
      },
    ]);
  });

  it('are looked for among the newest 300 of the village', async () => {
    const { village, head } = aVillage();
    const { proposal } = await send(head('02'), 'Sumur bor air bersih');
    const newer = Array.from({ length: 300 }, (_, n) => ({
      ...proposal,
      _id: `${proposal._id}.${n}`,
      code: `${proposal.code}-${n}`,
      title: `Lampu jalan ${n}`,
      submittedAt: new Date(testNow.getTime() + (n + 1) * 60_000),
    }));
    await ProposalModel.insertMany(newer);
    const found = async () =>
      (await twinsFor(village, '03', 'minta sumur bor air bersih')).map(({ code }) => code);
    expect(await found()).toEqual([]);
    await ProposalModel.deleteOne({ _id: `${proposal._id}.0` });
    expect(await found()).toEqual([proposal.code]);
  });

  it('are of this village and this round, never one’s own, withdrawn or answered', async () => {
    const { village, head } = aVillage();
    const elsewhere = aVillage();
    await send(elsewhere.head('02'), 'Sumur bor air bersih');
    await send(head('03'), 'Sumur bor air bersih');
    const withdrawn = await send(head('04'), 'Sumur bor air bersih');
    await ProposalModel.updateOne({ _id: withdrawn.proposal._id }, { $set: { status: 'withdrawn' } });
    const answered = await send(head('05'), 'Sumur bor air bersih');
    await answer(answered.proposal);
    const earlier = await send(head('06'), 'Sumur bor air bersih');
    await ProposalModel.updateOne({ _id: earlier.proposal._id }, { $set: { round: '2025' } });
    expect(await twinsFor(village, '03', 'Sumur bor air bersih')).toEqual([]);
    expect(await twinsFor(village, '07', 'Sumur bor air bersih')).toMatchObject([{ rt: '03' }]);
  });

  it('are three at most; one that supports another stands for that one', async () => {
    const { village, head } = aVillage();
    const first = await send(head('01'), 'Siring sungai di hulu');
    for (const rt of ['02', '03']) await send(head(rt), 'Siring sungai belakang masjid', first.proposal.code);
    for (const rt of ['04', '05', '06']) await send(head(rt), 'Siring sungai belakang masjid');
    const twins = await twinsFor(village, '07', 'siring sungai belakang masjid');
    expect(twins).toHaveLength(3);
    expect(twins[0]).toMatchObject({ code: first.proposal.code, rt: '01', supporters: 2 });
  });
});

describe('twins looked for in the same moment', () => {
  it('are each village’s own, as if asked one by one', async () => {
    const [one, other, empty] = [aVillage(), aVillage(), aVillage()];
    const { proposal: well } = await send(one.head('02'), 'Sumur bor air bersih');
    const { proposal: lamp } = await send(other.head('02'), 'Lampu jalan');
    const asked = [
      twinsFor(one.village, '03', 'minta sumur bor air bersih'),
      twinsFor(other.village, '03', 'minta sumur bor air bersih'),
      twinsFor(other.village, '04', 'lampu jalan'),
      twinsFor(empty.village, '03', 'lampu jalan'),
    ];
    const found = (await Promise.all(asked)).map((twins) => twins.map(({ code }) => code));
    expect(found).toEqual([[well.code], [], [lamp.code], []]);
  });

  it('are not crowded out by a village that has very many', async () => {
    const [crowded, quiet] = [aVillage(), aVillage()];
    const { proposal: old } = await send(quiet.head('02'), 'Sumur bor air bersih');
    const { proposal: lamp } = await send(crowded.head('02'), 'Lampu jalan');
    const newer = Array.from({ length: 700 }, (_, n) => ({
      ...lamp,
      _id: `${lamp._id}.${n}`,
      code: `${lamp.code}-${n}`,
      submittedAt: new Date(testNow.getTime() + (n + 1) * 60_000),
    }));
    await ProposalModel.insertMany(newer);
    const asked = [
      twinsFor(crowded.village, '03', 'lampu jalan'),
      twinsFor(quiet.village, '03', 'sumur bor air bersih'),
    ];
    const [lamps, wells] = await Promise.all(asked);
    expect(lamps).toHaveLength(3);
    expect(wells?.map(({ code }) => code)).toEqual([old.code]);
  });
});

describe('whose a proposal is', () => {
  it.each([
    ['63.11.01.2003/rt/03', { rt: '03', office: null }],
    ['63.11.01.2003/pkk', { rt: null, office: 'pkk' }],
    ['63.11.01.2003/0b0e7f66-1d53-4b8f-a0f7-3f2f4e6a5f10', { rt: null, office: null }],
  ])('is read from %s', (key, seat) => {
    expect(seatOf(key)).toEqual(seat);
  });
});

describe('support', () => {
  it('keeps both proposals, their codes and words, and both count in their quota', async () => {
    const { head } = aVillage();
    const [first, second] = [head('01'), head('02')];
    const supported = await send(first, 'Perbaikan jembatan ulin');
    const { proposal, support } = await send(second, 'jambatan ulin rusak', supported.proposal.code);
    expect(support).toEqual({ code: supported.proposal.code, outcome: 'joined' });
    expect(await reread(proposal)).toMatchObject({
      title: 'jambatan ulin rusak',
      supports: { id: supported.proposal._id, code: supported.proposal.code },
      supporters: [],
    });
    expect(await reread(supported.proposal)).toMatchObject({
      title: 'Perbaikan jembatan ulin',
      status: 'submitted',
      supporters: [proposal._id],
      support: 1,
      history: [{ what: 'status' }, { what: 'support', to: proposal.code, by: second._id }],
    });
    expect(await quotaLeft(testRound, first)).toBe(2);
    expect(await quotaLeft(testRound, second)).toBe(2);
  });

  it('is given once, also when a message is handled twice and by two at the same moment', async () => {
    const { head } = aVillage();
    const { proposal } = await send(head('01'), 'Perbaikan jembatan ulin');
    const second = head('02');
    await send(second, 'jambatan ulin rusak', proposal.code);
    await Promise.all([1, 2, 3, 4].map(() => send(second, 'jambatan ulin rusak', proposal.code)));
    const after = await reread(proposal);
    expect([after.support, after.supporters, after.history.length]).toEqual([1, [`2026.${second._id}.1`], 2]);
  });

  it('of a proposal that is answered or withdrawn meanwhile leaves the supporter standing by themselves', async () => {
    const { head } = aVillage();
    const [answered, withdrawn] = [await send(head('01'), 'Jalan'), await send(head('02'), 'Jembatan')];
    await answer(answered.proposal);
    await ProposalModel.updateOne({ _id: withdrawn.proposal._id }, { $set: { status: 'withdrawn' } });
    const cases = [
      [answered.proposal.code, 'answered'],
      [withdrawn.proposal.code, 'withdrawn'],
    ] as const;
    for (const [number, [code, outcome]] of cases.entries()) {
      const { proposal, support } = await send(head(`1${number}`), 'sama', code);
      expect(support).toEqual({ code, outcome });
      expect((await reread(proposal)).supports).toBeUndefined();
    }
    expect((await reread(answered.proposal)).support).toBe(0);
  });

  it('falls away where the answer is released between the writing and the joining', async () => {
    const { head } = aVillage();
    const { proposal: supported } = await send(head('01'), 'Jalan ke kebun');
    const answers = { ...someAnswers('jalan kebun'), twins: said(supported.code) };
    const written = await submitProposal({
      round: testRound,
      participant: head('02'),
      number: 1,
      answers,
      channel: 'simulator',
      now: testNow,
    });
    if (!written) throw new Error('the quota is used up');
    await answer(supported);
    expect(await giveSupport(written, testNow)).toEqual({ code: supported.code, outcome: 'answered' });
    const after = await reread(written);
    expect([after.supports, after.decision]).toEqual([undefined, undefined]);
    // The message is handled again after a crash.
    expect(await giveSupport(after, testNow)).toEqual({ code: supported.code, outcome: 'answered' });
  });

  it('cannot be given to a proposal of another village, nor to one’s own', async () => {
    const { head } = aVillage();
    const foreign = await aProposal({ participant: aVillage().head('01') });
    const own = head('02');
    const first = await send(own, 'Jalan ke kebun');
    expect((await send(head('03'), 'sama', foreign.code)).proposal.supports).toBeUndefined();
    expect((await send(own, 'sama', first.proposal.code, 2)).proposal.supports).toBeUndefined();
    expect((await reread(foreign)).support).toBe(0);
  });
});

describe('the answer to a supported proposal', () => {
  it('reaches every supporter as their own, with the code it was given with', async () => {
    const { head } = aVillage();
    const { proposal: supported } = await send(head('01'), 'Posyandu');
    const supporters = [];
    for (const rt of ['02', '03'])
      supporters.push((await send(head(rt), `Posyandu RT ${rt}`, supported.code)).proposal);
    await answer(supported);
    for (const one of supporters) {
      const { status, decision, title, history } = await reread(one);
      expect({ status, decision, title }).toMatchObject({
        status: 'accepted',
        title: one.title,
        decision: {
          outcome: 'accepted',
          sentence: 'Masuk daftar 2027.',
          by: ani.name,
          with: supported.code,
          releasedAt: testNow,
          delivery: { status: 'queued' },
        },
      });
      expect(history.at(-1)).toMatchObject({
        what: 'status',
        to: 'accepted',
        by: ani.name,
        role: 'coordinator',
      });
    }
    expect(new Set(await answeredWith([supported._id]))).toEqual(new Set(supporters.map(({ _id }) => _id)));
    expect((await reread(supported)).decision?.with).toBeUndefined();
  });

  it('leaves alone who has an answer of their own, drafted or sent', async () => {
    const { head } = aVillage();
    const { proposal: supported } = await send(head('01'), 'Posyandu');
    const { proposal: drafted } = await send(head('02'), 'Posyandu', supported.code);
    const own = {
      outcome: 'returned',
      reason: 'data-kurang',
      lacks: 'photos',
      sentence: 'Mohon foto.',
    } as const;
    await decide(drafted, 0, own, ani, testNow);
    await answer(supported);
    expect((await reread(drafted)).decision).toMatchObject({ outcome: 'returned', sentence: 'Mohon foto.' });
    expect((await reread(drafted)).decision?.releasedAt).toBeUndefined();
    // Taken back, their draft leaves them to be decided by themselves; the other's answer is out already.
    const undecided = async () => {
      const { village } = drafted;
      const { proposals } = await listProposals(
        { round: '2026', village, undecided: true },
        ani.scope,
        1,
        testNow,
      );
      return proposals.map(({ _id }) => _id);
    };
    expect(await undecided()).toEqual([]);
    await withdrawDecision(await reread(drafted), 1, ani, testNow);
    await answerLeftSupporters();
    expect((await reread(drafted)).decision).toBeUndefined();
    expect(await undecided()).toEqual([drafted._id]);
  });

  it('reaches those whom a crash has left without, once', async () => {
    const { head } = aVillage();
    const { proposal: supported } = await send(head('01'), 'Posyandu');
    const { proposal: left } = await send(head('02'), 'Posyandu', supported.code);
    await decide(supported, 0, { outcome: 'accepted', sentence: 'Ya.' }, ani, testNow);
    // As far as the release had come when the process died.
    await ProposalModel.updateOne(
      { _id: supported._id },
      { $set: { status: 'accepted', 'decision.releasedAt': testNow } },
    );
    await answerLeftSupporters();
    await answerLeftSupporters();
    const { decision, revision, history } = await reread(left);
    expect(decision?.with).toBe(supported.code);
    expect([revision, history.length]).toEqual([1, 2]);
  });
});

describe('the list of the supported', () => {
  it('has the most supported on top, and one leads to the next in that order', async () => {
    const { village, head } = aVillage();
    const ids = [];
    for (const [rt, supporters] of [
      ['01', 1],
      ['02', 0],
      ['03', 2],
      ['04', 1],
    ] as const) {
      const { proposal } = await send(head(rt), `Usulan RT ${rt}`);
      for (let n = 0; n < supporters; n += 1) await send(head(`${rt}${n}`), 'sama', proposal.code);
      ids.push(proposal._id);
    }
    const [first, , third, fourth] = ids;
    const filter = { round: '2026', village, supported: true };
    const { total, proposals } = await listProposals(filter, ani.scope, 1, testNow);
    const listed = proposals.map(({ _id }) => _id);
    expect([total, listed[0]]).toEqual([3, third]);
    expect(new Set(listed.slice(1))).toEqual(new Set([first, fourth]));
    for (const [place, proposal] of proposals.entries())
      expect(await standingOf(proposal, filter, ani.scope, testNow)).toMatchObject({
        before: listed[place - 1] ?? null,
        after: listed[place + 1] ?? null,
      });
  });
});
