/**
 * The flow format: what is asked, of which kind, and where each answer leads. `docs/flows.md` explains it by example.
 * The words are not here: the text of a step is found by its name, `<flow>.<step>.ask`.
 */
import { z } from 'zod';
import { inputKinds } from './inputs/kinds.ts';
import { meanings } from './reading/option.ts';
import { roles } from './roles.ts';

const name = z.string().regex(/^[a-z][a-z0-9_-]*$/, 'must be a plain lower-case name');

const meaning = z.enum(meanings);

const choiceSchema = z.strictObject({
  value: name,
  /** What it is an answer to: whatever says yes, in any words and language, makes the choice that means yes. */
  means: z.union([z.array(meaning).min(1), meaning.transform((one) => [one])]).optional(),
  /** The step that follows. */
  next: name.optional(),
  /** Ends the conversation in this way. */
  end: z.enum(['done', 'later', 'wrong-person']).optional(),
  /**
   * `submit` hands the proposal over; the talk then goes to the step with the role `more`, or ends with the quota. `carry` sends an
   * earlier one again; the talk then goes on to the next of them.
   */
  call: z.enum(['submit', 'carry']).optional(),
  /** Opens a side question. */
  menu: z.enum(['change', 'cancel']).optional(),
  effect: z.enum(['consented', 'registered', 'let-go']).optional(),
  /** Gives the answer to this step anew, then comes back. */
  change: name.optional(),
  /** Confirms the issue named above the question; offered only while there is one to confirm. */
  confirms: z.enum(['issue']).optional(),
  /** Begins a new proposal: its answers are empty again. */
  fresh: z.boolean().optional(),
  /** Offered only to people of an RT. */
  only_of_rt: z.boolean().optional(),
  /** Made by naming RTs by their numbers: the sender's own, or several. */
  rts: z.enum(['own', 'several']).optional(),
});

const prerequisite = z.enum(['classify', 'twins', 'unfunded']);

const stepSchema = z.strictObject({
  kind: z.enum(inputKinds),
  /** What the answer is for, where code is to find it: see `roles.ts`. */
  role: z
    .enum(roles, { error: ({ input }) => `there is no role "${input}"; there are ${roles.join(', ')}` })
    .optional(),
  /** Which of the flow's counted questions this belongs to, for "3/9". */
  number: z.int().min(1).optional(),
  choices: z.array(choiceSchema).min(1).optional(),
  /** Choices from data by name, before those written here; `{step}` stands for the choice made there. */
  list: z.string().optional(),
  next: name.optional(),
  /** Of a count: the numbers there are, by the name of a list, with `{step}` as above; where it is empty, any is taken. */
  known: z.string().optional(),
  /** Length of a text, in characters. */
  min: z.int().min(1).optional(),
  max: z.int().max(4000).optional(),
  voice: z.boolean().optional(),
  /** Of a text: what seems to ask for several things is offered to be sent one by one. */
  split: z.boolean().optional(),
  /** Of a text (of a choice `rt` alone): roles whose questions its words may answer too; these are then told, and not asked. */
  also_answers: z
    .array(z.enum(['proposal', 'place', 'size', 'households', 'group', 'land', 'rt']))
    .min(1)
    .optional(),
  /** LEWATI is an answer. */
  optional: z.boolean().optional(),
  /** Not asked when the answer to an earlier step (a choice or a unit) is, or is not, one of these. */
  skip_when: z
    .strictObject({ step: name, is: z.array(z.string()).optional(), not: z.array(z.string()).optional() })
    .optional(),
  /** What is told before the question. */
  show: z
    .array(z.enum(['conditions', 'budgeted', 'quota', 'summary', 'lights', 'twins', 'waiting', 'unfunded']))
    .optional(),
  /** Looked up before the question is put, in this order. One alone is how older flows have it. */
  look: z.union([z.array(prerequisite).min(1), prerequisite.transform((one) => [one])]).optional(),
  /** The step that helps, asked once, when the classifier finds no issue in the words. */
  unclear: name.optional(),
  /** Asked once for the whole conversation, not for each proposal. */
  once: z.boolean().optional(),
  /** Listed in the summary and in UBAH though it is not one of the counted questions. */
  in_summary: z.boolean().optional(),
});

/** The form of a flow file. Whether people get through the flow is for `check.ts` to find out. */
export const flowSchema = z.strictObject({
  id: name,
  /** How many counted questions there are. */
  questions: z.int().min(1),
  start: name,
  steps: z.record(name, stepSchema),
});

export type FlowChoice = z.infer<typeof choiceSchema>;
export type Step = z.infer<typeof stepSchema>;
export type FlowBody = z.infer<typeof flowSchema>;

/** Whether a question is answered in words of one's own: whatever is written may be meant for it. */
export const isFree = (step: Step | null | undefined): boolean =>
  step?.kind === 'text' || step?.kind === 'place';

/** Whether the answer to a step is listed in the summary and can be changed. */
export const isListed = (step: Step | undefined): boolean =>
  step?.number !== undefined || step?.in_summary === true;

/** Steps in the order of the flow's file; what was answered ahead of its question comes to its place. */
export const inOrder = ({ steps }: FlowBody, ids: string[]): string[] =>
  Object.keys(steps).filter((id) => ids.includes(id));

/** A flow that was checked. */
export interface Flow extends FlowBody {
  /** Hash of its source; talks are pinned to it. */
  version: string;
  source: string;
}

/** Whether proposals are sent in a flow, so that a round can be held with it; registering oneself is no round. */
export function sendsProposals({ steps }: FlowBody): boolean {
  return Object.values(steps).some(({ choices }) => choices?.some(({ call }) => call === 'submit'));
}
