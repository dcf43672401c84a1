import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Incoming } from '../../channels/channel.ts';
import type { MessageReader } from '../../conversation/reading/reader.ts';
import type { Pseudonym } from '../../storage/pseudonym.model.ts';
import { type LimitReason, limitReasons } from '../../talks/message.model.ts';
import { fingerprint } from './fingerprint.ts';
import { limitKeys } from './keys.ts';
import type { LimitRules } from './rules.ts';
import { scriptsOf } from './script.ts';
import { shownAddress } from './shown.ts';

/** What is to be done with a message: take it in; tell its sender, once, that not all is read; drop it unsaid. */
export type Verdict = { do: 'take' } | { do: 'tell' | 'drop'; why: LimitReason };

/** Judges messages before anything of them is stored. */
export interface Gate {
  /**
   * The same message twice is judged once.
   * @param messages in their order, which matters for those of one sender
   * @param areKnown of each of some messages, whether its sender is somebody we know; asked only where it matters
   */
  judge(
    messages: readonly Incoming[],
    now: Date,
    areKnown: (messages: Incoming[]) => Promise<boolean[]>,
  ): Promise<Verdict[]>;
  /** Notes that addresses (`telegram:123`) were answered: who says the same again without an answer is no machine. */
  answered(addresses: readonly string[], now: Date): Promise<void>;
}

/** What is remembered of an address, and how long whoever was limited is shown, in ms. */
const keptMs = 48 * 3600 * 1000;
const hourMs = 3600 * 1000;

const answers = z.array(z.tuple([z.enum(['take', 'tell', 'drop', 'who']), z.string()]));
type Asked = 'unasked' | 'yes' | 'stranger';

/**
 * A gate whose memory is in Redis: all processes share it, and a restart forgets nothing. Addresses and texts stand
 * there under pseudonyms.
 * @param prefix parts the keys of services that share one Redis
 */
export function createGate(
  redis: Redis,
  prefix: string,
  { pseudonym, reader, rules }: { pseudonym: Pseudonym; reader: MessageReader; rules: LimitRules },
): Gate {
  const keys = limitKeys(prefix);
  const scripts = scriptsOf(redis);
  const toldRules = JSON.stringify(rules);

  /** MULAI and STOP are typed by people: they end a silence, so that nobody is locked out by mistake. No edit is a command. */
  function wakes({ content, corrects }: Incoming): boolean {
    if (corrects !== undefined) return false;
    if (content.kind === 'start') return true;
    const command = content.kind === 'text' ? reader.read(content.text).command : null;
    return command?.name === 'start' || command?.name === 'stop';
  }

  /** All that the script needs of one message. */
  function factsOf(incoming: Incoming, now: Date) {
    const whole = `${incoming.channel}:${incoming.address}`;
    const said = fingerprint(incoming.content);
    return {
      address: pseudonym(whole),
      now: now.getTime(),
      // Nothing is sent in the future.
      sent: Math.min(now.getTime(), Date.parse(incoming.sentAt) || now.getTime()),
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
  }

  /** One question to Redis about all of them. */
  async function ask(all: { facts: ReturnType<typeof factsOf>; known: Asked }[]) {
    const named = all.flatMap(({ facts: { address, sent } }) => [
      keys.person(address),
      keys.recent(address),
      keys.strangers(Math.floor(sent / hourMs)),
      keys.limited,
    ]);
    const told = all.map(({ facts, known }) => JSON.stringify({ ...facts, known }));
    return answers.parse(await scripts.judge(named.length, ...named, toldRules, ...told));
  }

  return {
    async answered(addresses, now) {
      const persons = addresses.map((address) => keys.person(pseudonym(address)));
      await scripts.answered(persons.length, ...persons, now.getTime());
    },
    async judge(messages, now, areKnown) {
      const all = messages.map((message) => ({ message, facts: factsOf(message, now) }));
      const first = await ask(all.map(({ facts }) => ({ facts, known: 'unasked' })));
      // Whose sender nobody has met yet is asked about once more, with the answer.
      const open = all.filter((_, index) => first[index]?.[0] === 'who');
      const second = await askAgain(open);
      return first.map(([what, why], index) => {
        const one = all[index];
        const [judged, reason] = (what === 'who' && one && second.get(one.message)) || [what, why];
        if (judged === 'tell' || judged === 'drop')
          return { do: judged, why: z.enum(limitReasons).parse(reason) };
        return { do: 'take' };
      });

      async function askAgain(unknown: typeof all) {
        if (unknown.length === 0) return new Map();
        const known = await areKnown(unknown.map(({ message }) => message));
        const told = await ask(
          unknown.map(({ facts }, index) => ({ facts, known: known[index] ? 'yes' : 'stranger' })),
        );
        return new Map(unknown.map(({ message }, index) => [message, told[index]]));
      }
    },
  };
}
