/** A bucket of messages: `holds` so many when full, and one more comes in every `everyMs`. */
export interface Bucket {
  holds: number;
  everyMs: number;
}

/** How much one address may send, and all strangers together. */
export interface LimitRules {
  /** What somebody may send in one go. */
  burst: Bucket;
  /** What somebody may send in the long run. */
  steady: Bucket;
  /** What a picture costs, where all else costs 1. */
  pictureCosts: number;
  /** So many MULAI and STOP are read though a bucket is empty. */
  reserve: number;
  /** How soon somebody is told again that not all was read, in ms. */
  tellAgainMs: number;
  loop: LoopRules;
  /** People never heard of that are met in one hour. */
  strangersAnHour: number;
}

export interface LoopRules {
  /** Within this time, in ms, by the messages' own clock. */
  withinMs: number;
  /** So many of one sentence are a machine's, where they are a third or more of what was said. */
  sentences: number;
  /** So many running that differ in numbers only are a machine's. */
  alike: number;
  /** So many of one short text, without another between them, are a machine's. */
  shorts: number;
  /** Whoever says the same sentence so much later, in ms, and has heard nothing meanwhile, is a person who waits. */
  patientMs: number;
  /** How long nothing is said then, in ms. */
  silentMs: number;
  /** The same when it happens again within two days. */
  silentAgainMs: number;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * The limits of a service.
 *
 * - In one go 60 messages, then one a second: nobody types faster, several people who pass one phone around do not, and
 *   60 answers are about half a second of work, which is what others of the same inbox wait for. Times are the messages'
 *   own, so what a person wrote over hours while the service was away counts as written over hours.
 * - A picture costs half, for a phone sends an album at once: WhatsApp's largest has 100 pictures.
 * - Five MULAI or STOP beyond that: who wants no more messages must not be kept from saying so.
 * - In the long run 300 an hour: twice what ten proposals cost a village office with one phone. A machine that never
 *   says the same twice is held by this.
 * - Told again after an hour at the soonest; a flood must not be answered by another.
 * - A sentence that comes a fifth time within ten minutes, each time after an answer, is an automatic reply: who waits for an
 *   answer repeats it, and that counts once; and who proposes ten things for the same reason says much else between. Where numbers differ it
 *   is eight running, for a village head may well ask for the roads of RT 1 to RT 5 one by one; a sentence that is said again
 *   after two seconds and more without an answer is none more of them. Short answers ("1", "ya",
 *   a button) are the same again and again in a talk, but not fifteen times running.
 * - Silence for an hour; for a day where the machine is still there after it.
 */
export const standardLimits: Omit<LimitRules, 'strangersAnHour'> = {
  burst: { holds: 60, everyMs: second },
  steady: { holds: 300, everyMs: 12 * second },
  pictureCosts: 0.5,
  reserve: 5,
  tellAgainMs: hour,
  loop: {
    withinMs: 10 * minute,
    sentences: 5,
    alike: 8,
    shorts: 15,
    patientMs: 2 * second,
    silentMs: hour,
    silentAgainMs: 24 * hour,
  },
};

/** For invented people who answer as fast as a machine can: the demo, and tests of load. */
export const limitsOfMachines: Partial<LimitRules> = {
  burst: { holds: 1e6, everyMs: 1 },
  steady: { holds: 1e6, everyMs: 1 },
  loop: { ...standardLimits.loop, sentences: 1e6, alike: 1e6, shorts: 1e6 },
  strangersAnHour: 1e6,
};
