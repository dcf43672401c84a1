import { background } from '../../process/background.ts';
import { unlessStopped } from '../../storage/when-there.ts';
import type { Message } from '../../talks/message.model.ts';
import { type InboxJob, type Queues, queueNames } from '../queues/queues.ts';
import type { Runtime } from '../runtime.ts';

/**
 * Sees to it that messages that wait are handled: by this process where it works, else by whichever takes the job. Once too
 * often costs one look; where a process dies before it has looked, its start or another's sweep finds them.
 * @param stored those that were stored just now; all that waits where it is not known
 */
export async function wakeInbox(
  { queues, inbox, log }: Pick<Runtime, 'queues' | 'inbox' | 'log'>,
  stored: readonly Message[] | null = null,
): Promise<void> {
  if (!inbox) return queueWake(queues);
  const handling = () => (stored ? inbox.take(stored) : inbox.workOff());
  background(() => handling().catch(unlessStopped), log, 'A look at the inbox');
}

/** Tells some worker that messages wait. */
export async function queueWake(queues: Queues): Promise<void> {
  const job: InboxJob = {};
  // It is worth nothing once it was heard.
  await queues.get(queueNames.inbox).add('wake', job, { removeOnComplete: true, removeOnFail: true });
}
