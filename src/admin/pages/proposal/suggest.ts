import type { Proposal } from '../../../proposals/proposal.model.ts';
import type { Outcome, ReasonCode } from '../../../proposals/reasons.ts';
import type { Lookups } from '../../shell/lookups.ts';
import type { Words } from '../../shell/words.ts';

/** What is proposed is quoted up to this many characters, so that the sentence stays one. */
const quoted = 60;

/**
 * The sentence to begin an answer with, made of the reason and of the proposal's own words; whoever reviews it may write
 * their own.
 * @param words of the language in which proposers are written to, whatever the page speaks
 * @param key the reason; the outcome where it needs none
 */
export function suggestSentence(
  { t, title, has }: Words,
  lookups: Pick<Lookups, 'villageName'>,
  proposal: Pick<Proposal, 'title' | 'village'>,
  key: ReasonCode | Outcome,
): string {
  if (!has(`suggestion.${key}`)) return '';
  const whole = title(proposal.title).replaceAll(/\s+/g, ' ');
  const cut = whole.length > quoted ? `${whole.slice(0, whole.lastIndexOf(' ', quoted))} …` : whole;
  return t(`suggestion.${key}`, { proposal: cut, village: lookups.villageName(proposal.village) });
}
