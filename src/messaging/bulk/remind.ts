/** Reminders: decided from the stored rows, written down once, and not sent when the talk moved meanwhile. */
import { questionNumber } from '../../conversation/engine.ts';
import type { Reply } from '../../conversation/types.ts';
import { BroadcastModel } from '../../rembuk/broadcast.model.ts';
import { type Invitation, InvitationModel } from '../../rembuk/invitation.model.ts';
import type { Participant } from '../../rembuk/participant.model.ts';
import { findParticipant } from '../../rembuk/participants.ts';
import type { Rembuk } from '../../rembuk/rembuk.model.ts';
import { type Reminder, ReminderModel } from '../../rembuk/reminder.model.ts';
import { isFinished, nextReminder, type ReminderFacts } from '../../rembuk/reminders.ts';
import { currentRound, reminderHours, sendingPlan } from '../../rembuk/rounds.ts';
import { isDuplicate } from '../../storage/mongodb.ts';
import { type Conversation, ConversationModel } from '../conversation.model.ts';
import type { House } from '../house.ts';
import { MessageModel } from '../message.model.ts';
import type { Source } from './errand.ts';
import { hoursHold } from './holds.ts';
import type { Parcel } from './parcel.ts';

/** Writes down the reminders that are due. A second time it finds them written. */
export async function writeDueReminders(now: Date): Promise<number> {
  const round = await currentRound();
  if (!round) return 0;
  const distances = round.reminders ?? reminderHours;
  const [first] = distances;
  if (first === undefined) return 0;
  const still = await BroadcastModel.find(
    { rembuk: round._id, state: { $in: ['paused', 'cancelled'] } },
    { _id: 1 },
  ).lean();
  const old = InvitationModel.find({
    rembuk: round._id,
    status: { $in: ['sent', 'delivered', 'read', 'answered'] },
    sentAt: { $lte: new Date(now.getTime() - first * 3600_000) },
    broadcast: { $nin: still.map(({ _id }) => _id) },
  }).lean();
  let written = 0;
  for await (const invitation of old.cursor()) if (await writeDue(invitation, distances, now)) written += 1;
  return written;
}

async function writeDue(invitation: Invitation, distances: readonly number[], now: Date): Promise<boolean> {
  const { _id, rembuk, participant, channel, address, sentAt } = invitation;
  if (!channel || !address || !sentAt) return false;
  const [before, conversation] = await Promise.all([
    ReminderModel.find({ invitation: _id }).sort({ number: 1 }).lean(),
    ConversationModel.findById(participant).lean(),
  ]);
  if (before.some(({ status }) => status === 'queued' || status === 'sending')) return false;
  const reminded = before.map((one) => one.sentAt ?? one.queuedAt);
  const due = nextReminder(
    { sentAt, reminded, conversation: await factsOf(conversation, rembuk) },
    distances,
  );
  if (!due || due > now) return false;
  const number = reminded.length + 1;
  const row: Reminder = {
    _id: `${_id}.${number}`,
    invitation: _id,
    rembuk,
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
  rembuk: string,
): Promise<ReminderFacts['conversation']> {
  if (!conversation?.state || conversation.rembuk !== rembuk) return null;
  const { state, handled } = conversation;
  const last = handled.at(-1);
  const message = last ? await MessageModel.findById(last, { receivedAt: 1 }).lean() : null;
  const lastMovedAt = message?.receivedAt ?? new Date(0);
  return { status: state.status, submitted: state.submitted.length, lastMovedAt };
}

/** The reminders of a channel that may be sent at this hour. */
export function reminderSource(channel: Reminder['channel'], house: House): Source {
  return async (limit, except) => {
    const waiting = { channel, status: 'queued' as const, _id: { $nin: [...except] } };
    const rows = await ReminderModel.find(waiting).sort({ _id: 1 }).limit(limit).lean();
    const round = rows.length > 0 ? await currentRound() : null;
    if (!round) return [];
    const { hours } = sendingPlan(round);
    if (hoursHold({ hours }, house.now(), house.timeZone)) return [];
    return rows.map((row) => ({
      id: row._id,
      hours,
      parcel: () => reminderParcel(row, round, house),
      note: async () => {},
    }));
  };
}

/** What a dead sender left in flight; nobody knows, and it counts as reminded. */
export async function markReminderOrphans(channel: Reminder['channel'], mine: string[]): Promise<number> {
  const left = { channel, status: 'sending' as const, _id: { $nin: mine } };
  return (await ReminderModel.updateMany(left, { $set: { status: 'unknown' } })).modifiedCount;
}

/** Makes a reminder ready, or takes it off when there is nothing to remind of any more. */
async function reminderParcel(reminder: Reminder, round: Rembuk, house: House): Promise<Parcel | null> {
  const { _id: id, address } = reminder;
  const settle = (status: Reminder['status'], more: Partial<Reminder> = {}) =>
    ReminderModel.updateOne(
      { _id: id, status: { $in: ['queued', 'sending', 'unknown'] } },
      { $set: { status, ...more } },
    );
  const standing = await stillStands(reminder, round);
  if (!standing) {
    await settle('moved');
    return null;
  }
  const reply = await composeReminder(standing, round, house);
  return {
    id,
    address,
    messages: [reply],
    firstContact: false,
    async take() {
      // Once more at the last instant: who has just answered is not reminded.
      if (!(await stillStands(reminder, round))) {
        await settle('moved');
        return false;
      }
      const taken = await ReminderModel.updateOne(
        { _id: id, status: 'queued' },
        { $set: { status: 'sending' } },
      );
      return taken.modifiedCount === 1;
    },
    giveBack: () => settle('queued'),
    sent: (sentAt, messageId) => settle('sent', { sentAt, messageId }),
    failed: (reason, refusedAt) => settle('failed', { reason, ...(refusedAt ? { refusedAt } : {}) }),
    unknown: (reason) => settle('unknown', { reason }),
  };
}

interface Standing {
  participant: Participant;
  conversation: Conversation | null;
}

async function stillStands(
  { participant: id, address, version }: Reminder,
  round: Rembuk,
): Promise<Standing | null> {
  const [participant, conversation] = await Promise.all([
    findParticipant(id),
    ConversationModel.findById(id).lean(),
  ]);
  if (!participant || participant.optedOutAt || participant.wrongPersonAt || round.status !== 'open')
    return null;
  if (participant.unreachable.some((entry) => entry.address === address)) return null;
  if ((conversation?.version ?? null) !== version) return null;
  return isFinished(await factsOf(conversation, round._id)) ? null : { participant, conversation };
}

/** Where he stopped, and the question that waits, so that he can answer right here. */
export async function composeReminder(
  { participant, conversation }: Standing,
  round: Rembuk,
  house: Pick<House, 'engine' | 'flows' | 'texts' | 'world'>,
): Promise<Reply> {
  const begun = conversation?.rembuk === round._id ? conversation.state : null;
  const locale = begun?.locale ?? participant.locale;
  const context = await house.world.context(participant, round, locale);
  const flow = begun ? await house.flows.pinned(begun.flow) : await house.flows.current(round.flow);
  const state = begun ?? house.engine.start(flow, locale, context).state;
  // The question as it would be asked now; the talk itself is not touched.
  const asked = house.engine.receive(flow, state, { kind: 'text', text: 'MULAI' }, context).replies.at(-1);
  const { name, office, village, rt } = context.participant;
  const seat = rt === null ? 'conversation.seat.office' : 'conversation.seat.rt';
  const addressee = name || house.texts.t(locale, seat, { office, village, rt: rt ?? '' });
  const number = questionNumber(flow, state);
  const where =
    state.step === flow.start
      ? 'unanswered'
      : number === null
        ? 'unsent'
        : number === 1
          ? 'first'
          : 'stopped';
  const text = house.texts.t(locale, `invitation.reminder.${where}`, {
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
