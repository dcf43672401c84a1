/**
 * The channel contract: the only thing messaging knows about Telegram, WhatsApp or the simulator.
 *
 * A channel does two things. It hands what came in to `onMessages`, as much as came at once, and, once that promise
 * resolves, tells its network "received"; and it carries out what the outbox says through `send`. It knows no flow and no
 * database. Every channel passes `test/channels/contract.ts`.
 */

/** The words for the networks; also the first part of every message id. */
export const channelNames = ['telegram', 'whatsapp', 'simulator'] as const;
export type ChannelName = (typeof channelNames)[number];

/** Both networks tell times in whole seconds; in ms. */
export const toldToMs = 1_000;

/** A picture or sound kept by the network; fetched later with {@link Channel.download}. */
export interface MediaRef {
  /** The network's own file id. */
  id: string;
  mime: string;
  /** Size in bytes where the network tells it. */
  bytes?: number;
}

/** What a person can send. Anything else (sticker, video, poll) arrives as `unsupported`. */
export type Content =
  | { kind: 'text'; text: string }
  /** A pressed button, by the value of the choice. */
  | { kind: 'choice'; value: string }
  /** `name`: what the network calls that place, where it was chosen from a list ("Langgar Darul Iman"). */
  | { kind: 'location'; lat: number; lon: number; name?: string }
  | { kind: 'photo'; media: MediaRef; caption?: string }
  | { kind: 'voice'; media: MediaRef; seconds: number }
  | { kind: 'contact'; phone: string }
  /** The Start button, with the personal start code when they came by their own link. */
  | { kind: 'start'; code?: string }
  /** The person has blocked or left the bot (Telegram `my_chat_member`); `lifted`: they have taken that back. */
  | { kind: 'blocked'; lifted?: true }
  | { kind: 'unsupported'; what: string; caption?: string };

/**
 * What an `unsupported` is called that its network could not open here, though its sender sees it as sent: for now, or ever
 * because it is to be seen once, on a phone.
 */
export const unopened = ['unopened', 'view-once'] as const;

/** Whether it has words of its own that its sender may edit: a text, or the caption of a photo, a film or a file. */
export const hasWords = (content: Content): boolean =>
  content.kind === 'text' ||
  content.kind === 'photo' ||
  (content.kind === 'unsupported' && content.caption !== undefined);

/** One message on its way in. */
export interface Incoming {
  channel: ChannelName;
  /**
   * The network's own id; the same message twice has the same id. Unique among this person's messages only: where phones
   * choose ids (WhatsApp), somebody may choose another's.
   */
  messageId: string;
  /**
   * Whom to answer, the same for every message of one person: a Telegram chat id; on WhatsApp the number in E.164
   * without its plus (`6281234567890`), or `<digits>@lid` of somebody whose number WhatsApp keeps to itself.
   */
  address: string;
  /** Another address the network knows the same person by (their `@lid`, when `address` is their number). */
  alias?: string;
  /** The name the network shows, for a stranger who registers themselves. */
  senderName?: string;
  /** When the network says it was sent, ISO 8601; whole seconds on both networks. */
  sentAt: string;
  /**
   * Where the network's ids rise within a chat, over both directions (Telegram): this message's place. It was written
   * after every message of ours whose {@link Sent.messageId} is a lower number.
   */
  order?: number;
  /** The message that it replies to, or whose button was pressed: its {@link Sent.messageId}. */
  quotes?: string;
  /**
   * The {@link messageId} of an earlier message of this person that this one stands in the place of: they have edited it.
   * `content` is the message as it is now; each edit has an id of its own.
   */
  corrects?: string;
  content: Content;
}

/** A button or numbered line. `label` is at most 24 characters, `value` at most 40 bytes. */
export interface Choice {
  value: string;
  label: string;
}

/** One message on its way out. */
export interface Outgoing {
  /** Plain text; at most {@link ChannelLimits.textLength} characters (the flow check sees to it). */
  text: string;
  /** Shown as buttons where the network has them, as numbered lines elsewhere. Empty: free text is asked. */
  choices: Choice[];
  /** Asks the network for its own button for this. */
  ask?: 'location' | 'contact';
  /**
   * It stands beside the question that waits: the buttons of that one stay, and its own `choices` are pressed at the
   * message itself, or said by their labels; never by a number, which is an answer to the question.
   */
  beside?: true;
  /** A file that goes before the text, in the same call of `send`; `messageId` is the text's. */
  attachment?: Attachment;
}

/** A file on its way out: the official letter. */
export interface Attachment {
  /** The name people see, "Undangan.pdf". */
  name: string;
  mime: 'application/pdf';
  bytes: Buffer;
}

/**
 * What the network says of a message that was sent: the network has it, the phone has it, the person has seen it.
 * May come late, twice or not at all (a person can switch `read` off); a channel never reports a lower state after
 * a higher one, but after a restart it may repeat what it said before. Telegram has none.
 */
export interface Receipt {
  /** The message's {@link Sent.messageId}. */
  messageId: string;
  /** To whom it went, as in {@link Incoming.address}. */
  address?: string;
  status: 'sent' | 'delivered' | 'read';
  /** When the network said so, ISO 8601. */
  at: string;
}

/** A message that its network has. */
export interface Sent {
  /** The network's id of it. */
  messageId: string;
  /** When the network says it was sent, by the clock that {@link Incoming.sentAt} goes by; absent where it tells none. */
  at?: Date;
}

export interface ChannelLimits {
  /** Characters in one message. */
  textLength: number;
  /** Messages of outreach a second that the network permits (invitations, answers; replies are none). */
  outreachPerSecond: number;
  /**
   * Set where a network bans haste rather than refusing it (WhatsApp): messages of outreach keep this distance plus chance
   * between 0 and `jitterMs`. How many a day is the sender's business; see {@link ChannelStatus.linkedAt}.
   */
  outreachGap?: { everyMs: number; jitterMs: number };
}

/** What a network says of a send. `reason` is stored and shown to staff; it holds no secret or number. */
export type SendFailure =
  /**
   * Try again after `retryAfterMs`. `uncertain`: the network may have taken it and its answer was lost (a cut
   * connection, a time-out, a killed browser). A reply is then said again, ever more rarely; an invitation is not, a
   * person decides.
   */
  | { kind: 'later'; retryAfterMs: number; reason: string; uncertain?: true }
  /** The person blocked the bot, left, or does not exist: stop writing to this address. */
  | { kind: 'unreachable'; reason: string }
  /** This message can never be delivered as it is (too long, malformed). */
  | { kind: 'refused'; reason: string };

/** Thrown by {@link Channel.send}; any other error is a fault of ours and is retried with a backoff. */
export class SendError extends Error {
  readonly failure: SendFailure;
  constructor(failure: SendFailure, options?: ErrorOptions) {
    super(failure.reason, options);
    this.name = 'SendError';
    this.failure = failure;
  }
}

/**
 * `scan`: nobody is linked; staff must scan {@link ChannelStatus.qr} or type {@link ChannelStatus.pairingCode}.
 * `logged-out`: the phone has ended the link; it stays so, with a code as soon as there is one, until a phone is linked.
 * `standby`: another process holds this number; this one waits to take over and sends nothing.
 */
export type ChannelState =
  | 'stopped'
  | 'starting'
  | 'scan'
  | 'ready'
  | 'reconnecting'
  | 'logged-out'
  | 'standby'
  | 'failed';

export interface ChannelStatus {
  state: ChannelState;
  /** Since when, ISO 8601. */
  since: string;
  /** What is wrong and what to do, for staff: a key below `channel.advice` of the texts. Absent when ready. */
  advice?: string;
  /** What the QR code to be scanned holds; a new one about every 20 s. It links whoever scans it: never log it. */
  qr?: string;
  /** Eight letters to type into the phone instead of scanning. Never log it. */
  pairingCode?: string;
  /** Since when this number is linked, ISO 8601; a young link must send less (WhatsApp). */
  linkedAt?: string;
}

/** How staff link a channel to a phone, where a network needs that. */
export interface Linking {
  /** Offers a QR code to scan, instead of a pairing code. */
  offerQr(): Promise<void>;
  /** Offers a pairing code for this number (E.164, without plus). @throws Error in plain words when refused */
  offerPairingCode(phone: string): Promise<void>;
  /** Ends the link on the network's side too, and forgets the session. */
  unlink(): Promise<void>;
}

export interface Channel {
  readonly name: ChannelName;
  readonly limits: ChannelLimits;
  /** True where the bot may write first; false where the person must press Start (Telegram). */
  readonly canWriteFirst: boolean;
  /**
   * Connects and begins to hand over messages: all that one poll, or one moment of calls, has brought, in their order.
   * `onMessages` resolves once they are safe in the inbox; until then the channel must not tell its network that they
   * were received, so that they are delivered again.
   * `onReceipt` hears of what was sent; a receipt that cannot be taken (rejected) is offered again.
   * Resolves as soon as the channel works on it, linked and ready or not: {@link Channel.status} tells.
   */
  start(
    onMessages: (messages: Incoming[]) => Promise<void>,
    onReceipt?: (receipt: Receipt) => Promise<void>,
  ): Promise<void>;
  /** Stops receiving, lets running hand-overs end, and frees everything. */
  stop(): Promise<void>;
  /** Sends one message; resolves when the network has it. @throws SendError */
  send(address: string, message: Outgoing): Promise<Sent>;
  /** Fetches a picture or sound whole. @throws SendError */
  download(media: MediaRef): Promise<Buffer>;
  status(): ChannelStatus;
  /** Calls back whenever the status changes, until the returned function is called. */
  onStatus?(listener: (status: ChannelStatus) => void): () => void;
  /** Present where staff must link a phone first (WhatsApp). */
  linking?: Linking;
}
