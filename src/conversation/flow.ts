/**
 * The flow format: what is asked, of which kind, and where each answer leads. `docs/flows.md` explains it by example.
 * The words are not here: the text of a step is found by its name, `<flow>.<step>.ask`.
 */
import { createHash } from 'node:crypto';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Texts } from '../texts/texts.ts';
import { checkFlow } from './check.ts';
import { inputKinds } from './inputs/index.ts';

const name = z.string().regex(/^[a-z][a-z0-9_-]*$/, 'must be a plain lower-case name');

const choiceSchema = z.strictObject({
  value: name,
  /** The step that follows. */
  next: name.optional(),
  /** Ends the conversation in this way. */
  end: z.enum(['done', 'later', 'wrong-person']).optional(),
  /** Hands the proposal over; `next` follows when another may be sent, else the conversation is done. */
  call: z.enum(['submit']).optional(),
  /** Opens a side question. */
  menu: z.enum(['change', 'cancel']).optional(),
  effect: z.enum(['consented', 'registered']).optional(),
  /** Gives the answer to this step anew, then comes back. */
  change: name.optional(),
  /** Says that the issue told above the question is right; offered only while there is one to say that of. */
  confirms: z.enum(['issue']).optional(),
  /** Begins a new proposal: its answers are empty again. */
  fresh: z.boolean().optional(),
  /** Offered only to people of an RT. */
  only_of_rt: z.boolean().optional(),
});

const look = z.enum(['classify', 'twins']);

const stepSchema = z.strictObject({
  kind: z.enum(inputKinds),
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
  /** LEWATI is an answer. */
  optional: z.boolean().optional(),
  /** Not asked when the answer to an earlier step (a choice or a unit) is, or is not, one of these. */
  skip_when: z
    .strictObject({ step: name, is: z.array(z.string()).optional(), not: z.array(z.string()).optional() })
    .optional(),
  /** What is told before the question. */
  show: z
    .array(z.enum(['conditions', 'budgeted', 'quota', 'summary', 'lights', 'twins', 'waiting']))
    .optional(),
  /** Asked of the house before the question is put, in this order. One alone is how older flows have it. */
  look: z.union([z.array(look).min(1), look.transform((one) => [one])]).optional(),
  /** The step that helps, asked once, when the classifier finds no issue in the words. */
  unclear: name.optional(),
  /** Asked once for the whole conversation, not for each proposal. */
  once: z.boolean().optional(),
  /** Stands in the summary and in UBAH though it is none of the counted questions. */
  in_summary: z.boolean().optional(),
});

const flowSchema = z.strictObject({
  id: name,
  /** How many counted questions there are. */
  questions: z.int().min(1),
  start: name,
  steps: z.record(name, stepSchema),
});

export type FlowChoice = z.infer<typeof choiceSchema>;
export type Step = z.infer<typeof stepSchema>;
export type FlowBody = z.infer<typeof flowSchema>;

/** Whether the answer to a step stands in the summary and can be given anew. */
export const isListed = (step: Step | undefined): boolean =>
  step?.number !== undefined || step?.in_summary === true;

/** A flow that was found whole. */
export interface Flow extends FlowBody {
  /** Hash of its source; talks are pinned to it. */
  version: string;
  source: string;
}

/** Whether proposals are sent in a flow, so that a round can be held with it; registering oneself is no round. */
export function sendsProposals({ steps }: FlowBody): boolean {
  return Object.values(steps).some(({ choices }) => choices?.some(({ call }) => call === 'submit'));
}

export interface FlowSource {
  /** Shown in what is wrong, with the line. */
  file: string;
  source: string;
}

/** What is wrong with a flow, each as `file:line: reason`. It is refused as a whole. */
export class FlowError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.name = 'FlowError';
    this.problems = problems;
  }
}

/** Where in a flow something is wrong: the path to it, and the reason. */
export interface Problem {
  path: (string | number)[];
  reason: string;
}

/** Reads a flow and looks whether people can walk through it. @throws FlowError */
export function loadFlow({ file, source }: FlowSource, texts: Texts): Flow {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const place = (offset: number) => `${file}:${lines.linePos(offset).line}`;
  const broken = document.errors.map((error) => {
    const reason =
      error.code === 'DUPLICATE_KEY'
        ? 'this name stands twice in the same place'
        : (error.message.split(' at line')[0] ?? '');
    return `${place(error.pos[0])}: ${reason}`;
  });
  if (broken.length > 0) throw new FlowError(broken);

  const parsed = flowSchema.safeParse(document.toJS());
  const problems: Problem[] = parsed.success
    ? checkFlow(parsed.data, texts)
    : parsed.error.issues.map((issue) => ({
        path: issue.path.map((part) => (typeof part === 'number' ? part : String(part))),
        reason: issue.message,
      }));
  if (problems.length > 0 || !parsed.success) {
    throw new FlowError(
      problems.map(
        ({ path, reason }) =>
          `${place(offsetOf(document.contents, path))}: ${path.join('.') || 'the file'}: ${reason}`,
      ),
    );
  }
  const version = createHash('sha256').update(source).digest('hex').slice(0, 12);
  return { ...parsed.data, version, source };
}

/** Where a path begins in the file: at its own name, or at the nearest that is there. */
function offsetOf(root: unknown, path: (string | number)[]): number {
  let node = root;
  let offset = 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
      if (!pair) break;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (node && typeof node === 'object' && 'items' in node && Array.isArray(node.items)) {
      node = node.items[Number(part)];
      if (node && typeof node === 'object' && 'range' in node && Array.isArray(node.range))
        offset = node.range[0];
    } else break;
  }
  return offset;
}
