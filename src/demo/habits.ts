/**
 * How people of the demo behave. Two thirds go straight through; the others do what is seen in the field:
 * wander, mistype, send twice, fall silent, leave.
 */
export type Habit =
  | { kind: 'straightforward' }
  /** KEMBALI at a question: answers the one before again, differently, and goes on. */
  | { kind: 'goes-back'; at: number }
  /** UBAH at the mirror: changes one answer. */
  | { kind: 'changes'; question: number }
  /** Sends what answers nothing before they answer. */
  | { kind: 'babbles'; at: number; with: Babble[] }
  /** Asks for help or for the state of their proposals in the middle. */
  | { kind: 'asks'; at: number; word: 'BANTUAN' | 'STATUS' }
  /** Answers two questions at once, the second before it is asked, and again when it is. */
  | { kind: 'hurries' }
  /** Sends their problem in two messages at once. */
  | { kind: 'splits' }
  /** The network delivers their answer twice, with the same id. */
  | { kind: 'repeats'; at: number }
  /** Sends a location where a place is asked, and a photo. */
  | { kind: 'shows' }
  /** Stands before the damage: sends their problem as the caption of a photo. */
  | { kind: 'attaches' }
  | { kind: 'proposes-twice' }
  /** Never answers this question; the rest of the talk stays open. */
  | { kind: 'falls-silent'; at: number }
  /** Reads nothing that is sent: their village stays silent. */
  | { kind: 'ignores' }
  | { kind: 'refuses'; how: 'wrong-person' | 'later' }
  /** STOP at a question. */
  | { kind: 'leaves'; at: number };

/** Messages that answer nothing. */
export const babbles = ['greeting', 'gibberish', 'emoji', 'sticker', 'wrong-unit'] as const;
export type Babble = (typeof babbles)[number];

/** How a person answers a choice: by pressing it, by its number, by its word, by a misspelt word. */
export const manners = ['tap', 'number', 'word', 'near'] as const;
export type Manner = (typeof manners)[number];

/** What wanderers do, in this mix; for more people than it has entries it begins anew. */
const wanderings: Habit[] = [
  { kind: 'goes-back', at: 5 },
  { kind: 'changes', question: 4 },
  { kind: 'babbles', at: 3, with: ['greeting', 'gibberish', 'emoji'] },
  { kind: 'asks', at: 4, word: 'BANTUAN' },
  { kind: 'falls-silent', at: 4 },
  { kind: 'proposes-twice' },
  { kind: 'repeats', at: 2 },
  { kind: 'shows' },
  { kind: 'refuses', how: 'wrong-person' },
  { kind: 'leaves', at: 5 },
  { kind: 'babbles', at: 6, with: ['wrong-unit', 'sticker', 'gibberish'] },
  { kind: 'hurries' },
  { kind: 'asks', at: 7, word: 'STATUS' },
  { kind: 'refuses', how: 'later' },
  { kind: 'splits' },
  { kind: 'goes-back', at: 3 },
  { kind: 'falls-silent', at: 7 },
  { kind: 'changes', question: 6 },
  { kind: 'repeats', at: 4 },
  { kind: 'attaches' },
];

/** The habits of so many people: one in three wanders. */
export function habitsFor(count: number): Habit[] {
  const wanderers = Math.round(count / 3);
  return Array.from({ length: count }, (_, index): Habit => {
    const wandering = index < wanderers ? wanderings[index % wanderings.length] : undefined;
    return wandering ?? { kind: 'straightforward' };
  });
}
