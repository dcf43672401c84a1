/** An invitation that somebody of the office sends to themselves, made by the same hand as everybody's. */
import type { ChannelName, Outgoing } from '../../channels/channel.ts';
import { findParticipant } from '../../people/participants.ts';
import { findRound, messageOf } from '../../rounds/rounds.ts';
import type { DeliverySource, DueDelivery, PreparedDelivery } from '../dispatch/delivery-source.ts';
import type { Trial } from '../model/trial.model.ts';
import { nextTrials, trialDeliveries } from '../model/trials.ts';
import { composeInvitation } from '../planning/compose-invitation.ts';
import { readLetter } from '../planning/letters.ts';
import type { OutreachRuntime } from '../runtime.ts';

interface DueTrial extends DueDelivery {
  trial: Trial;
}

/** The trials of a channel, at any hour: who has asked for one is awake. */
export function trialSource(channel: ChannelName, runtime: OutreachRuntime): DeliverySource<DueTrial> {
  return {
    kind: 'trials',
    rows: trialDeliveries,
    async due(limit) {
      const trials = await nextTrials(channel, limit);
      return trials.map((trial) => ({ id: trial._id, hours: null, trial }));
    },
    prepare: ({ trial }, taker) => prepareTrial(trial, taker, runtime),
  };
}

/** No talk begins by it, and nobody counts as invited. Null, and failed, where it cannot be made. */
async function prepareTrial(
  trial: Trial,
  taker: string,
  runtime: OutreachRuntime,
): Promise<PreparedDelivery | null> {
  const { _id: id, address } = trial;
  let messages: Outgoing[];
  try {
    messages = await messagesOf(trial, runtime);
  } catch (error) {
    runtime.log.error({ trial: id, error: String(error) }, 'A trial cannot be made');
    const outcome = { status: 'failed', reason: 'unexpected error' } as const;
    await trialDeliveries.settle(id, taker, outcome, runtime.now());
    return null;
  }
  return { id, address, messages, firstContact: false, asked: true };
}

/** What its person would be sent, word for word, below a line that says it is a trial. */
async function messagesOf(trial: Trial, runtime: OutreachRuntime): Promise<Outgoing[]> {
  const { locale } = trial;
  const [participant, round] = await Promise.all([
    findParticipant(trial.participant),
    findRound(trial.round),
  ]);
  if (!participant || !round) throw new Error('Round or person of a trial are gone.');
  const context = await runtime.contexts.context(participant, round, locale);
  const flow = await runtime.flows.current(round.flow);
  const message = messageOf(round);
  const setting = { message, lastDay: round.lastDay };
  const { replies } = composeInvitation({ ...runtime, flow }, setting, locale, context);
  const attachment = message.letter && (await readLetter(runtime.mediaDir, message.letter));
  return replies.map(({ text, choices }, index) => ({
    text: index === 0 ? `${runtime.texts.t(locale, 'invitation.trial')}\n\n${text}` : text,
    choices,
    ...(attachment && index === 0 ? { attachment } : {}),
  }));
}
