import { createDispatcher, type Dispatcher } from './dispatch/dispatcher.ts';
import type { OutreachRuntime } from './runtime.ts';
import { answerSource } from './sources/answers.ts';
import { invitationSource } from './sources/invitations.ts';
import { noticeSource } from './sources/notices.ts';
import { reminderSource } from './sources/reminders.ts';
import { trialSource } from './sources/trials.ts';

/** The dispatchers of the channels that this process serves, with all that they send: the more urgent first. */
export function createDispatchers(runtime: OutreachRuntime): Dispatcher[] {
  const served = runtime.channels.map(({ name }) => name);
  return runtime.channels.flatMap((channel) => {
    const rateLimiter = runtime.rateLimiters.get(channel.name);
    if (!rateLimiter) return [];
    const sources = [
      trialSource(channel.name, runtime),
      answerSource(channel.name, served, runtime),
      noticeSource(channel.name, served, runtime),
      reminderSource(channel.name, runtime),
      invitationSource(channel, served, runtime),
    ];
    const limits = channel.limits.outreachGap ? runtime.sendLimits : null;
    return [createDispatcher(channel, sources, rateLimiter, limits, runtime)];
  });
}
