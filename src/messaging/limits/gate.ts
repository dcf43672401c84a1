import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Incoming } from '../../channels/channel.ts';
import { createCommandReader } from '../../conversation/commands.ts';
import type { Pseudonym } from '../../storage/pseudonym.model.ts';
import { type LimitReason, limitReasons } from '../../talks/message.model.ts';
import type { Texts } from '../../texts/texts.ts';
import { fingerprint } from './fingerprint.ts';
import { limitKeys } from './keys.ts';
import type { LimitRules } from './rules.ts';
import { judgeScript } from './script.ts';
import { shownAddress } from './shown.ts';

/** What is to be done with a message: take it in; tell its sender, once, that not all is read; drop it unsaid. */
export type Verdict = { do: 'take' } | { do: 'tell' | 'drop'; why: LimitReason };

/** Judges each message before anything of it is stored. */
export interface Gate {
  /**
   * The same message twice is judged once.
   * @param isKnown whether the sender is somebody we know; asked only where it matters
   */
  judge(incoming: Incoming, now: Date, isKnown: () => Promise<boolean>): Promise<Verdict>;
}

/** What is remembered of an address, and how long whoever was limited is shown, in ms. */
const keptMs = 48 * 3600 * 1000;
const hourMs = 3600 * 1000;

const answer = z.tuple([z.enum(['take', 'tell', 'drop', 'who']), z.string()]);

/**
 * A gate whose memory is in Redis: all processes share it, and a restart forgets nothing. Addresses and texts stand
 * there under pseudonyms.
 * @param prefix parts the keys of services that share one Redis
 */
export function createGate(
  redis: Redis,
  prefix: string,
  { pseudonym, texts, rules }: { pseudonym: Pseudonym; texts: Texts; rules: LimitRules },
): Gate {
  const readCommand = createCommandReader(texts);
  const keys = limitKeys(prefix);

  /** MULAI and STOP are typed by people: they end a silence, so that nobody is locked out by mistake. */
  function wakes({ content }: Incoming): boolean {
    if (content.kind === 'start') return true;
    const command = content.kind === 'text' ? readCommand(content.text, false) : null;
    return command?.name === 'start' || command?.name === 'stop';
  }

  return {
    async judge(incoming, now, isKnown) {
      const whole = `${incoming.channel}:${incoming.address}`;
      const address = pseudonym(whole);
      const said = fingerprint(incoming.content);
      // Nothing is sent in the future.
      const sent = Math.min(now.getTime(), Date.parse(incoming.sentAt) || now.getTime());
      const facts = {
        ...rules,
        address,
        now: now.getTime(),
        sent,
        shown: shownAddress(whole),
        message: pseudonym(`${whole} ${incoming.messageId}`),
        text: said.text && pseudonym(`text ${said.text}`),
        shape: pseudonym(`shape ${said.shape}`),
        short: said.short,
        cost: incoming.content.kind === 'photo' ? rules.pictureCosts : 1,
        wakes: wakes(incoming),
        keepMs: keptMs,
        awayMs: hourMs,
      };
      const ask = async (known: 'unasked' | 'yes' | 'stranger') => {
        const all = [
          keys.person(address),
          keys.recent(address),
          keys.strangers(Math.floor(sent / hourMs)),
          keys.limited,
        ];
        const said = await redis.eval(judgeScript, all.length, ...all, JSON.stringify({ ...facts, known }));
        return answer.parse(said);
      };
      let [what, why] = await ask('unasked');
      if (what === 'who') [what, why] = await ask((await isKnown()) ? 'yes' : 'stranger');
      if (what === 'tell' || what === 'drop') return { do: what, why: z.enum(limitReasons).parse(why) };
      return { do: 'take' };
    },
  };
}
