/** An invitation that somebody of the office sends to himself, made by the same hand as everybody's. */
import type { ChannelName, Outgoing } from '../../channels/channel.ts';
import { findParticipant } from '../../rembuk/participants.ts';
import { findRound, messageOf } from '../../rembuk/rounds.ts';
import type { Trial } from '../../rembuk/trial.model.ts';
import { nextTrials, settleTrial, takeTrial } from '../../rembuk/trials.ts';
import type { House } from '../house.ts';
import { composeInvitation } from './compose.ts';
import type { Source } from './errand.ts';
import { readLetter } from './letters.ts';
import type { Parcel } from './parcel.ts';

/** The trials of a channel, at any hour: who has asked for one is awake. */
export function trialSource(channel: ChannelName, house: House): Source {
  return async (limit, except) =>
    (await nextTrials(channel, limit, except)).map((trial) => ({
      id: trial._id,
      hours: null,
      parcel: () => trialParcel(trial, house),
      note: async () => {},
    }));
}

/** No talk begins by it, and nobody counts as invited. Null, and failed, where it cannot be made. */
async function trialParcel(trial: Trial, house: House): Promise<Parcel | null> {
  const { _id: id, address } = trial;
  let messages: Outgoing[];
  try {
    messages = await messagesOf(trial, house);
  } catch (error) {
    house.log.error({ trial: id, error: String(error) }, 'A trial cannot be made');
    await settleTrial(id, 'failed', 'unexpected error');
    return null;
  }
  return {
    id,
    address,
    messages,
    firstContact: false,
    asked: true,
    take: () => takeTrial(id),
    giveBack: () => settleTrial(id, 'queued'),
    sent: () => settleTrial(id, 'sent'),
    failed: (reason) => settleTrial(id, 'failed', reason),
    unknown: (reason) => settleTrial(id, 'unknown', reason),
  };
}

/** What its person would be sent, word for word, below a line that says it is a trial. */
async function messagesOf(trial: Trial, house: House): Promise<Outgoing[]> {
  const { locale } = trial;
  const [participant, round] = await Promise.all([
    findParticipant(trial.participant),
    findRound(trial.rembuk),
  ]);
  if (!participant || !round) throw new Error('Round or person of a trial are gone.');
  const context = await house.world.context(participant, round, locale);
  const flow = await house.flows.current(round.flow);
  const message = messageOf(round);
  const setting = { message, lastDay: round.lastDay };
  const { replies } = composeInvitation({ ...house, flow }, setting, locale, context);
  const attachment = message.letter && (await readLetter(house.mediaDir, message.letter));
  return replies.map(({ text, choices }, index) => ({
    text: index === 0 ? `${house.texts.t(locale, 'invitation.trial')}\n\n${text}` : text,
    choices,
    ...(attachment && index === 0 ? { attachment } : {}),
  }));
}
