import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { blank, type Memory, type Persona, type Utterance } from './memory.ts';
import { respond } from './persona.ts';
import { type Random, random } from './random.ts';
import { receiptsIn, type Seen } from './reading.ts';

/** What a network does for a phone: takes a message to the service. May be called again after it failed. */
export type Deliver = (address: string, messageId: string, utterance: Utterance) => Promise<void>;

/** One line of a talk, for the figures and for looking into what went wrong. */
export interface Line {
  at: number;
  from: 'person' | 'service';
  text: string;
  /** The network's id of what the person sent. */
  messageId?: string;
}

/** Somebody with a phone in hand. */
export interface Phone {
  address: string;
  persona: Persona;
  memory: Memory;
  talk: Line[];
  /** Ids of their messages that the service has taken. */
  delivered: string[];
  /** Milliseconds from sending a proposal off to its receipt, one each. */
  receiptMs: number[];
  /** How often they said the last thing once more because nothing had come. */
  repeats: number;
}

/** Many people with phones, who answer as their personas do. */
export interface Crowd {
  phones: Phone[];
  /** Somebody writes first, as who presses their start link. */
  begin(address: string, utterance: Utterance): void;
  /** The network brings somebody a message. */
  bring(address: string, seen: Seen): void;
  /** True when nobody is thinking or sending. */
  isQuiet(): boolean;
  /** Ends all thinking and sending. */
  stop(): void;
}

/** While the service cannot take a message the network tries again after this long, as networks do. */
const redeliverMs = 250;

/**
 * Gives each person a phone. Each thinks a moment (seeded) after a message has come, reads all that has come
 * meanwhile, and answers.
 * @param options.thinkMs longest time to think, in milliseconds
 * @param options.now milliseconds of a clock that never goes back
 * @param options.repeatAfterMs how long somebody waits for an answer before they say the same once more; nobody does
 * unless told
 */
export function createCrowd(
  people: { address: string; persona: Persona }[],
  deliver: Deliver,
  options: { thinkMs: number; now: () => number; repeatAfterMs?: number },
): Crowd {
  const stopping = new AbortController();
  // Everybody thinks with an ear on it.
  setMaxListeners(0, stopping.signal);
  const busy = new Set<Promise<void>>();
  const hands = new Map(
    people.map(({ address, persona }) => {
      const phone: Phone = {
        address,
        persona,
        memory: blank,
        talk: [],
        delivered: [],
        receiptMs: [],
        repeats: 0,
      };
      return [
        address,
        { phone, unread: [], said: [], chance: random(persona.seed), thinking: false } as Hand,
      ];
    }),
  );

  async function think(hand: Hand): Promise<void> {
    while (hand.unread.length > 0) {
      await sleep(hand.chance.below(options.thinkMs + 1), undefined, { signal: stopping.signal });
      const { memory, says } = respond(hand.phone.persona, hand.phone.memory, hand.unread.splice(0));
      hand.phone.memory = memory;
      // Said in one breath, but a phone sends one after the other.
      for (const utterance of says) await sendOne(hand.phone, utterance);
      if (says.length > 0) hand.said = says;
    }
    hand.thinking = false;
    if (options.repeatAfterMs !== undefined && hand.phone.memory.owed > 0 && !hand.phone.memory.done)
      hand.patience = setTimeout(() => repeat(hand), options.repeatAfterMs);
  }

  /** Nothing has come: they say the last thing once more. */
  function repeat(hand: Hand): void {
    delete hand.patience;
    const { phone, said } = hand;
    phone.repeats += 1;
    track(
      (async () => {
        for (const utterance of said.splice(0)) await sendOne(phone, utterance);
      })(),
    );
  }

  async function sendOne(phone: Phone, utterance: Utterance): Promise<void> {
    const messageId = String(phone.talk.filter((line) => line.from === 'person').length + 1);
    phone.talk.push({ at: options.now(), from: 'person', text: describe(utterance), messageId });
    for (;;) {
      try {
        await deliver(phone.address, messageId, utterance);
        if (utterance.twice) await deliver(phone.address, messageId, utterance);
        phone.delivered.push(messageId);
        return;
      } catch {
        await sleep(redeliverMs, undefined, { signal: stopping.signal });
      }
    }
  }

  /** Keeps the crowd busy until the work is done; a stop ends it without noise. */
  function track(work: Promise<void>): void {
    const tracked = work
      .catch((error) => {
        if (!stopping.signal.aborted) throw error;
      })
      .finally(() => busy.delete(tracked));
    busy.add(tracked);
  }

  function bring(address: string, seen: Seen): void {
    const hand = hands.get(address);
    if (!hand) return;
    const { phone } = hand;
    const at = options.now();
    noteReceipts(phone, seen.text, at);
    phone.talk.push({ at, from: 'service', text: seen.text });
    hand.unread.push(seen);
    if (hand.thinking) return;
    clearTimeout(hand.patience);
    delete hand.patience;
    hand.thinking = true;
    track(think(hand));
  }

  function begin(address: string, utterance: Utterance): void {
    const hand = hands.get(address);
    if (hand) track(sendOne(hand.phone, utterance));
  }

  return {
    phones: [...hands.values()].map((hand) => hand.phone),
    begin,
    bring,
    isQuiet: () => busy.size === 0 && [...hands.values()].every(({ patience }) => patience === undefined),
    stop() {
      stopping.abort();
      for (const { patience } of hands.values()) clearTimeout(patience);
    },
  };
}

interface Hand {
  phone: Phone;
  unread: Seen[];
  /** What they said last, as long as they have not said it twice. */
  said: Utterance[];
  chance: Random;
  thinking: boolean;
  /** Runs while they wait for an answer. */
  patience?: NodeJS.Timeout;
}

/** The first message with a new code ends the wait that began when they sent the proposal off: their last message. */
function noteReceipts(phone: Phone, text: string, at: number): void {
  if (phone.memory.sent.length === phone.receiptMs.length) return;
  if (receiptsIn(text).length === 0) return;
  const said = phone.talk.findLast((line) => line.from === 'person');
  if (said) phone.receiptMs.push(at - said.at);
}

function describe({ content }: Utterance): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'location':
      return `${content.lat}, ${content.lon}`;
    case 'photo':
      return ['<photo>', content.caption].filter(Boolean).join(' ');
    default:
      return `<${content.kind}>`;
  }
}
