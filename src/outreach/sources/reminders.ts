import { addresseeOf } from '../../conversation/addressee.ts';
/** Reminders: decided from the stored rows, written down once, and not sent when the talk moved meanwhile. */
import { questionNumber } from '../../conversation/engine.ts';
import type { Reply } from '../../conversation/types.ts';
import { canWriteTo } from '../../people/addresses.ts';
import type { Participant } from '../../people/participant.model.ts';
import { findParticipant } from '../../people/participants.ts';
import type { Round, RoundId } from '../../rounds/round.model.ts';
import { currentRound, reminderHours, sendingPlan } from '../../rounds/rounds.ts';
import { isDuplicate } from '../../storage/mongodb.ts';
import { type Conversation, ConversationModel } from '../../talks/conversation.model.ts';
import { MessageModel } from '../../talks/message.model.ts';
import type { DeliverySource, DueDelivery, PreparedDelivery } from '../dispatch/delivery-source.ts';
import { hoursHold } from '../dispatch/holds.ts';
import { BroadcastModel } from '../model/broadcast.model.ts';
import { deliveryRows, waiting } from '../model/delivery-state.ts';
import { type Invitation, InvitationModel } from '../model/invitation.model.ts';
import { type Reminder, ReminderModel } from '../model/reminder.model.ts';
import { isFinished, nextReminder, type ReminderFacts } from '../planning/reminder-rule.ts';
import type { OutreachRuntime } from '../runtime.ts';

/** Writes down the reminders that are due. A second time it finds them written. */
export async function writeDueReminders(now: Date): Promise<number> {
  const round = await currentRound();
  if (!round) return 0;
  const distances = round.reminders ?? reminderHours;
  const [first] = distances;
  if (first === undefined) return 0;
  const still = await BroadcastModel.find(
    { round: round._id, state: { $in: ['paused', 'cancelled'] } },
    { _id: 1 },
  ).lean();
  const old = InvitationModel.find({
    round: round._id,
    status: { $in: ['sent', 'delivered', 'read', 'answered'] },
    sentAt: { $lte: new Date(now.getTime() - first * 3600_000) },
    broadcast: { $nin: still.map(({ _id }) => _id) },
  }).lean();
  let written = 0;
  for await (const invitation of old.cursor()) if (await writeDue(invitation, distances, now)) written += 1;
  return written;
}

async function writeDue(invitation: Invitation, distances: readonly number[], now: Date): Promise<boolean> {
  const { _id, round, participant, channel, address, sentAt } = invitation;
  if (!channel || !address || !sentAt) return false;
  const [before, conversation] = await Promise.all([
    ReminderModel.find({ invitation: _id }).sort({ number: 1 }).lean(),
    ConversationModel.findById(participant).lean(),
  ]);
  const onTheirWay: readonly string[] = [...waiting, 'sending'];
  if (before.some(({ status }) => onTheirWay.includes(status))) return false;
  const reminded = before.map((one) => one.sentAt ?? one.queuedAt);
  const due = nextReminder({ sentAt, reminded, conversation: await factsOf(conversation, round) }, distances);
  if (!due || due > now) return false;
  const number = reminded.length + 1;
  const row: Reminder = {
    _id: `${_id}.${number}`,
    invitation: _id,
    round,
    participant,
    number,
    channel,
    address,
    version: conversation?.version ?? null,
    status: 'queued',
    queuedAt: now,
  };
  try {
    await ReminderModel.create(row);
    return true;
  } catch (error) {
    if (isDuplicate(error, '_id_')) return false;
    throw error;
  }
}

async function factsOf(
  conversation: Conversation | null,
  roundId: RoundId,
): Promise<ReminderFacts['conversation']> {
  if (!conversation?.state || conversation.round !== roundId) return null;
  const { state, handled } = conversation;
  const last = handled.at(-1);
  const message = last ? await MessageModel.findById(last, { receivedAt: 1 }).lean() : null;
  const lastMovedAt = message?.receivedAt ?? new Date(0);
  return { status: state.status, submitted: state.submitted.length, lastMovedAt };
}

interface DueReminder extends DueDelivery {
  reminder: Reminder;
  round: Round;
}

/** Reminders are due on the day; a minute sooner or later is nothing. */
const planEveryMs = 60_000;

/** Reminders on their way. */
export const reminderDeliveries = deliveryRows(ReminderModel, {
  onChannel: (channel) => ({ channel }),
  sent: (sentAt, messageId) => ({ sentAt, ...(messageId ? { messageId } : {}) }),
  refused: (refusedAt) => ({ refusedAt }),
});

/** The reminders of a channel that may be sent at this hour. */
export function reminderSource(
  channel: Reminder['channel'],
  runtime: OutreachRuntime,
): DeliverySource<DueReminder> {
  let nextPlan = 0;
  return {
    kind: 'reminders',
    rows: reminderDeliveries,
    async plan() {
      if (performance.now() < nextPlan) return;
      nextPlan = performance.now() + planEveryMs;
      await writeDueReminders(runtime.now());
    },
    async due(limit) {
      const rows = await ReminderModel.find({ channel, status: 'queued' })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      const round = rows.length > 0 ? await currentRound() : null;
      if (!round) return [];
      const { hours } = sendingPlan(round);
      if (hoursHold({ hours }, runtime.now(), runtime.timeZone)) return [];
      return rows.map((reminder) => ({ id: reminder._id, hours, reminder, round }));
    },
    prepare: ({ reminder, round }) => prepareReminder(reminder, round, runtime),
  };
}

/** Makes a reminder ready, or takes it off when there is nothing to remind of any more. */
async function prepareReminder(
  reminder: Reminder,
  round: Round,
  runtime: OutreachRuntime,
): Promise<PreparedDelivery | null> {
  const { _id: id, address } = reminder;
  const standing = await stillStands(reminder, round);
  if (!standing) {
    await takeOff(id);
    return null;
  }
  return {
    id,
    address,
    messages: [await composeReminder(standing, round, runtime)],
    firstContact: false,
    async mayLeave() {
      // Once more at the last instant: who has just answered is not reminded.
      if (await stillStands(reminder, round)) return true;
      await takeOff(id);
      return false;
    },
  };
}

/** Their talk went on meanwhile. */
async function takeOff(id: string): Promise<void> {
  await ReminderModel.updateOne({ _id: id, status: { $in: waiting } }, { $set: { status: 'moved' } });
}

interface Standing {
  participant: Participant;
  conversation: Conversation | null;
}

async function stillStands(
  { participant: id, address, version }: Reminder,
  round: Round,
): Promise<Standing | null> {
  const [participant, conversation] = await Promise.all([
    findParticipant(id),
    ConversationModel.findById(id).lean(),
  ]);
  if (!participant || round.status !== 'open' || !canWriteTo(participant, address)) return null;
  if ((conversation?.version ?? null) !== version) return null;
  return isFinished(await factsOf(conversation, round._id)) ? null : { participant, conversation };
}

/** Where they stopped, and the question that waits, so that they can answer right here. */
async function composeReminder(
  { participant, conversation }: Standing,
  round: Round,
  runtime: Pick<OutreachRuntime, 'engine' | 'flows' | 'texts' | 'contexts'>,
): Promise<Reply> {
  const begun = conversation?.round === round._id ? conversation.state : null;
  const locale = begun?.locale ?? participant.locale;
  const context = await runtime.contexts.context(participant, round, locale);
  const flow = begun ? await runtime.flows.pinned(begun.flow) : await runtime.flows.current(round.flow);
  const state = begun ?? runtime.engine.start(flow, locale, context).state;
  // The question as it would be asked now; the talk itself is not touched.
  const asked = runtime.engine.receive(flow, state, { kind: 'text', text: 'MULAI' }, context).replies.at(-1);
  const addressee = addresseeOf(runtime.texts, locale, context.participant);
  const number = questionNumber(flow, state);
  const where =
    state.step === flow.start
      ? 'unanswered'
      : number === null
        ? 'unsent'
        : number === 1
          ? 'first'
          : 'stopped';
  const text = runtime.texts.t(locale, `invitation.reminder.${where}`, {
    addressee,
    year: String(round.year),
    saved: (number ?? 1) - 1,
    total: flow.questions,
  });
  return {
    text: `${text}\n\n${asked?.text ?? ''}`.trim(),
    choices: asked?.choices ?? [],
    asks: asked?.asks ?? null,
  };
}
