import { z } from 'zod';
import { NONE } from '../../../classification/types.ts';
import { type Outcome, type ReasonCode, reasonCodes, reasonOutcomes } from '../../../proposals/reasons.ts';
import { list, plain, tick } from '../../shell/inputs.ts';
import { sentenceLength } from '../proposal/decision-props.ts';

/** So many proposals are handled in one go, that one page shows them all. */
const most = 100;

export type Tick = z.infer<typeof tick>;

/** Answers that need nothing of their own to be named, so that many can be given the same. */
export const commonAnswers = [
  'accepted',
  ...reasonCodes.filter((code) => ['rejected', 'already-realised'].includes(reasonOutcomes[code])),
] as const satisfies (Outcome | ReasonCode)[];

const answer = z.enum(commonAnswers as [string, ...string[]]).transform((key) => {
  const reason = reasonCodes.find((code) => code === key);
  return { key, outcome: reason ? reasonOutcomes[reason] : ('accepted' as const), reason };
});
export type CommonAnswer = z.infer<typeof answer>;

const chosen = list(tick).pipe(z.array(z.custom<Tick>()).min(1).max(most));

/** What is chosen, and the answer that is looked at before it is given; without one, all that can be done is shown. */
export const previewQuery = z.object({
  proposals: chosen,
  jawaban: answer.optional().catch(undefined),
  kalimat: plain(sentenceLength).catch(''),
});

/** The answer as it was looked at. An empty sentence: each is given the one that fits it. */
export const answerForm = z.object({ proposals: chosen, answer, sentence: plain(sentenceLength) });

/** To whom they are given; nobody when empty. */
export const assignForm = z.object({ proposals: chosen, to: z.string().max(254) });

/** The issue they are filed under. */
export const issueForm = (keys: ReadonlyMap<string, unknown>) =>
  z.object({ proposals: chosen, issue: z.string().refine((key) => key === NONE || keys.has(key)) });
