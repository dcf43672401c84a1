import { background } from '../../process/background.ts';
import { collectionOf } from '../../storage/collection-of.ts';
import { unlessStopped, whenStorageIsThere } from '../../storage/when-there.ts';
import { type Message, type MessageId, MessageModel } from '../../talks/message.model.ts';
import type { Runtime } from '../runtime.ts';

/**
 * How long handled messages gather before that is written down, in ms: one command for several groups. A process that dies
 * meanwhile finds them again at its next start and answers none of them twice, for each conversation remembers its own.
 */
const gatherMs = 100;

/** Writes down which messages were handled. Nobody waits for it. */
export interface Marking {
  /** These were handled. */
  add(messages: readonly Message[]): void;
  /** Handled, though the database does not say so yet: a look leaves them out. */
  unwritten(): MessageId[];
  /** Resolves when all of it is written, or the service goes down without its database. */
  idle(): Promise<void>;
}

export function createMarking({ log, now, stopping }: Pick<Runtime, 'log' | 'now' | 'stopping'>): Marking {
  let gathered: MessageId[] = [];
  let timer: NodeJS.Timeout | null = null;
  const underWay = new Map<Promise<void>, MessageId[]>();

  function write(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    const ids = gathered;
    gathered = [];
    if (ids.length === 0) return;
    const writing = whenStorageIsThere(() => markHandled(ids, now()), log, stopping)
      .catch(unlessStopped)
      .finally(() => underWay.delete(writing));
    underWay.set(writing, ids);
    background(() => writing, log, 'Handled messages were not marked');
  }

  return {
    add(messages) {
      if (messages.length === 0) return;
      gathered.push(...messages.map(({ _id }) => _id));
      timer ??= setTimeout(write, gatherMs);
    },
    unwritten: () => [...gathered, ...[...underWay.values()].flat()],
    async idle() {
      write();
      await Promise.allSettled(underWay.keys());
    },
  };
}

async function markHandled(ids: MessageId[], at: Date): Promise<void> {
  await collectionOf<Message>(MessageModel).updateMany(
    { _id: { $in: ids } },
    { $set: { handledAt: at }, $unset: { waiting: 1, retryAt: 1, faults: 1 } },
  );
}
