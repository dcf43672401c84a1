import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tellingWhenSlow } from '../../src/storage/there.ts';
import { rememberingLog } from '../support/log.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('tells every half a minute that the database does not answer, and nothing once it has', async () => {
  const log = rememberingLog();
  let answer: (said: string) => void = () => {};
  const asked = tellingWhenSlow(() => new Promise<string>((resolve) => (answer = resolve)), log);
  await vi.advanceTimersByTimeAsync(61_000);
  answer('there');
  expect(await asked).toBe('there');
  await vi.advanceTimersByTimeAsync(120_000);
  expect(log.lines.map(({ message }) => message)).toEqual([
    'The start waits for an answer of the database, 30 s so far',
    'The start waits for an answer of the database, 60 s so far',
  ]);
});
