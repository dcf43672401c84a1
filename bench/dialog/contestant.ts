import type { BotProcess } from './bot-process.ts';
import type { Ground } from './ground.ts';

/** What a bot has stored of one person. */
export interface Stored {
  /** By question. */
  answers: Record<string, unknown>;
  /** All of it as text, for what stands there under no question. */
  all: string;
}

/** One bot under comparison. */
export interface Contestant {
  name: string;
  /** Makes ready what it stands on, once. */
  prepare(ground: Ground): Promise<void>;
  /** People of these chats are to be known, where the bot knows people. */
  expect(ground: Ground, firstChat: number, people: number): Promise<void>;
  /**
   * Starts it.
   * @param mongodb another way to MongoDB than the ground's own
   */
  start(ground: Ground, mongodb?: string): BotProcess;
  /** What it has stored of people, by chat. */
  stored(ground: Ground, chats: number[]): Promise<Map<number, Stored>>;
}

/** No real one; the network takes any. */
export const token = '123456:bench-token-of-the-local-bot-api';
