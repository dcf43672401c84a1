/** Counts how often a job was under way when its process died, so that no job can end the service for ever. */
import { type Job, type Processor, UnrecoverableError } from 'bullmq';
import { asTry } from '../../process/at-rest.ts';
import { turns } from '../../process/child/turns.ts';
import type { Queues } from './queues.ts';

/** So often a process may die under a job; then it is a dead letter, which staff see and may try again. */
export const deadlyTries = 5;

/** Tries that have begun and not ended, by job id; with it the count outlives the process that died. */
const keyOf = ({ prefix }: Queues, queue: string) => `${prefix}:under-way:${queue}`;

/**
 * Where a process has died, several jobs were under way, and one of them may be the cause. Those run one by one, so
 * that the others get done, and the cause alone goes on being counted.
 */
const oneSuspect = turns(1);

interface Try {
  /** @returns how many tries have begun and not ended, this one among them */
  begin(): Promise<number>;
  /** As if this try had not begun. */
  undo(): Promise<unknown>;
  /** It was survived: all tries are forgotten. */
  end(): Promise<unknown>;
}

/**
 * A worker's processor whose tries are counted, whatever the job is. Only what ends the process without an order is
 * held against a job: one that fails, or that was under way when the service was told to stop, begins at nothing again.
 * @param givenUp what else is to be done about a job that is given up; safe to repeat
 * @param stopping fires when the service is told to stop
 */
export function counted<Data>(
  work: Processor<Data>,
  queues: Queues,
  stopping: AbortSignal,
  givenUp: (job: Job<Data>, reason: string) => Promise<void> = async () => {},
): Processor<Data> {
  return async (job, token, signal) => {
    const id = job.id ?? '';
    const key = keyOf(queues, job.queueName);
    const one: Try = {
      begin: () => queues.redis.hincrby(key, id, 1),
      undo: () => queues.redis.hincrby(key, id, -1),
      end: () => queues.redis.hdel(key, id),
    };
    const died = (await one.begin()) - 1;
    if (died >= deadlyTries) {
      const reason = `The service ended ${died} times while this was under way; it is not tried again by itself.`;
      await givenUp(job, reason);
      throw new UnrecoverableError(reason);
    }
    const run = () => endingWith(one, stopping, () => asTry(one, () => work(job, token, signal)));
    if (died === 0) return run();
    // Not under way while it waits for its turn.
    await one.undo();
    return oneSuspect(async () => {
      await one.begin();
      return run();
    });
  };
}

async function endingWith<T>({ undo, end }: Try, stopping: AbortSignal, work: () => Promise<T>): Promise<T> {
  // A supervisor that is out of patience kills what still runs after it has told it to stop; that is no job's fault.
  const told = () => undo().catch(() => {});
  stopping.addEventListener('abort', told, { once: true });
  try {
    return await work();
  } finally {
    stopping.removeEventListener('abort', told);
    await end();
  }
}

/** Staff try a job again: it begins at nothing. */
export async function forgetTries(queues: Queues, queue: string, id: string): Promise<void> {
  await queues.redis.hdel(keyOf(queues, queue), id);
}
