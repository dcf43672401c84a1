import type { Proposal } from './proposal.model.ts';

/** In which year a proposal is asked for: 1 where it was not carried over. */
export const ageOf = ({ carriedFrom }: Pick<Proposal, 'carriedFrom'>): number => carriedFrom?.age ?? 1;

/** Whether people have asked for it so long that it should stand out. @param age in years, as of {@link ageOf} */
export const isLongAsked = (age: number): boolean => age >= 3;
