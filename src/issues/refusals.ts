/** The five refusals, and what in a proposal may speak for each: a coordinator's checklist, never a verdict. */
import { type Classification, NONE } from '../classification/types.ts';
import { type AuthorityRules, authorityOf, firstNamed } from '../conversation/authority.ts';
import type { Answer } from '../conversation/types.ts';
import type { RefusalRules } from './refusals-file.ts';

/** The refusals in the order they are checked: whose work it is comes first, for then nothing else matters. */
export const refusals = [
  'bukan-kewenangan',
  'tidak-selaras',
  'bukan-masalah-pokok',
  'tidak-berdampak',
  'di-luar-kemampuan',
] as const;
export type Refusal = (typeof refusals)[number];

/** What speaks for one: words that name such a thing, that it works on no macro issue, or that few are helped. */
export interface RefusalSign {
  kind: 'words' | 'outside' | 'few';
  /** The proposer's own; empty where the classifier has none to name. */
  words: string;
}

/** What is read of a proposal. */
interface Read {
  answers: Readonly<Record<string, Answer>>;
  issue: string | null;
  classification?: Pick<Classification, 'primary' | 'because'> | undefined;
}

/**
 * What speaks for each of the refusals, in their order; null for those nothing speaks for.
 * @param rules of `data/authority.yaml` and `data/refusals.yaml`
 */
export function refusalSigns(
  proposal: Read,
  rules: { authority: AuthorityRules; refusals: RefusalRules },
): { reason: Refusal; sign: RefusalSign | null }[] {
  const asked = proposal.answers.proposal?.value;
  const text = asked?.kind === 'text' ? asked.text : '';
  const named = (reason: keyof RefusalRules): RefusalSign | null => {
    const found = firstNamed(text, [rules.refusals[reason]], rules.authority.place);
    return found && { kind: 'words', words: found.words };
  };
  const authority = authorityOf(text, rules.authority);
  const signs: Record<Refusal, RefusalSign | null> = {
    'bukan-kewenangan': authority && { kind: 'words', words: authority.words },
    'tidak-selaras': outside(proposal),
    'bukan-masalah-pokok': named('bukan-masalah-pokok'),
    'tidak-berdampak':
      named('tidak-berdampak') ?? few(proposal, rules.refusals['tidak-berdampak'].households),
    'di-luar-kemampuan': named('di-luar-kemampuan'),
  };
  return refusals.map((reason) => ({ reason, sign: signs[reason] }));
}

/** It is filed under none of the macro issues, or, while nobody has filed it, the classifier thinks so. */
function outside({ issue, classification }: Read): RefusalSign | null {
  if ((issue ?? classification?.primary) !== NONE) return null;
  const words = classification?.primary === NONE ? classification.because.join(', ') : '';
  return { kind: 'outside', words };
}

function few({ answers }: Read, households: number): RefusalSign | null {
  const { value, words } = answers.households ?? {};
  return value?.kind === 'count' && value.count < households ? { kind: 'few', words: words ?? '' } : null;
}
