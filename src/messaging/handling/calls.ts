import { setTimeout } from 'node:timers/promises';
import type { Address } from '../../channels/address.ts';
import { type Classification, NONE } from '../../classification/types.ts';
import type { Twin } from '../../conversation/twin.ts';
import type { Call, CallResult, Insight } from '../../conversation/types.ts';
import type { Participant } from '../../people/participant.model.ts';
import { findParticipant } from '../../people/participants.ts';
import { quotaKey } from '../../people/seats.ts';
import { carryProposal, unfundedOf } from '../../proposals/carry-over.ts';
import { lookUp } from '../../proposals/lookup.ts';
import { admitProposals } from '../../proposals/pending.ts';
import { quotaLeft } from '../../proposals/seat-usage.ts';
import { glimpse, proposalsOf, submitProposal } from '../../proposals/submit.ts';
import { giveSupport } from '../../proposals/support.ts';
import { type Draft, findTwins as twinsInVillage } from '../../proposals/twins.ts';
import { claimVoices } from '../../proposals/wording.ts';
import type { Round } from '../../rounds/round.model.ts';
import { currentRound } from '../../rounds/rounds.ts';
import { sharedWith } from '../../threads/village.ts';
import { personalFacts } from '../privacy/facts.ts';
import type { Queues } from '../queues/queues.ts';
import { queueProposal } from './queue-proposal.ts';

/** Who asks, over which channel, in which round. */
export interface Caller {
  participant: Participant;
  round: Round | null;
  channel: string;
  /** Where they write from. */
  address: Address;
  queues: Queues;
  now: Date;
  /** The classifier, where it lives in this process. */
  classify?: Classify | undefined;
  /** In ms; {@link talkPatienceMs} unless told otherwise. */
  patienceMs?: number | undefined;
  /** Looks for twins; by itself in the database. */
  findTwins?: (draft: Draft) => Promise<Twin[]>;
}

/** Classifies one text; may be asked over a wire one day, so its answer is awaited, though never for long. */
export type Classify = (text: string) => Classification | Promise<Classification>;

/** How long a talk waits for what it can do without (a classification, like proposals), in ms; the issue's figure. */
const talkPatienceMs = 200;

/**
 * Carries out what the engine asks of its caller before the talk goes on. Each may be done twice without harm,
 * because a message that was being handled when a process died is handled again from the same state.
 */
export async function carryOut(call: Call, caller: Caller): Promise<CallResult> {
  switch (call.name) {
    case 'submit':
      return submit(call, caller);
    case 'lookup': {
      const looked = await lookUp(call.code, caller, caller.now);
      return 'minutes' in looked
        ? { name: 'lookup', refused: 'too-often', minutes: looked.minutes }
        : { name: 'lookup', found: looked.found };
    }
    case 'unfunded': {
      const { participant, round } = caller;
      return { name: 'unfunded', unfunded: round ? await unfundedOf(participant, round) : [] };
    }
    case 'carry':
      return carry(call, caller);
    case 'classify':
      return { name: 'classify', insight: await insightOf(call.text, caller) };
    case 'twins':
      return { name: 'twins', twins: await twinsOf(call, caller) };
    case 'shared':
      return { name: 'shared', shared: await sharedWith(caller.participant) };
    case 'my-data':
      return { name: 'my-data', facts: await personalFacts(caller.participant) };
    case 'status':
      return { name: 'status', proposals: (await proposalsOf(caller.participant._id)).map(glimpse) };
  }
}

/** What a text is about; null where no classifier is near, or it fails, or takes too long: the talk goes on. */
async function insightOf(text: string, { classify, patienceMs }: Caller): Promise<Insight | null> {
  const said = classify && (await inTime(() => classify(text), patienceMs));
  if (!said) return null;
  const { primary, because, decision, scores } = said;
  const likely = Object.entries(scores)
    .filter(([key]) => key !== NONE)
    .sort(([, a], [, b]) => b - a)
    .map(([key]) => key);
  return { text, primary, because, decision, likely };
}

/** Like proposals of their village in this round; null where nobody could tell in time. */
async function twinsOf(
  { text, issue }: Extract<Call, { name: 'twins' }>,
  { participant, round, findTwins = twinsInVillage, patienceMs }: Caller,
): Promise<Twin[] | null> {
  const { village } = participant;
  // What neighbours ask for is shown to the village's confirmed people only, as with CEK.
  if (!round || !village || !participant.verified) return null;
  const draft = { round: round._id, village, quotaKey: quotaKey(participant), text, issue };
  return inTime(() => findTwins(draft), patienceMs);
}

/** What work comes to within the time a talk waits; null where it fails or takes longer. */
async function inTime<T>(work: () => T | Promise<T>, longestMs = talkPatienceMs): Promise<T | null> {
  const timer = new AbortController();
  const late = setTimeout(longestMs, null, { signal: timer.signal }).catch(() => null);
  const done = Promise.resolve()
    .then(work)
    .catch(() => null);
  const result = await Promise.race([done, late]);
  timer.abort();
  return result;
}

/** Staff may have confirmed them between the reading of who writes and the storing of what they sent. */
async function settleIfConfirmed(participant: Participant): Promise<void> {
  const now = participant.verified ? null : await findParticipant(participant._id);
  if (now?.verified) await admitProposals(now);
}

async function carry(call: Extract<Call, { name: 'carry' }>, caller: Caller): Promise<CallResult> {
  const { participant, now } = caller;
  const open = await currentRound();
  if (!open || open._id !== caller.round?._id) return { name: 'carry', refused: 'closed' };
  const { number, from } = call;
  const proposal = await carryProposal({ round: open, participant, number, from, now });
  if (typeof proposal === 'string') return { name: 'carry', refused: proposal };
  await queueProposal(proposal, caller.queues);
  return {
    name: 'carry',
    code: proposal.code,
    answerBy: proposal.answerBy.toISOString(),
    quotaLeft: await quotaLeft(open, participant),
  };
}

async function submit(call: Extract<Call, { name: 'submit' }>, caller: Caller): Promise<CallResult> {
  const { participant, channel, now } = caller;
  // Read anew, not from memory: a round that staff have just closed takes nothing more.
  const open = await currentRound();
  if (!open || open._id !== caller.round?._id) return { name: 'submit', refused: 'closed' };
  const { number, answers } = call;
  const proposal = await submitProposal({ round: open, participant, number, answers, channel, now });
  if (!proposal) return { name: 'submit', refused: 'quota' };
  await settleIfConfirmed(participant);
  const support = await giveSupport(proposal, now);
  await claimVoices(proposal);
  await queueProposal(proposal, caller.queues);
  return {
    name: 'submit',
    code: proposal.code,
    answerBy: proposal.answerBy.toISOString(),
    quotaLeft: await quotaLeft(open, participant),
    support,
  };
}
