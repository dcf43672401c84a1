/** A further chat that wants to be somebody: who is asked, and what becomes of the answer. */

import { channelOf, networkAddress } from '../../channels/address.ts';
import type { Participant } from '../../people/participant.model.ts';
import { findParticipant } from '../../people/participants.ts';
import { answerWish, type Pressed, waitingChat } from '../../people/ties.ts';
import { MessageModel } from '../../talks/message.model.ts';
import { wholeDistrict } from '../../users/scope.ts';
import { tell } from '../replies/tell.ts';
import type { Runtime } from '../runtime.ts';
import type { Aside } from './aside.ts';

/** A chat by its network and the end of its number, "telegram ••••789". */
const nameOf = (address: string) => `${channelOf(address)} ••••${networkAddress(address).slice(-3)}`;

/** Tells every chat that was tied before of a new one, or asks them about one that waits. */
export async function tellOlderChats(
  { owner, outcome }: Pressed,
  address: string,
  runtime: Runtime,
): Promise<void> {
  const stamp = outcome === 'asked' ? owner.startUsedAt?.getTime() : owner.ties?.length;
  for (const older of (owner.addresses ?? []).filter((one) => one !== address)) {
    // A number that only stands in a list has never written: it is not written to out of the blue.
    if (!(await MessageModel.exists({ address: older }))) continue;
    const id = `chat.${outcome}.${stamp}.${address}.${older}`;
    await tell(
      owner,
      { id, key: `conversation.chat.${outcome}`, params: { chat: nameOf(address) }, address: older },
      runtime,
    );
  }
}

/**
 * IZINKAN or TOLAK from a chat that is tied, while another waits.
 * @returns what to say to it; null where it is none of these, or nobody waits
 */
export async function answerToWish(
  text: string,
  participant: Participant,
  runtime: Runtime,
): Promise<Aside | null> {
  if (!waitingChat(participant, runtime.now())) return null;
  const word = runtime.engine.reader.permission(text);
  if (!word) return null;
  const yes = word === 'allow';
  const address = await answerWish(participant._id, yes, 'permission', wholeDistrict, runtime.now());
  if (!address) return null;
  await tellNewChat(participant._id, address, yes, runtime);
  return { key: `conversation.chat.${yes ? 'allowed' : 'denied'}` };
}

/** Staff's word on the chat that waits; both chats are told. @returns false where none waits */
export async function decideChat(
  id: string,
  yes: boolean,
  officer: Parameters<typeof answerWish>[3],
  runtime: Runtime,
): Promise<boolean> {
  const address = await answerWish(id, yes, 'staff', officer, runtime.now());
  if (!address) return false;
  await tellNewChat(id, address, yes, runtime);
  const owner = await findParticipant(id);
  if (owner && yes) await tellOlderChats({ owner, outcome: 'tied', news: true }, address, runtime);
  return true;
}

/** Only a yes is told there: a chat that was refused is a stranger's. */
async function tellNewChat(id: string, address: string, yes: boolean, runtime: Runtime): Promise<void> {
  const owner = yes ? await findParticipant(id) : null;
  if (owner)
    await tell(
      owner,
      {
        id: `chat.new.${owner.ties?.length}.${address}`,
        key: 'conversation.chat.welcome',
        params: { name: owner.name },
        address,
      },
      runtime,
    );
}
