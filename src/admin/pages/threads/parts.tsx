import { maskPersonal } from '../../../texts/mask.ts';
import type { Thread } from '../../../threads/thread.model.ts';
import { may } from '../../../users/rights.ts';
import type { Lookups } from '../../shell/lookups.ts';
import type { SignedInVisit } from '../../shell/visit.ts';

/** What somebody wrote, as this visitor may read it: outside the planning office without what leads to a person. */
export function wordsFor(visit: SignedInVisit, words: string): string {
  if (!words) return visit.words.say('threads.help');
  return may(visit.user, 'tend-questions') ? words : maskPersonal(words);
}

/** Of which village somebody is who asked. */
export function placeOf({ words }: SignedInVisit, lookups: Lookups, { village, kecamatan }: Thread): string {
  if (!village) return words.say('threads.stranger');
  return `${lookups.villageName(village)}, ${lookups.kecamatanName(kecamatan ?? '')}`;
}

/** Name of the office that has a thread; one that the district has dropped since is named as gone. */
export function officeName(
  { words, deps }: SignedInVisit,
  lookups: Lookups,
  key: string | undefined,
): string {
  if (!key) return deps.agency;
  const office = lookups.offices.find((one) => one.key === key);
  return office?.name ?? words.say('threads.office-gone', { office: key });
}

/** By when it is to be answered, and whether that has passed. */
export function Due({ visit, thread }: { visit: SignedInVisit; thread: Thread }) {
  const { words, deps } = visit;
  if (thread.state !== 'waiting') return null;
  const late = thread.due < deps.now();
  return (
    <span class={`tag ${late ? 'bad' : 'other'}`}>
      {words.say(late ? 'threads.late' : 'threads.due', { day: words.day(thread.due) })}
    </span>
  );
}
