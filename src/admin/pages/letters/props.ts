import type { Letter } from '../../../letters/letter.model.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import type { Lookups } from '../../shell/lookups.ts';
import type { RoundChoice } from '../../shell/round-choice.tsx';
import type { TypedLetter } from './forms.ts';

/** Why a letter was not written: a key of the locales' `paper-pages.letters.problem`, and the proposals at fault. */
export interface Refusal {
  problem: string;
  codes: readonly string[];
  typed: TypedLetter;
}

/** What the list shows of a round. */
export interface Letters {
  choice: RoundChoice;
  lookups: Lookups;
  letters: Letter[];
  /** Handed on, and in no letter yet. */
  waiting: Proposal[];
  /** `2026-12-29`. */
  today: string;
}
