/** Who wrote: participants that are known, tied by their start code, or strangers. */
import { type Participant, ParticipantModel } from '../../people/participant.model.ts';
import { findByAddress, findByAlias, markReachable, meetStranger } from '../../people/participants.ts';
import { tieByStartCode } from '../../people/ties.ts';
import { collectionOf } from '../../storage/collection-of.ts';
import type { Message } from '../../talks/message.model.ts';
import type { Runtime } from '../runtime.ts';
import { tellOlderChats } from './further-chat.ts';

/** A participant, with what they wrote, in order. */
export interface Sender {
  participant: Participant;
  messages: Message[];
}

/**
 * Parts messages by who wrote them.
 * @returns also whether some were left for later: whatever stands behind a start code, for that may change who writes
 */
export async function identifySenders(
  messages: readonly Message[],
  runtime: Runtime,
): Promise<{ senders: Sender[]; left: boolean }> {
  const known = await participantsAt(messages.map(({ address }) => address));
  const senders = new Map<string, Sender>();
  const closed = new Set<string>();
  const begun = new Set<string>();
  let left = false;
  for (const message of messages) {
    const { address } = message;
    const tying = hasStartCode(message);
    if (closed.has(address) || (tying && begun.has(address))) {
      closed.add(address);
      left = true;
      continue;
    }
    if (tying) closed.add(address);
    begun.add(address);
    const participant = await identify(message, known.get(address) ?? null, runtime);
    if (!tying) known.set(address, participant);
    const sender = senders.get(participant._id) ?? { participant, messages: [] };
    sender.messages.push(message);
    senders.set(participant._id, sender);
  }
  const inOrder = [...senders.values()].map((sender) => ({
    ...sender,
    messages: asWritten(sender.messages),
  }));
  return { senders: inOrder, left };
}

/** What somebody wrote in one chat may come in another order; where its network tells the right one, it is read in that. */
function asWritten(messages: Message[]): Message[] {
  const [first] = messages;
  const tells = messages.every(({ order, address }) => order !== undefined && address === first?.address);
  return tells ? messages.sort((one, other) => Number(one.order) - Number(other.order)) : messages;
}

const hasStartCode = ({ content }: Message) => content.kind === 'start' && content.code !== undefined;

async function participantsAt(addresses: string[]): Promise<Map<string, Participant>> {
  const found = await collectionOf<Participant>(ParticipantModel)
    .find({ addresses: { $in: [...new Set(addresses)] } })
    .toArray();
  return new Map(found.flatMap((one) => (one.addresses ?? []).map((address) => [address, one] as const)));
}

async function identify(
  { address, alias, content, senderName }: Message,
  known: Participant | null,
  runtime: Runtime,
): Promise<Participant> {
  if (content.kind === 'start' && content.code) {
    const pressed = await tieByStartCode(content.code, address, runtime.now());
    if (pressed?.news) await tellOlderChats(pressed, address, runtime);
    if (pressed?.outcome === 'tied') return pressed.owner;
  }
  const who = known ?? (await findByAddress(address)) ?? (alias ? await findByAlias(alias, address) : null);
  if (!who) return meetStranger(address, senderName, runtime.now());
  await markReachable(who, address);
  return who;
}
