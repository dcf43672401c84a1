import type { Redis } from 'ioredis';
import type { Channel } from '../channels/channel.ts';
import type { Engine } from '../conversation/engine.ts';
import type { Log } from '../log.ts';
import type { ContextProvider } from '../talks/context-provider.ts';
import type { FlowLibrary } from '../talks/flow-versions.ts';
import type { Texts } from '../texts/texts.ts';
import type { RateLimiters } from './dispatch/rate-limiter.ts';
import type { SendLimits } from './planning/send-limits.ts';

/** What everything that writes first to people shares; part of the service's runtime, made once at the start. */
export interface OutreachRuntime {
  engine: Engine;
  flows: FlowLibrary;
  texts: Texts;
  contexts: ContextProvider;
  redis: Redis;
  /** Parts the keys of services that share one Redis. */
  prefix: string;
  /** The channels that this process serves; empty for a worker without a gateway. */
  channels: Channel[];
  /** How fast each of them may send; replies overtake everything else. */
  rateLimiters: RateLimiters;
  /** How much is written first over networks that ban whoever writes too much. */
  sendLimits: SendLimits;
  /** Called where an answer has arrived whose proposal is to be completed: its question is asked again in the chat. */
  reopenDue?: () => void;
  timeZone: string;
  /** Keys the hashes of addresses that are not to be written to; see `people/suppressed.ts`. */
  privacyKey: string;
  /** `DATA_DIR`: all that is kept in files. */
  dataDir: string;
  /** Below it, where letters and photos are kept. */
  mediaDir: string;
  log: Log;
  now: () => Date;
  /** Fires when the service goes down; work that waits for the database lets go. */
  stopping: AbortSignal;
}
