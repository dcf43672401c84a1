/** What a speaker says of what was heard in their voice note, beside the talk: the question that waits goes on waiting. */

import { networkAddress } from '../../channels/address.ts';
import type { Content } from '../../channels/channel.ts';
import { clean, plain } from '../../conversation/words.ts';
import type { Participant } from '../../people/participant.model.ts';
import type { Conversation } from '../../talks/conversation.model.ts';
import { locales } from '../../texts/locales.ts';
import type { Texts } from '../../texts/texts.ts';
import type { Voice } from '../../voices/voice.model.ts';
import { lastTold, recordVerdict, type Verdict, voiceOf } from '../../voices/voices.ts';
import type { Aside } from '../handling/aside.ts';
import type { Runtime } from '../runtime.ts';
import { classifyAnew } from './classify-anew.ts';

/** A correction is a sentence like any other answer. */
const shortestCorrection = 5;
const longestCorrection = 1_000;

/**
 * A pressed button of that message, or its words ("suara betul"; "suara salah", perhaps with the right ones behind), which
 * answer no question of a talk.
 * @returns null where it is none of these, or nobody was asked
 */
export async function answerHeard(
  content: Content,
  participant: Participant,
  runtime: Runtime,
): Promise<Aside | null> {
  const said = await readVerdict(content, participant, runtime);
  if (!said?.voice) return null;
  return settle(said.voice, said.verdict, runtime);
}

async function settle(voice: Voice, verdict: Verdict, runtime: Runtime): Promise<Aside> {
  const now = await recordVerdict(voice, verdict, runtime.now());
  if (!now) return { key: 'conversation.heard.written' };
  // A yes leaves the words as they were classified, unless it comes after a no.
  if (now.text !== voice.text || verdict.kind === 'wrong' || voice.status === 'refused')
    await classifyAnew(now, runtime);
  const key = `conversation.heard.${verdict.kind === 'wrong' ? 'refused' : 'thanks'}`;
  return { key, heard: networkAddress(voice.media) };
}

async function readVerdict(content: Content, { _id }: Participant, runtime: Runtime) {
  if (content.kind === 'choice') {
    const [, kind, id = ''] = /^(right|wrong):([0-9a-f]{24})$/.exec(content.value) ?? [];
    if (kind !== 'right' && kind !== 'wrong') return null;
    return { verdict: { kind } as Verdict, voice: await voiceOf(_id, id) };
  }
  const verdict = content.kind === 'text' ? verdictIn(content.text, runtime) : null;
  return verdict && { verdict, voice: await lastTold(_id) };
}

/** A verdict that was just taken is taken again as the same: its message may be handled a second time. */
const againWithinMs = 60_000;

/**
 * A bare yes or no ("bujur pak") that the question which waits could not take: it answers the message about the voice, where
 * that one stands below the question.
 * @returns as {@link answerHeard}
 */
export async function answerHeardBarely(
  content: Content,
  participant: Participant,
  conversation: Pick<Conversation, 'asked'>,
  runtime: Runtime,
): Promise<Aside | null> {
  const act = content.kind === 'text' ? runtime.engine.reader.read(content.text).act : null;
  if (act !== 'yes' && act !== 'no') return null;
  const voice = await lastTold(participant._id);
  const asked = conversation.asked.at(-1);
  // By our own clock, as what was told.
  const askedAt = asked ? asked.at.getTime() - (asked.ahead ?? 0) : 0;
  if (!voice?.toldAt || askedAt > voice.toldAt.getTime()) return null;
  const isNew = voice.status === 'transcribed';
  if (!isNew && runtime.now().getTime() - voice.at.getTime() > againWithinMs) return null;
  return settle(voice, { kind: act === 'yes' ? 'right' : 'wrong' }, runtime);
}

/** Made once, for every message is looked at; of every language, as commands are. */
const verdictWords = new WeakMap<Texts, Record<'right' | 'wrong', string[]>>();

function wordsIn(texts: Texts): Record<'right' | 'wrong', string[]> {
  const of = (kind: 'right' | 'wrong') =>
    locales.flatMap((locale) => texts.t(locale, `conversation.heard.${kind}-words`).split('|').map(plain));
  const words = verdictWords.get(texts) ?? { right: of('right'), wrong: of('wrong') };
  verdictWords.set(texts, words);
  return words;
}

function verdictIn(text: string, { texts, engine }: Pick<Runtime, 'texts' | 'engine'>): Verdict | null {
  const words = wordsIn(texts);
  // "Suara betul pak, terima kasih"
  const { cores, asked } = engine.reader.read(text);
  const kind = asked
    ? undefined
    : (['right', 'wrong'] as const).find((one) => cores.some((core) => words[one].includes(core)));
  if (kind) return { kind };
  const typed = plain(text);
  const wrong = words.wrong.find(
    (one) => typed.startsWith(one) && !/[\p{L}\p{N}]/u.test(typed[one.length] ?? ''),
  );
  if (!wrong) return null;
  const rest = clean(text)
    .split(/\s+/)
    .slice(wrong.split(' ').length)
    .join(' ')
    .replace(/^[\s:;,.–-]+/u, '');
  return [...rest].length >= shortestCorrection
    ? { kind: 'corrected', text: rest.slice(0, longestCorrection) }
    : { kind: 'wrong' };
}
