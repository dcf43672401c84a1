import type { Worker } from 'bullmq';
import type { Channel, ChannelState } from '../../channels/channel.ts';
import type { Log } from '../../log.ts';
import { background } from '../../process/background.ts';
import { queueNames } from './queues.ts';

/** In these a channel cannot send for as long as nobody does something about it, so its jobs wait untouched. */
const idle: ReadonlySet<ChannelState> = new Set(['standby', 'scan', 'logged-out', 'starting', 'stopped']);

/** Whether it is worth trying to send by a channel now. */
export const canSend = (channel: Channel): boolean => !idle.has(channel.status().state);

/**
 * Lets a channel's workers rest while it cannot send. Without it a process on standby would take jobs that the
 * owner of the number could do, and the jobs of an unlinked number would be tried in vain all night.
 */
export function restWhileIdle(channel: Channel, workers: Worker[], log: Log): void {
  if (!channel.onStatus) return;
  const names = [queueNames.replies, queueNames.media].map((name) => name(channel.name));
  const mine = workers.filter((worker) => names.includes(worker.name));
  let resting = false;
  const follow = () => {
    const rest = !canSend(channel);
    if (rest === resting) return;
    resting = rest;
    for (const worker of mine) {
      if (rest) background(() => worker.pause(true), log, 'A worker does not rest');
      else worker.resume();
    }
  };
  channel.onStatus(follow);
  follow();
}
