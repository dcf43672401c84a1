import type { Log } from '../log.ts';
import type { DeadLetter, QueueCount } from '../messaging/dead-letters.ts';
import type { District } from '../regions/district-file.ts';
import type { Texts } from '../texts/texts.ts';

/** How a channel stands, as the page of queues shows it. */
export interface NamedChannelStatus {
  name: string;
  state: string;
  /** Since when, ISO 8601. */
  since: string;
  /** What is wrong and what to do: a key below `channel.advice`. */
  advice?: string;
}

/** All that the pages are given. The services of the concepts they import; these are what only the app knows. */
export interface AdminDeps {
  log: Log;
  texts: Texts;
  /** Name of the planning office. */
  agency: string;
  district: District;
  /** IANA name; every time on a page is of this zone. */
  timeZone: string;
  /** Signs the session cookies, 32 characters or more. */
  sessionSecret: string;
  /** True behind TLS: cookies only over https, and HSTS. */
  secureCookies: boolean;
  /** Where fetched photos are kept. */
  mediaDir: string;
  now(): Date;
  /** Queues answers that were just released. */
  releaseAnswers(ids: string[]): Promise<void>;
  deadLetters: {
    list(): Promise<DeadLetter[]>;
    retry(queue: string, id: string): Promise<void>;
    discard(queue: string, id: string): Promise<void>;
  };
  queueCounts(): Promise<QueueCount[]>;
  channelStatuses(): NamedChannelStatus[];
}
