/** Notices on their way to their people: the rows say what is due, the dispatcher of a channel sends it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Attachment, ChannelName, Outgoing } from '../../channels/channel.ts';
import { destinationOf } from '../../people/addresses.ts';
import type { Participant } from '../../people/participant.model.ts';
import { findParticipant } from '../../people/participants.ts';
import { ProposalModel } from '../../proposals/proposal.model.ts';
import { MessageModel } from '../../talks/message.model.ts';
import type { DeliverySource, DueDelivery, PreparedDelivery } from '../dispatch/delivery-source.ts';
import type { Notice } from '../model/notice.model.ts';
import {
  giveNoticeItsWay,
  nextNotices,
  noticeDeliveries,
  noticesWithoutDestination,
  roundsWithNotices,
  takeNoticeItsWay,
} from '../model/notices.ts';
import type { OutreachRuntime } from '../runtime.ts';
import { decentRounds } from './decent-rounds.ts';

interface DueNotice extends DueDelivery {
  notice: Notice;
}

/** The notices of a channel that may be sent at this hour. @param served all channels of the service */
export function noticeSource(
  channel: ChannelName,
  served: readonly ChannelName[],
  runtime: OutreachRuntime,
): DeliverySource<DueNotice> {
  return {
    kind: 'notices',
    rows: noticeDeliveries,
    async due(limit) {
      await giveThemTheirWays(served);
      const hoursOf = await decentRounds(await roundsWithNotices(channel), runtime);
      if (hoursOf.size === 0) return [];
      const notices = await nextNotices(channel, [...hoursOf.keys()], limit);
      return notices.map((notice) => ({ id: notice._id, hours: hoursOf.get(notice.round) ?? null, notice }));
    },
    prepare: ({ notice }, taker) => prepareNotice(notice, taker, runtime),
  };
}

/** So many get their way at a time. */
const atATime = 200;

/** Decides by which channel each notice goes. */
async function giveThemTheirWays(served: readonly ChannelName[]): Promise<void> {
  for (const { _id, participant } of await noticesWithoutDestination(atATime)) {
    const person = await findParticipant(participant);
    await giveNoticeItsWay(_id, person && destinationOf(person, served));
  }
}

/**
 * Writes the message of a notice. Null where its person may not be written to that way any more, and it waits for
 * another way; and where it cannot be made, and has failed.
 */
async function prepareNotice(
  notice: Notice,
  taker: string,
  runtime: OutreachRuntime,
): Promise<PreparedDelivery | null> {
  const { _id: id, channel, address = '' } = notice;
  const person = await findParticipant(notice.participant);
  if (!person || !channel || destinationOf(person, [channel])?.address !== address) {
    await takeNoticeItsWay(id, taker);
    return null;
  }
  let message: Outgoing;
  try {
    message = await messageOf(notice, person, runtime);
  } catch (error) {
    runtime.log.error({ notice: id, key: notice.key, error: String(error) }, 'A notice cannot be made');
    const outcome = { status: 'failed', reason: 'unexpected error' } as const;
    await noticeDeliveries.settle(id, taker, outcome, runtime.now());
    return null;
  }
  // Somebody of a list may be told something before they ever wrote.
  const firstContact = (await MessageModel.exists({ address })) === null;
  return { id, address, messages: [message], firstContact };
}

/** @throws Error where a text, a value that it names, the proposal or the file is missing */
async function messageOf(
  notice: Notice,
  { locale }: Participant,
  runtime: OutreachRuntime,
): Promise<Outgoing> {
  const { key, args, words, file } = notice;
  const text = runtime.texts.t(locale, `notices.${key}`, { ...args, ...(await aboutProposal(notice)) });
  const attachment = file && (await readNoticeFile(file, runtime));
  return {
    text: words ? `${text}\n\n${words}` : text,
    choices: [],
    ...(attachment ? { attachment } : {}),
  };
}

/** What a text may name of the proposal that it is about. */
async function aboutProposal({ proposal: id }: Notice): Promise<{ code?: string; title?: string }> {
  if (!id) return {};
  const proposal = await ProposalModel.findById(id, { code: 1, title: 1 }).lean();
  if (!proposal) throw new Error('The proposal of a notice is gone.');
  const { code, title } = proposal;
  return { code, title };
}

async function readNoticeFile(
  { name, path }: NonNullable<Notice['file']>,
  { dataDir }: OutreachRuntime,
): Promise<Attachment> {
  return { name, mime: 'application/pdf', bytes: await readFile(join(dataDir, path)) };
}
