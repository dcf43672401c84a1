/**
 * What each collection holds of people, and what an erasure does there. A test holds the list complete, so that a new
 * collection cannot be forgotten; the register in docs/personal-data.md tells the same in words.
 */
export const personalCollections = {
  participants: 'removed',
  conversations: 'removed',
  messages: 'removed',
  proposals: 'stay without name, numbers, photos, recordings and location: the archive of the plan',
  threads: 'removed, with their answers',
  voices: 'removed; their words stay with the proposals, without name and numbers',
  examples: 'stay without name and numbers',
  invitations: 'stay as figures, without the address',
  reminders: 'stay as figures, without the address',
  notices: 'stay as figures, without what they said and the address',
  lookup_misses: 'removed',
  trials: 'removed where they went to the person',
  imports: 'lists that nobody has confirmed and that name the person are removed',
  'whatsapp-people': 'removed',
  users: 'a chat tied for trials is let go of',
  suppressed: 'a keyed hash of the address is added, so that nobody writes to it again',
  'tier-entries': 'go by themselves within a day; they name proposals by their ids',
  'seat-usages': 'stay; they name participants by an id that leads to nobody any more',
  letters: 'stay; they name proposals by ids that lead to nobody any more',
  'sent-sheets': 'stay; they name participants by ids that lead to nobody any more',
  audit: 'stays; it names participants by an id that leads to nobody any more',
} as const;

/** Collections without anything of a participant. */
export const impersonalCollections = [
  'regions',
  'issues',
  'indicators',
  'skpd-data',
  'rounds',
  'broadcasts',
  'flows',
  'counters',
  'rankings',
  'spelling-variants',
  'model-versions',
  'sign-in-tries',
  'sessions',
  'ended-sessions',
  'openings',
  'works',
  'work-lists',
  'pseudonym-keys',
  'retention',
  'migrations',
] as const;
