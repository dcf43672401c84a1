/** Tells of steps: whoever supports a proposal goes with it, and all of them hear of each step once. */
import type { NewNotice } from '../outreach/model/notice.model.ts';
import { notify } from '../outreach/model/notices.ts';
import { ParticipantModel } from '../people/participant.model.ts';
import { type Proposal, type ProposalId, ProposalModel } from '../proposals/proposal.model.ts';
import type { Step } from '../proposals/step.model.ts';
import { maskPersonal } from '../texts/mask.ts';
import { changeOf } from './record.ts';

/** Tells all concerned of the steps of some proposals that were not told yet. Twice is once. */
export async function tellSteps(ids: readonly ProposalId[], now: Date): Promise<void> {
  const heads = ProposalModel.find({ _id: { $in: [...ids] }, stepsToTell: true }).lean();
  for await (const head of heads.cursor()) await tellOf(head, now);
}

/** Tells of what a crash has left untold. */
export async function tellLeftSteps(now: Date): Promise<void> {
  const heads = ProposalModel.find({ stepsToTell: true }).lean();
  for await (const head of heads.cursor()) await tellOf(head, now);
}

async function tellOf(head: Proposal, now: Date): Promise<void> {
  const { _id, steps = [], stepsTold = 0 } = head;
  await bringAlong(head);
  const concerned = await concernedBy(head);
  const notices = steps.flatMap((step, index) =>
    index < stepsTold ? [] : concerned.map((one) => noticeOf(head, step, index + 1, one)),
  );
  await notify(notices, now);
  // One that has taken a step meanwhile is told of that by whoever wrote it.
  await ProposalModel.updateOne(
    { _id, steps: { $size: steps.length } },
    { $set: { stepsTold: steps.length }, $unset: { stepsToTell: 1 } },
  );
}

const followers = ({ _id, supporters }: Proposal) => ({
  _id: { $in: supporters },
  'supports.id': _id,
  'supports.apart': { $exists: false },
  'decision.with': { $exists: true },
});

/** Whoever was answered with a proposal goes the same way, step by step: they take none of their own. */
async function bringAlong(head: Proposal): Promise<void> {
  if (head.support === 0) return;
  for (const [index, step] of (head.steps ?? []).entries()) {
    const theirs = {
      ...step,
      with: head.code,
      ...(step.reason ? { reason: maskPersonal(step.reason) } : {}),
    };
    await ProposalModel.updateMany(
      { ...followers(head), steps: index === 0 ? { $exists: false } : { $size: index } },
      {
        $set: { status: head.status },
        $push: { steps: theirs, history: changeOf(head.status, theirs) },
        $inc: { revision: 1 },
      },
    );
  }
}

/** Somebody who is told, and the proposal of theirs that it is about. */
interface Concerned {
  participant: string;
  proposal: ProposalId;
}

/** The proposer and all who support them, each once; nobody who is not there any more. */
async function concernedBy(head: Proposal): Promise<Concerned[]> {
  const supporters =
    head.support > 0 ? await ProposalModel.find(followers(head), { participant: 1 }).lean() : [];
  const all = [head, ...supporters].map(({ _id, participant }) => ({ participant, proposal: _id }));
  const there = await ParticipantModel.distinct('_id', {
    _id: { $in: all.map(({ participant }) => participant) },
  });
  const first = new Map(all.toReversed().map((one) => [one.participant, one]));
  return [...first.values()].filter(({ participant }) => there.includes(participant));
}

function noticeOf(
  head: Proposal,
  step: Step,
  number: number,
  { participant, proposal }: Concerned,
): NewNotice {
  const { outcome, tier, rank = 0, forum, day, reason } = step;
  const own = proposal === head._id;
  // Why a rank is another than the criteria give is between the forum and the office.
  const words = outcome === 'passed' ? undefined : own ? reason : maskPersonal(reason ?? '');
  return {
    _id: `step:${head._id}:${number}:${participant}`,
    participant,
    round: head.round,
    key: `step.${outcome}.${tier}`,
    args: { forum, day: Date.parse(day), rank, head: own ? 'none' : head.code },
    proposal,
    ...(words ? { words } : {}),
  };
}
