import mongoose from 'mongoose';
import { afterAll, beforeAll } from 'vitest';
import { until } from './uncertain.ts';

/** How often a sender must be seen to ask: a look that had begun may still be under way, the next one is whole. */
const aWholeLook = 2;

/**
 * Watches the senders of a service that runs in this process by what they ask the database at each look around: which
 * sendings are under way. Call it at the top.
 * @param senders how many of them look
 * @returns a wait until each has looked around anew; what it was not to send by then, it does not send
 */
export function useLooks(senders = 1): () => Promise<void> {
  let asked = 0;
  beforeAll(() => {
    mongoose.set('debug', (collection: string, method: string, query: { state?: string }) => {
      if (collection === 'broadcasts' && method === 'find' && query.state === 'sending') asked += 1;
    });
  });
  afterAll(() => {
    mongoose.set('debug', false);
  });
  return async () => {
    const before = asked;
    await until(() => asked >= before + aWholeLook * senders, 'a look around of the sender');
  };
}
