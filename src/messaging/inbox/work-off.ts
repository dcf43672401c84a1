import { scrub } from '../../log.ts';
import { background } from '../../process/background.ts';
import { inGroups } from '../../process/in-groups.ts';
import { collectionOf } from '../../storage/collection-of.ts';
import { datedUpTo } from '../../storage/dated.ts';
import { isStorageAway } from '../../storage/mongodb.ts';
import { StoppingError, unlessStopped, whenStorageIsThere } from '../../storage/when-there.ts';
import { type Message, type MessageId, MessageModel } from '../../talks/message.model.ts';
import { handleTogether, type Left, nothingLeft } from '../handling/handle-together.ts';
import { queueNames } from '../queues/queues.ts';
import { deadlyReason, deadlyTries, surviving, tryOf } from '../queues/tries.ts';
import type { Runtime } from '../runtime.ts';
import type { Inbox } from './inbox.ts';
import { createLine } from './line.ts';
import { createMarking } from './marking.ts';

/** So many messages are handled together at most. */
const most = 100;
/** A message whose handling ends in a fault is tried so often, after 1, 2, 4, 8 and 16 s; then it is a dead letter. */
const mostFaults = 6;
/** A run that ends in a fault which is no message's (a Redis that refuses commands) is followed by another after 1, 2, 4, 8 s. */
const shortestPauseMs = 1_000;
const longestPauseMs = 8_000;

/**
 * Handles all that waits, in the order it came, as much as waits at once together. One run is under way in this process, and
 * whoever calls meanwhile is served by the next. Several processes at work do no harm: whoever writes second thinks anew;
 * nor does a message that is handled twice, because it joined the line while a look found it.
 */
export function createInbox(runtime: Runtime): Inbox {
  const { log, stopping } = runtime;
  const timers = new Set<NodeJS.Timeout>();
  stopping.addEventListener('abort', () => timers.forEach(clearTimeout), { once: true });
  const marking = createMarking(runtime);
  const line = createLine(most);
  /** How soon the run after a faulty one comes; and whether it is on its way. */
  let pauseMs = shortestPauseMs;
  let comesAgain = false;

  /** A run finds out by itself what there is to do; whoever asks meanwhile is served by the one after it. */
  const ask = inGroups<void>(async () => {
    for (let next = line.next(); next; next = line.next()) {
      if (stopping.aborted) throw new StoppingError();
      const left = await goOnWith(next).catch((error) => {
        line.lookNext();
        comeAgain();
        throw error;
      });
      pauseMs = shortestPauseMs;
      marking.add(left.handled);
      if (left.more) line.lookNext();
      if (left.againInMs === null) continue;
      line.holdBack();
      lookAgain(left.againInMs);
    }
  }, Number.POSITIVE_INFINITY);
  const run = () => ask(undefined);

  const goOnWith = (next: Message[] | 'look'): Promise<Left> =>
    whenStorageIsThere(() => (next === 'look' ? look() : handleGroup(next, runtime)), log, stopping);

  async function look(): Promise<Left> {
    const known = [...marking.unwritten(), ...line.standing()];
    line.found(await waiting(known, runtime.now()));
    return nothingLeft;
  }

  function workOff(): Promise<void> {
    line.lookNext();
    return run();
  }

  function lookAgain(inMs: number, first = () => {}): void {
    if (stopping.aborted) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      first();
      background(() => workOff().catch(unlessStopped), log, 'A look at the inbox');
    }, inMs);
    timers.add(timer);
  }

  /** Nobody else may ask for long: what waits was told of already. However many runs fail meanwhile, one comes. */
  function comeAgain(): void {
    if (comesAgain) return;
    comesAgain = true;
    lookAgain(pauseMs, () => {
      comesAgain = false;
    });
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }

  return {
    workOff,
    take(messages) {
      line.join(messages);
      return run();
    },
    async idle() {
      // Once the service stops, no other run begins behind the one that is under way.
      await workOff().catch(unlessStopped);
      await marking.idle();
    },
  };
}

async function handleGroup(messages: Message[], runtime: Runtime): Promise<Left> {
  const { queues, stopping } = runtime;
  const group = tryOf(queues, queueNames.inbox, 'group');
  const died = (await group.begin()) - 1;
  return surviving(group, stopping, () =>
    died > 0 ? eachAlone(messages, runtime) : apart(messages, runtime),
  );
}

/** @param known are left out: handled, though the database does not say so yet, or in line */
function waiting(known: MessageId[], now: Date): Promise<Message[]> {
  const others = known.length > 0 ? { _id: { $nin: known } } : {};
  return collectionOf<Message>(MessageModel)
    .find(
      { waiting: true, retryAt: datedUpTo(now, now), ...others },
      { sort: { receivedAt: 1, place: 1 }, limit: most },
    )
    .toArray();
}

/**
 * Handles messages together; where that ends in a fault, by halves, so that nobody's message suffers from another's, and
 * the one that cannot be handled is found.
 */
async function apart(messages: Message[], runtime: Runtime): Promise<Left> {
  try {
    return await handleTogether(messages, runtime);
  } catch (error) {
    if (isStorageAway(error) || error instanceof StoppingError) throw error;
    const [first] = messages;
    if (messages.length === 1 && first) return noteFault(first, error, runtime);
    const half = Math.ceil(messages.length / 2);
    const one = await apart(messages.slice(0, half), runtime);
    return both(one, await apart(messages.slice(half), runtime));
  }
}

/** A process has died while messages were handled: one by one, until the one is known that it dies of. */
async function eachAlone(messages: Message[], runtime: Runtime): Promise<Left> {
  const { queues, stopping, now } = runtime;
  let all = nothingLeft;
  for (const message of messages) {
    const alone = tryOf(queues, queueNames.inbox, message._id);
    const died = (await alone.begin()) - 1;
    if (died >= deadlyTries) {
      await giveUpMessage(message._id, deadlyReason(died), now());
      await alone.end();
      continue;
    }
    all = both(all, await surviving(alone, stopping, () => apart([message], runtime)));
  }
  return all;
}

async function noteFault({ _id, faults = 0 }: Message, error: unknown, runtime: Runtime): Promise<Left> {
  const reason = scrub(String(error));
  runtime.log.error({ message: _id, attempt: faults + 1, error: reason }, 'A message could not be handled');
  if (faults + 1 >= mostFaults) {
    await giveUpMessage(_id, reason, runtime.now());
    return nothingLeft;
  }
  const againInMs = 1000 * 2 ** faults;
  const retryAt = new Date(runtime.now().getTime() + againInMs);
  await MessageModel.updateOne({ _id }, { $set: { faults: faults + 1, retryAt } });
  return { handled: [], more: false, againInMs };
}

const both = (one: Left, other: Left): Left => ({
  handled: [...one.handled, ...other.handled],
  more: one.more || other.more,
  againInMs:
    one.againInMs === null || other.againInMs === null
      ? (one.againInMs ?? other.againInMs)
      : Math.min(one.againInMs, other.againInMs),
});

/** Makes a message a dead letter. */
async function giveUpMessage(id: MessageId, reason: string, at: Date): Promise<void> {
  await MessageModel.updateOne(
    { _id: id },
    { $set: { givenUp: { reason, at } }, $unset: { waiting: 1, retryAt: 1 } },
  );
}
