import type { Address } from '../../channels/address.ts';
import type { Choice } from '../../channels/channel.ts';
import { reachableAddress } from '../../people/addresses.ts';
import type { Participant } from '../../people/participant.model.ts';
import { ConversationModel } from '../../talks/conversation.model.ts';
import { saveTurn } from '../../talks/save-turn.ts';
import type { Locale } from '../../texts/locales.ts';
import type { Params } from '../../texts/texts.ts';
import { finishTurns } from '../handling/finish-turns.ts';
import type { Runtime } from '../runtime.ts';

/** What somebody is to be told outside their talk. */
export interface Notice {
  /** The same key is told once, whatever happens. */
  id: string;
  /** A text, `conversation.notice.refused`. */
  key: string;
  /** What stands in it; made of the locale where words of it are in their language, too. */
  params?: Params | ((locale: Locale) => Params);
  /** What may be said to it, in their language; each names itself, for the talk has a question of its own. */
  choices?: (locale: Locale) => Choice[];
  /** Where it goes; the address they can be reached at unless told otherwise. */
  address?: Address;
}

const tries = 5;

/**
 * Puts a notice into somebody's outbox, in their language; their talk goes on where it was.
 * @returns false where nothing leads to them
 */
export async function tell(participant: Participant, notice: Notice, runtime: Runtime): Promise<boolean> {
  const address = notice.address ?? reachableAddress(participant);
  if (!address) return false;
  const { _id: id } = participant;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const before = await ConversationModel.findById(id).lean();
    if (before?.handled.includes(notice.id)) {
      await finishTurns([{ conversation: before, claimed: false }], runtime);
      return true;
    }
    const locale = before?.state?.locale ?? participant.locale;
    const params = typeof notice.params === 'function' ? notice.params(locale) : (notice.params ?? {});
    // Parts that say nothing of this person leave their blanks.
    const text = runtime.texts.t(locale, notice.key, params).replaceAll(/ {2,}/g, ' ').trim();
    const choices = notice.choices?.(locale) ?? [];
    const remark = { text, choices, asks: null, beside: true as const };
    const written = { turn: null, remark, round: before?.round ?? null, address, handled: notice.id };
    const saved = await saveTurn(id, before, written, runtime.now());
    if (!saved) continue;
    await finishTurns([{ conversation: saved, claimed: false }], runtime);
    return true;
  }
  throw new Error(`Conversation ${id} changed ${tries} times while its person was told something`);
}
