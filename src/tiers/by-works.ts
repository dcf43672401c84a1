/** What is budgeted or built takes the proposals that it fulfils to their last states. */
import { ProposalModel } from '../proposals/proposal.model.ts';
import type { Actor } from '../proposals/review.ts';
import { markMatchTold, tickOf, tierOfStage, type Untold, untoldMatches } from '../works/telling.ts';
import { enterResults, planResults } from './results.ts';

/**
 * Takes the proposals of some matches on, and tells their proposers and supporters, each once. One that is interrupted is done
 * again: the step stands already, and its notices are known.
 * @param ticks by `tickOf`; what has changed since, or cannot be entered now, is left
 * @param day `2027-11-28`, in the zone of the district
 * @returns how many were told, and how many were left
 */
export async function tellOfWorks(
  ticks: readonly string[],
  actor: Actor,
  day: string,
  now: Date,
): Promise<{ told: number; left: number }> {
  const chosen = (await untoldMatches(actor.scope)).filter((one) => ticks.includes(tickOf(one)));
  let told = 0;
  for (const one of chosen) if (await tell(one, actor, day, now)) told += 1;
  return { told, left: ticks.length - told };
}

async function tell(one: Untold, actor: Actor, day: string, now: Date): Promise<boolean> {
  const { work, match } = one;
  const proposal = await ProposalModel.findById(match.proposal, { round: 1 }).lean();
  if (!proposal) return false;
  const forum = [work.name, work.size, work.office].filter(Boolean).join(', ');
  const meeting = { round: proposal.round, tier: tierOfStage[work.stage], forum, day };
  const result = { id: match.proposal, passed: true, reason: '' };
  const plan = await planResults(meeting, [result], actor, now);
  if (plan.problems.length > 0) return false;
  const written = await enterResults(plan, actor, now);
  // Somebody else has changed it between reading and writing: it is tried again by the next press.
  if (written < plan.steps.length) return false;
  await markMatchTold(one);
  return true;
}
