import type { Seen } from '../../conversation/question.ts';
import type { Context, Reply, State } from '../../conversation/types.ts';
import type { Participant } from '../../people/participant.model.ts';
import type { Round, RoundId } from '../../rounds/round.model.ts';
import type { Conversation } from '../../talks/conversation.model.ts';
import type { Message } from '../../talks/message.model.ts';
import type { NextTurn } from '../../talks/save-turn.ts';
import type { Locale } from '../../texts/locales.ts';
import type { Runtime } from '../runtime.ts';
import type { Aside } from './aside.ts';

/** A message that is to be answered, with all that is known of it and of who sent it. */
export interface Hearing {
  message: Message;
  participant: Participant;
  /** The round that is open. */
  round: Round | null;
  conversation: Conversation | null;
  /** Whether that is as this process left it: somebody else may have changed it since. See {@link mustBeRead}. */
  recalled: boolean;
  /** The language they are answered in. */
  locale: Locale;
  context: Context;
  /** What comes instead of an answer; see `beside-talk.ts`. */
  aside: Aside | null;
  /** The question they had before their eyes, where it is not the one that waits. */
  seen: Seen | null;
}

/** One who may have something to say to a message. @returns null where it is the next one's */
export type Hearer = (hearing: Hearing, runtime: Runtime) => Promise<NextTurn | null>;

/** A conversation that is recalled is not enough for what is to be done. */
export class MustBeReadError extends Error {}

/**
 * To be called before anything but the conversation is changed for the way it stands. (That the conversation itself is not
 * changed for a way it no longer stands, its version sees to.)
 * @throws MustBeReadError where it is only recalled; the message is thought about anew once it is read
 */
export function mustBeRead({ recalled }: Pick<Hearing, 'recalled'>): void {
  if (recalled) throw new MustBeReadError('A conversation must be read');
}

/** The round that somebody's talk is of now: strangers have none. */
export const roundOf = ({ participant, round }: Pick<Hearing, 'participant' | 'round'>): RoundId | null =>
  participant.village === undefined ? null : (round?._id ?? null);

/** How far their talk of now has come; null where it has not begun. */
export function talkOf(hearing: Hearing): State | null {
  const { conversation } = hearing;
  return conversation?.round === roundOf(hearing) ? conversation.state : null;
}

/** A text that changes nothing of the talk. */
export function remark(
  key: string,
  { conversation, locale }: Pick<Hearing, 'conversation' | 'locale'>,
  { texts }: Runtime,
  params: Record<string, string> = {},
): NextTurn {
  return {
    turn: null,
    remark: besides(texts.t(locale, key, params)),
    round: conversation?.round ?? null,
  };
}

/** A text beside the talk, which asks nothing. */
export const besides = (text: string): Reply => ({ text, choices: [], asks: null, beside: true });
