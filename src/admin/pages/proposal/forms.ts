import { z } from 'zod';
import { NONE } from '../../../classification/types.ts';
import { reopenable } from '../../../conversation/reopenable.ts';
import type { DecisionError } from '../../../proposals/decision-draft.ts';
import { outcomes, reasonCodes } from '../../../proposals/reasons.ts';
import { plain } from '../../shell/inputs.ts';
import { type DecisionDraft, sentenceLength } from './decision-props.ts';

const revision = z.coerce.number().int().min(0);

/** Taking a draft back. */
export const withdrawForm = z.object({ revision });

/** Naming the issue: one the district has, or none of them; `accepted` by the button for the likeliest. */
export const issueForm = (keys: ReadonlyMap<string, unknown>) => {
  const issue = z.string().refine((key) => key === NONE || keys.has(key));
  return z
    .object({ revision, issue: z.string().optional(), accepted: z.string().optional() })
    .transform(({ revision, issue, accepted }) => ({ revision, issue: accepted ?? issue }))
    .pipe(z.object({ revision: z.number(), issue }));
};

const decisionForm = z.object({
  revision,
  outcome: z.enum(outcomes),
  reason: z.enum(reasonCodes).optional(),
  sentence: plain(sentenceLength),
  merged: plain(40).optional(),
  lacks: z.enum(reopenable).optional(),
});

const asTyped = z.record(z.string(), z.unknown()).catch({});
const typedText = z.string().catch('');

/**
 * The decision form. The reason is the one picked under the chosen outcome, `reason-<outcome>`; what was picked
 * under another outcome before is ignored.
 * @returns what was typed, to show it again, and the same checked
 */
export function readDecision(body: unknown) {
  const fields = asTyped.parse(body);
  const outcome = typedText.parse(fields.outcome);
  const reason = typedText.parse(fields[`reason-${outcome}`]);
  const text = (name: string) => typedText.parse(fields[name]).slice(0, 200);
  const [merged, office, lacks] = [text('merged'), text('office'), text('lacks')];
  const draft: DecisionDraft = {
    outcome,
    reason,
    merged,
    office,
    lacks,
    sentence: typedText.parse(fields.sentence).slice(0, 2_000),
  };
  return {
    draft,
    typed: decisionForm.safeParse({
      ...fields,
      reason: reason || undefined,
      merged,
      lacks: lacks || undefined,
    }),
  };
}

/** What is wrong with a field of the decision form, as keys of `admin.problem.*`, by the field to correct. */
export function decisionProblems(error: z.ZodError): Record<string, string> {
  const fields = new Set(error.issues.map((issue) => String(issue.path[0])));
  return {
    ...(fields.has('outcome') ? { outcome: 'outcome-missing' } : {}),
    ...(fields.has('reason') && !fields.has('outcome') ? { outcome: 'reason-missing' } : {}),
    ...(fields.has('sentence') ? { sentence: 'sentence-long' } : {}),
    ...(fields.has('revision') ? { outcome: 'form-broken' } : {}),
  };
}

/** Where a refused decision is to be mended. */
const fieldOf: Partial<Record<DecisionError['problem'], string>> = {
  'sentence-missing': 'sentence',
  'merged-missing': 'merged',
  'merged-unknown': 'merged',
  'merged-unfit': 'merged',
  'office-missing': 'office',
  'lacking-missing': 'lacks',
};

/** The same for a decision that the rules refused. */
export function refusedDecision({ problem }: DecisionError): Record<string, string> {
  return { [fieldOf[problem] ?? 'outcome']: problem };
}
