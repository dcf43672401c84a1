import { messagesOfTalk } from '../steps.ts';
import { Talk, type TalkRecord } from './talk.ts';

/** How people talk. */
export interface Manner {
  /** So many talk at once; who is through is followed by another. */
  people: number;
  /** The chat of the first; each talk takes the next one. */
  firstChat: number;
  /** Answers a second that all give together; absent: everybody answers at once. People then come one after another. */
  pace?: number;
  /** Talks in all; absent: as many as there is time for. */
  talks?: number;
  /** Who hears nothing for so long says it again, in ms; absent: they wait. */
  patienceMs?: number;
}

/** What happened since the last look. */
export interface Sample {
  answers: number;
  /** Talks that came to their end. */
  talks: number;
  /** How long each answer's reply took, in ms. */
  waits: number[];
  /** The chat that comes next. */
  nextChat: number;
  /** People who wait for an answer. */
  owed: number;
  /** All have said all they wanted. */
  over: boolean;
}

const silenceLookMs = 250;

/** How far apart people come where answers are paced, in ms: all have come within the time that one talk of each takes together. */
export const arrivalMs = (pace: number): number => (messagesOfTalk / pace) * 1000;

/** People who talk with one bot. */
export class Crowd {
  readonly #manner: Manner;
  readonly #write: (chat: number, text: string) => void;
  readonly #talks = new Map<number, Talk>();
  /** Whose turn it is, longest waiting first. */
  #ready: Talk[] = [];
  #nextChat: number;
  #sample = { answers: 0, talks: 0, waits: [] as number[] };
  #timers: NodeJS.Timeout[] = [];
  #stopped = false;

  constructor(manner: Manner, write: (chat: number, text: string) => void) {
    this.#manner = manner;
    this.#write = write;
    this.#nextChat = manner.firstChat;
  }

  begin(): void {
    const { pace, patienceMs, people } = this.#manner;
    if (pace) this.#comeByAndBy(people, arrivalMs(pace));
    else for (let person = 0; person < people; person += 1) this.#arrive();
    if (pace) this.#keepPace(pace);
    if (patienceMs) this.#timers.push(setInterval(() => this.#sayAgain(patienceMs), silenceLookMs));
  }

  hear(chat: number, text: string): void {
    const talk = this.#talks.get(chat);
    if (!talk || talk.done) return;
    const waited = talk.hear(text);
    if (waited === null) return;
    this.#sample.answers += 1;
    this.#sample.waits.push(waited);
    if (!talk.done) return this.#turn(talk);
    this.#sample.talks += 1;
    this.#arrive();
  }

  /** @returns what happened since the last look */
  look(): Sample {
    const talks = [...this.#talks.values()];
    const owed = talks.filter(({ owedSince }) => owedSince !== null).length;
    const over = this.#manner.talks !== undefined && talks.every(({ done }) => done);
    const sample = { ...this.#sample, nextChat: this.#nextChat, owed, over };
    this.#sample = { answers: 0, talks: 0, waits: [] };
    return sample;
  }

  /** Nobody says anything any more. */
  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
  }

  records(): TalkRecord[] {
    return [...this.#talks.values()].map((talk) => talk.record());
  }

  #arrive(): void {
    const { firstChat, talks = Number.POSITIVE_INFINITY } = this.#manner;
    if (this.#nextChat - firstChat >= talks) return;
    const talk = new Talk(this.#nextChat);
    this.#nextChat += 1;
    this.#talks.set(talk.chat, talk);
    this.#turn(talk);
  }

  #turn(talk: Talk): void {
    if (this.#stopped) return;
    if (this.#manner.pace) this.#ready.push(talk);
    else this.#write(talk.chat, talk.say());
  }

  /** Spread over the time of one talk: else all come to each question in the same second, which no village does. */
  #comeByAndBy(people: number, everyMs: number): void {
    const begun = performance.now();
    let come = 0;
    const timer = setInterval(() => {
      const due = Math.min(people, Math.floor((performance.now() - begun) / everyMs) + 1);
      for (; come < due; come += 1) this.#arrive();
      if (come === people) clearInterval(timer);
    }, 1);
    this.#timers.push(timer);
  }

  /** Evenly spaced; where a tick comes late, what is due is said together. */
  #keepPace(perSecond: number): void {
    const begun = performance.now();
    let said = 0;
    const tick = () => {
      const due = Math.floor(((performance.now() - begun) / 1000) * perSecond);
      for (; said < due; said += 1) {
        const talk = this.#ready.shift();
        if (talk) this.#write(talk.chat, talk.say());
      }
    };
    this.#timers.push(setInterval(tick, 1));
  }

  #sayAgain(patienceMs: number): void {
    const before = performance.now() - patienceMs;
    for (const talk of this.#talks.values())
      if (!talk.done && talk.owedSince !== null && talk.saidAt < before)
        this.#write(talk.chat, talk.sayAgain());
  }
}
