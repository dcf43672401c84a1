import type { NamedStatus, Order } from '../../channels/board.ts';
import type { ChannelName } from '../../channels/channel.ts';
import type { FactBook } from '../../figures/facts.ts';
import type { Log } from '../../log.ts';
import type { Confirming } from '../../messaging/handling/confirming.ts';
import type { Limited, StrangersMet } from '../../messaging/limits/limited.ts';
import type { DeadLetter, QueueCount } from '../../messaging/queues/dead-letters.ts';
import type { Desk } from '../../outreach/planning/planner.ts';
import type { District } from '../../regions/district-file.ts';
import type { Texts } from '../../texts/texts.ts';
import type { PasswordCost } from '../../users/password.ts';
import type { Voice } from '../../voices/voice.model.ts';

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
  /** Of every password that is set here. */
  passwordCost: PasswordCost;
  /** True behind TLS: cookies only over https, and HSTS. */
  secureCookies: boolean;
  /** True in production: an admin without a second factor is led to set one before anything else. */
  adminsNeedSecondFactor: boolean;
  /** Where the public reaches the pages, `https://rembuk.example.go.id`; undefined where the settings do not say. */
  publicUrl: string | undefined;
  /** Where fetched photos are kept. */
  mediaDir: string;
  now(): Date;
  /** The maker of personal Telegram links; null where no bot is set up. */
  startLink: (() => Promise<(code: string) => string>) | null;
  deadLetters: {
    list(): Promise<DeadLetter[]>;
    retry(queue: string, id: string): Promise<void>;
    discard(queue: string, id: string): Promise<void>;
  };
  limits: {
    /** Whose messages are not all read, and who is not answered for a machine. */
    list(): Promise<Limited[]>;
    /** How many strangers were met lately. */
    strangers(): Promise<StrangersMet>;
    /** Reads somebody again. @returns whom, with most of the address hidden */
    lift(id: string): Promise<string | null>;
  };
  /** Confirms and refuses people, withdraws proposals, and tells those concerned. */
  confirming: Confirming;
  training: {
    /** Queues a training that `by` asked for. */
    queue(by: string): Promise<void>;
    /** Queues one when enough corrections have come together. */
    queueIfDue(): Promise<void>;
    /** Whether one waits or runs. */
    runs(): Promise<boolean>;
  };
  voices: {
    /** Whether there is a server that writes them down. */
    areTranscribed: boolean;
    /** Has the proposal of a voice classified by its words as they are now. */
    classifyAnew(voice: Voice): Promise<void>;
  };
  /** The facts that Beranda and the map are counted from. */
  facts: FactBook;
  queueCounts(): Promise<QueueCount[]>;
  /** How the channels stand, whichever process serves them. */
  channelStatuses(): Promise<NamedStatus[]>;
  /** What invitations are previewed with. */
  invitationDesk: Desk;
  /** Has a channel linked or unlinked; resolves when it is done. */
  orderChannel(channel: ChannelName, order: Order): Promise<'done' | 'failed' | 'unheard'>;
}
