import { z } from 'zod';
import { NONE } from '../../../classification/types.ts';
import { type Reopenable, reopenable } from '../../../conversation/reopenable.ts';
import { type Outcome, type ReasonCode, reasonCodes, reasonOutcomes } from '../../../proposals/reasons.ts';
import { list, plain, tick } from '../../shell/inputs.ts';
import { sentenceLength } from '../proposal/decision-props.ts';
import { listAddress } from '../proposals/filter.ts';

/** So many proposals are handled in one go, that one page shows them all. */
const most = 100;

export type Tick = z.infer<typeof tick>;

/** What many can be answered: accepted, or any reason; some must name an office, a proposal or a question beside. */
export const commonAnswers = ['accepted', ...reasonCodes] as const satisfies (Outcome | ReasonCode)[];

const answer = z.enum(commonAnswers as [string, ...string[]]).transform((key) => {
  const reason = reasonCodes.find((code) => code === key);
  return { key, outcome: reason ? reasonOutcomes[reason] : ('accepted' as const), reason };
});
type CommonAnswer = z.infer<typeof answer>;

/** An answer to many as it was typed: with its sentence, if it has one for all, and with what it names. */
export type AnswerDraft = CommonAnswer & { sentence: string } & Named;
export interface Named {
  merged: string;
  office: string;
  lacks?: Reopenable | undefined;
}

/** What an answer names: the code of a proposal, the key of an office, the question that is lacking. */
const named = {
  merged: plain(40).catch(''),
  office: z.string().max(60).catch(''),
  lacks: z.enum(reopenable).optional().catch(undefined),
};

const chosen = list(tick).pipe(z.array(z.custom<Tick>()).min(1).max(most));

/** The list that they were chosen from, by the query of its address; the way back to it. */
const from = z.string().max(2_000).catch('').transform(listAddress);

/** What is chosen, and the answer that is looked at before it is given; without one, all that can be done is shown. */
export const previewQuery = z.object({
  proposals: chosen,
  jawaban: answer.optional().catch(undefined),
  kalimat: plain(sentenceLength).catch(''),
  dari: from,
  ...named,
});

/** The answer as it was looked at. An empty sentence: each is given the one that fits it. */
export const answerForm = z.object({
  proposals: chosen,
  answer,
  sentence: plain(sentenceLength),
  dari: from,
  ...named,
});

/** To whom they are given; nobody when empty. */
export const assignForm = z.object({ proposals: chosen, dari: from, to: z.string().max(254) });

/** The issue they are filed under. */
export const issueForm = (keys: ReadonlyMap<string, unknown>) =>
  z.object({
    proposals: chosen,
    dari: from,
    issue: z.string().refine((key) => key === NONE || keys.has(key)),
  });
