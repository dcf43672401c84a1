/** Which proposals a work may fulfil, and which works a proposal repeats. A person says whether it is so. */
import { nearInWords } from '../classification/similarity.ts';
import { placeKey } from '../texts/place-key.ts';
import type { Work } from './work.model.ts';

/** How many are offered beside one. */
const mostOffered = 5;

const ofWork = (work: Pick<Work, 'name'>, village: string) => ({
  text: withoutVillage(work.name, village),
  issue: null,
  it: work,
});
const ofTitle = <P extends { title: string }>(proposal: P) => ({
  text: proposal.title,
  issue: null,
  it: proposal,
});

/** Offices write the village behind the work, which all works of a village then share. */
function withoutVillage(name: string, village: string): string {
  const words = name.split(' ');
  const at = words.findIndex((_, index) => placeKey(words.slice(index).join(' ')) === placeKey(village));
  return at > 0 ? words.slice(0, at).join(' ') : name;
}

/**
 * The proposals of a village most like a work, the nearest first; the one whose code the list names comes before all.
 * @param village name of the village
 * @param beside the village's other works and proposals, by which it is judged how rare a word is
 */
export function proposalsLike<P extends { title: string; code: string }>(
  work: Pick<Work, 'name' | 'code'>,
  village: string,
  proposals: P[],
  beside: readonly Pick<Work, 'name'>[],
): P[] {
  const titles = proposals.map(ofTitle);
  const ordinary = [...titles, ...beside.map((one) => ofWork(one, village))];
  const near = nearInWords(ofWork(work, village), titles, ordinary).map(({ near: { it } }) => it);
  const named = proposals.filter(({ code }) => code === work.code);
  return [...new Set([...named, ...near])].slice(0, mostOffered);
}

/** The works of its village that a proposal may repeat, the nearest first. */
export function worksLike(title: string, village: string, works: Work[]): Work[] {
  const all = works.map((work) => ({ ...ofWork(work, village), work }));
  const fresh = { text: title, issue: null };
  return nearInWords(fresh, all, [fresh, ...all])
    .map(({ near: { work } }) => work)
    .slice(0, mostOffered);
}
