import { setTimeout as sleep } from 'node:timers/promises';
import { type Random, random } from '../../src/demo/random.ts';
import type { Seen } from '../../src/demo/reading.ts';
import { type Answers, inventAnswers } from './answers.ts';
import { type About, hear, type Line, type Person, questionOf, wordsFor } from './person.ts';

/** What a network does for a phone: takes what was said to the service. */
export type Say = (address: string, text: string) => void;

/** People with phones who answer what they are asked, one proposal each. */
export interface People {
  all: Person[];
  /** Somebody writes first. */
  begin(address: string): void;
  /** The network brings somebody a message. */
  bring(address: string, seen: Seen): void;
  /** Ends all thinking. */
  stop(): void;
}

/** How long somebody thinks at least, and at most, before they answer, in ms. */
export type Thinks = readonly [number, number];
const usualThinks: Thinks = [1_000, 4_000];

/** Where nothing has come by then, they say it once more; not a third time, for people go and do something else. */
const repeatsAfterMs = 5_000;

type Said = Pick<Line, 'text' | 'meant' | 'about' | 'repeat'>;

/** A person, and what they are about to do. */
interface Hand {
  person: Person;
  chance: Random;
  /** What is on the screen and not answered. */
  question: { about: About; choices: string[]; text: string } | null;
  /** Texts they have answered: the very same again is passed over. */
  answered: Set<string>;
  /** Ends the wait of the present thought or repetition. */
  thought: AbortController;
}

/**
 * @param addresses one person each
 * @param seed the same one invents the same answers and times to think
 */
export function createPeople(
  addresses: string[],
  seed: number,
  say: Say,
  thinks: Thinks = usualThinks,
): People {
  const hands = new Map(addresses.map((address, index) => [address, newHand(address, index, seed)]));

  function utter({ person }: Hand, said: Said): void {
    person.lines.push({ ...said, at: Date.now(), from: 'person' });
    say(person.address, said.text);
  }

  /** Says it, and once more where nothing comes. */
  function sayUntilHeard(hand: Hand, said: Said): void {
    utter(hand, said);
    later(hand, repeatsAfterMs, () => utter(hand, { ...said, repeat: true }));
  }

  function think(hand: Hand): void {
    const [least, most] = thinks;
    later(hand, least + hand.chance.below(most - least), () => {
      const { question, person } = hand;
      if (!question) return;
      hand.question = null;
      hand.answered.add(question.text);
      const { about, choices } = question;
      sayUntilHeard(hand, { ...wordsFor(person, about, choices), about });
    });
  }

  return {
    all: [...hands.values()].map(({ person }) => person),
    begin(address) {
      const hand = hands.get(address);
      if (hand) sayUntilHeard(hand, { text: 'Assalamualaikum, saya mau ikut rembuk', about: 'greeting' });
    },
    bring(address, seen) {
      const hand = hands.get(address);
      if (!hand) return;
      const { person } = hand;
      const saidLast = person.lines.findLast(({ from }) => from === 'person');
      hear(person, seen, Date.now());
      if (person.done || hand.answered.has(seen.text)) return;
      if (saidLast?.about === 'more') person.done = true;
      const question = person.done ? null : questionOf(seen);
      hand.question = question ? { ...question, text: seen.text } : hand.question;
      hand.thought.abort();
      if (hand.question) think(hand);
    },
    stop() {
      for (const hand of hands.values()) hand.thought.abort();
    },
  };
}

function newHand(address: string, index: number, seed: number): Hand {
  const chance = random(seed * 10_007 + index);
  const answers: Answers = inventAnswers(index, chance);
  const person = { address, answers, byNumber: index % 2 === 1, lines: [], done: false };
  return { person, chance, question: null, answered: new Set(), thought: new AbortController() };
}

/** Does something after a while, unless something else is done first. */
function later(hand: Hand, ms: number, act: () => void): void {
  hand.thought.abort();
  hand.thought = new AbortController();
  const { signal } = hand.thought;
  sleep(ms, undefined, { signal }).then(act, () => {});
}
