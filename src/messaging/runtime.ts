import type { OutreachRuntime } from '../outreach/runtime.ts';
import type { Pseudonym } from '../storage/pseudonym.model.ts';
import type { HeldTalks } from '../talks/held-talks.ts';
import type { Transcribe } from '../voices/transcriber.ts';
import type { Classify } from './handling/calls.ts';
import type { Inbox } from './inbox/inbox.ts';
import type { Gate } from './limits/gate.ts';
import type { Queues } from './queues/queues.ts';
import type { Replies } from './replies/replies.ts';

/** What the workers of the service share. Made once by `app/app.ts` and never changed after the start. */
export interface Runtime extends OutreachRuntime {
  queues: Queues;
  /** Where this process handles messages. */
  inbox?: Inbox;
  /** Talks that this process is in the middle of. */
  heldTalks: HeldTalks;
  /** How what was written goes out. */
  replies: Replies;
  /** Judges each message before anything of it is stored. */
  gate: Gate;
  /** Names for addresses and messages that tell nothing, for Redis. */
  pseudonym: Pseudonym;
  /** The classifier, where it lives in this process; a talk goes on without it. */
  classify?: Classify;
  /** How long a talk waits for what it can do without, in ms; 200 unless told otherwise. */
  patienceMs?: number;
  /** Writes down what is said in a recording; absent where no server for it is set. */
  transcribe?: Transcribe;
  selfRegistration: boolean;
}
