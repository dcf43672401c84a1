import type { Channel } from '../channels/channel.ts';
import type { Engine } from '../conversation/engine.ts';
import type { Log } from '../log.ts';
import type { Pseudonym } from '../storage/pseudonym.model.ts';
import type { Texts } from '../texts/texts.ts';
import type { Caution } from './bulk/caution.ts';
import type { Paces } from './bulk/pace.ts';
import type { Classify } from './calls.ts';
import type { FlowLibrary } from './flows.ts';
import type { Gate } from './limits/gate.ts';
import type { Queues } from './queues.ts';
import type { World } from './world.ts';

/** What the workers of this room share. Made once by `app.ts`. */
export interface House {
  engine: Engine;
  flows: FlowLibrary;
  texts: Texts;
  world: World;
  queues: Queues;
  /** Judges each message before anything of it is stored. */
  gate: Gate;
  /** Names for addresses and messages that tell nothing, for Redis. */
  pseudonym: Pseudonym;
  /** The channels that this process serves; empty for a worker without a gateway. */
  channels: Channel[];
  /** How fast each of them may send; replies overtake all bulk. */
  paces: Paces;
  /** How much is written first over networks that ban whoever writes too much. */
  caution: Caution;
  /** The classifier, where it lives in this process; a talk goes on without it. */
  classify?: Classify;
  /** How long a talk waits for what it can do without, in ms; 200 unless told otherwise. */
  patienceMs?: number;
  timeZone: string;
  selfRegistration: boolean;
  /** Keys the hashes of addresses that are not to be written to; see `privacy/suppressed.ts`. */
  privacyKey: string;
  /** Where photos are kept. */
  mediaDir: string;
  log: Log;
  now: () => Date;
  /** Fires when the service goes down; work that waits for the database lets go. */
  stopping: AbortSignal;
}
