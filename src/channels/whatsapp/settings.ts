/** What the WhatsApp channel is given by the service, for it knows no database and no Redis itself. */

/** Who somebody is on WhatsApp: their number (E.164 without plus), and the digits of their lid once they are known. */
export interface KnownPerson {
  phone: string;
  lid?: string;
  /** The number they had before, for as long as their messages are to tell it too. */
  formerly?: { phone: string; until: Date };
}

/** Where it is remembered who is who, across restarts. */
export interface People {
  byPhone(phone: string): Promise<KnownPerson | null>;
  byLid(lid: string): Promise<KnownPerson | null>;
  /** Twice is once; a lid told later completes the number, and leaves the number it belonged to before. */
  remember(person: KnownPerson): Promise<void>;
}

/** A time of being the one owner of the number. */
export interface Tenure {
  /** False once another process may have taken over; asked before everything that the network sees. */
  holds(): boolean;
  /** Fires when it no longer holds. */
  lost: AbortSignal;
  release(): Promise<void>;
}

/** Sees to it that one process in all uses the number: two browsers on one session end it for both. */
export interface Lease {
  /** Null: another process holds it. */
  acquire(): Promise<Tenure | null>;
}

/** Times in milliseconds. The defaults are for a phone; tests shorten them. */
export interface Timings {
  /** How often the watchdog looks. */
  lookEvery: number;
  /** A page that has not answered for this long hangs. A small server under load may need seconds. */
  pageAnswers: number;
  /** What the page has held unread for this long, it has told nobody of; and how often is looked for that. */
  untold: number;
  /** Synced for this long without `ready`: the library has missed it, and is told. */
  nudgeAfter: number;
  /** A browser that is neither asking for a link nor ready by then is started anew. */
  startsWithin: number;
  /** First pause before another try after a fault, doubled up to `longestPause`: the plateau. */
  firstPause: number;
  longestPause: number;
  /** How often a process on standby asks for the lease. */
  standby: number;
  /** Longest time a send may take; the outbox counts on 15 s at most, typing included. */
  send: number;
  /** How long "typing…" is shown: for each character, and at most. */
  typingPerCharacter: number;
  longestTyping: number;
}

export const defaultTimings: Timings = {
  lookEvery: 5_000,
  pageAnswers: 30_000,
  untold: 30_000,
  nudgeAfter: 10_000,
  startsWithin: 180_000,
  firstPause: 1_000,
  longestPause: 60_000,
  standby: 3_000,
  send: 11_000,
  typingPerCharacter: 15,
  longestTyping: 3_000,
};

/** A Chromium to start, and how. */
export interface BrowserProgram {
  path: string;
  args: string[];
}

export interface WhatsAppSettings {
  /** Folder of the session, for this number alone. */
  dataDir: string;
  /** Finds a Chromium; asked before each start. @throws Error when there is none */
  browser(): Promise<BrowserProgram>;
  lease: Lease;
  people: People;
  /** Offers a pairing code for this number instead of a QR code, whenever a link is needed. */
  pairingPhone?: string;
  /** What must stay free on the disk of the session, in MB of 1,000,000 bytes; see `room.ts`. */
  leastRoomMb?: number;
  timings?: Partial<Timings>;
}
