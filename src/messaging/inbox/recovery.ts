import { sleepUnlessStopped } from '../../process/sleep.ts';
import { longestUnclassified } from '../../proposals/review.ts';
import { answerLeftSupporters } from '../../proposals/support.ts';
import { datedUpTo } from '../../storage/dated.ts';
import { isStorageAway } from '../../storage/mongodb.ts';
import { type Conversation, ConversationModel } from '../../talks/conversation.model.ts';
import { MessageModel } from '../../talks/message.model.ts';
import { tellLeftSteps } from '../../tiers/tell.ts';
import { finishWithdrawals } from '../handling/confirming.ts';
import { finishTurns } from '../handling/finish-turns.ts';
import { queueProposal } from '../handling/queue-proposal.ts';
import { reopenDue } from '../handling/reopen.ts';
import type { Runtime } from '../runtime.ts';
import { queueLeftVoices } from '../voices/queue-voice.ts';
import { wakeInbox } from './wake.ts';

/** How often a living service looks for what was left, in ms. */
const sweepEveryMs = 30_000;
/** What is younger is still on its way, and not left. */
const youngMs = 30_000;
/** So many conversations are taken up together. */
const together = 100;
/** So many proposals are queued by one look: the next one is near, and more would only fill Redis. */
const mostClassified = 500;

/**
 * What the database says is still to be done, put into the queues again, at a start. The queues remember it themselves
 * across a crash; this is for a Redis that was lost or came back older. Twice is once, so what a queue still knows does no
 * harm. Invitations, reminders and answers are in no queue: their sender reads them from the database.
 */
export async function recover(runtime: Runtime): Promise<void> {
  const messages = await wakeForWaiting(runtime, runtime.now());
  const conversations = await finishLeft(runtime, runtime.now());
  const proposals = await classifyLeft(runtime, runtime.now());
  await queueLeftVoices(runtime, runtime.now());
  await answerLeftSupporters();
  await tellLeftSteps(runtime.now());
  await finishWithdrawals(runtime);
  await reopenDue(runtime);
  const counts = { messages, conversations, proposals };
  if (Object.values(counts).some((count) => count > 0))
    runtime.log.info(counts, 'Took up what was left unfinished');
}

/**
 * Sends what stands in the outboxes, at the start of a process that serves channels: who died while sending has left it
 * there, and the queue would notice that only after some seconds.
 */
export async function sendLeft(runtime: Runtime): Promise<void> {
  const left = ConversationModel.find({ 'outbox.0': { $exists: true } })
    .lean()
    .cursor();
  for await (const conversation of left)
    if (conversation.outbox.some(({ failed }) => !failed))
      await runtime.replies.send([{ conversation, claimed: false }]);
}

/**
 * Looks again and again for what has waited too long in a living service: Redis may be emptied, or come back older, at any
 * time. Ends when the service stops.
 */
export async function sweep(runtime: Runtime): Promise<void> {
  const { stopping, log } = runtime;
  const pause = () => sleepUnlessStopped(sweepEveryMs, stopping, { ref: false });
  for (await pause(); !stopping.aborted; await pause()) {
    try {
      await takeUpLeft(runtime);
    } catch (error) {
      if (!isStorageAway(error)) log.error({ error: String(error) }, 'A look for what was left');
    }
  }
}

/** One look of {@link sweep}. */
export async function takeUpLeft(runtime: Runtime): Promise<void> {
  const before = new Date(runtime.now().getTime() - youngMs);
  const messages = await wakeForWaiting(runtime, before);
  const conversations = await finishLeft(runtime, before);
  const proposals = await classifyLeft(runtime, before);
  await queueLeftVoices(runtime, before);
  await tellLeftSteps(runtime.now());
  await reopenDue(runtime);
  if (messages + conversations + proposals > 0)
    runtime.log.warn({ messages, conversations, proposals }, 'Took up what had waited too long');
}

/** @returns how many messages wait that came before an instant */
async function wakeForWaiting(runtime: Runtime, before: Date): Promise<number> {
  const receivedAt = datedUpTo(before, runtime.now());
  const waiting = await MessageModel.countDocuments({ waiting: true, receivedAt });
  if (waiting > 0) await wakeInbox(runtime);
  return waiting;
}

/** @returns how many conversations had something to be carried out or sent, and were not at work */
async function finishLeft(runtime: Runtime, before: Date): Promise<number> {
  const left = ConversationModel.find({
    $or: [{ 'outbox.0': { $exists: true } }, { 'effects.0': { $exists: true } }],
    updatedAt: datedUpTo(before, runtime.now()),
  });
  let group: Conversation[] = [];
  let count = 0;
  const finish = async () => {
    await finishTurns(
      group.map((conversation) => ({ conversation, claimed: false })),
      runtime,
    );
    count += group.length;
    group = [];
  };
  for await (const conversation of left.lean().cursor()) {
    if (!isLeft(conversation)) continue;
    group.push(conversation);
    if (group.length === together) await finish();
  }
  await finish();
  return count;
}

/** What was given up stays for staff. */
const isLeft = ({ outbox, effects }: Conversation) =>
  effects.length > 0 || outbox.some(({ failed }) => !failed);

/** Those that have waited longest; the next look finds the rest. */
async function classifyLeft({ queues, now }: Runtime, before: Date): Promise<number> {
  const left = await longestUnclassified(datedUpTo(before, now()), mostClassified);
  for (const proposal of left) await queueProposal(proposal, queues);
  return left.length;
}
