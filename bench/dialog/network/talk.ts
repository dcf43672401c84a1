import { ending, greeting, type Step, steps } from '../steps.ts';

const all = steps;

/** What somebody has said and was asked, for who looks for it where it was stored. */
export interface TalkRecord {
  chat: number;
  /** They got the summary that ends a talk. */
  done: boolean;
  /** Steps whose answer was followed by another question, or by the summary. */
  acknowledged: string[];
  /** Questions that came though they had been asked before. */
  doubled: number;
  /** Times they said the same again, for nothing had come. */
  repeated: number;
}

/** One person in one talk. They answer the question that came last, and wait. */
export class Talk {
  readonly chat: number;
  #step: Step | null = null;
  readonly #acknowledged = new Set<string>();
  readonly #asked = new Set<string>();
  #doubled = 0;
  #repeated = 0;
  done = false;
  /** Since when they wait for an answer (ms, monotonic); null while it is their turn. */
  owedSince: number | null = null;
  /** When they said it last, or were asked it again meanwhile. */
  saidAt = 0;

  constructor(chat: number) {
    this.chat = chat;
  }

  /** What they say now. */
  say(): string {
    this.saidAt = performance.now();
    this.owedSince ??= this.saidAt;
    return this.#step ? this.#step.says(this.chat) : greeting;
  }

  sayAgain(): string {
    this.#repeated += 1;
    return this.say();
  }

  /**
   * A message of the bot has come.
   * @returns how long they had waited for it, in ms; null where it asks nothing, or nothing was owed
   */
  hear(text: string): number | null {
    const over = ending.asks.test(text);
    const step = over ? null : all.find(({ asks }) => asks.test(text));
    if (step === undefined) return null;
    const name = step?.name ?? 'ending';
    if (this.#asked.has(name)) this.#doubled += 1;
    this.#asked.add(name);
    if (this.owedSince !== null && step && step === this.#step) {
      // They have just answered that; they wait, and say it again only if nothing else comes.
      this.saidAt = performance.now();
      return null;
    }
    if (this.#step && this.#step !== step) this.#acknowledged.add(this.#step.name);
    this.#step = step;
    this.done = over;
    const waited = this.owedSince === null ? null : performance.now() - this.owedSince;
    this.owedSince = null;
    return waited;
  }

  record(): TalkRecord {
    return {
      chat: this.chat,
      done: this.done,
      acknowledged: [...this.#acknowledged],
      doubled: this.#doubled,
      repeated: this.#repeated,
    };
  }
}
