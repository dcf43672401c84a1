import { z } from 'zod';
import { NONE } from '../../../classification/types.ts';
import { outcomes, reasonCodes } from '../../../proposals/reasons.ts';
import type { DecisionError } from '../../../proposals/review.ts';
import { plain } from '../../shell/inputs.ts';
import { type DecisionDraft, sentenceLength } from './decision.tsx';

const revision = z.coerce.number().int().min(0);

/** Taking a draft back. */
export const withdrawForm = z.object({ revisi: revision });

/** Naming the issue: one the district has, or none of them. */
export const issueForm = (keys: ReadonlyMap<string, unknown>) =>
  z.object({ revisi: revision, masalah: z.string().refine((key) => key === NONE || keys.has(key)) });

const decisionForm = z.object({
  revisi: revision,
  hasil: z.enum(outcomes),
  alasan: z.enum(reasonCodes).optional(),
  kalimat: plain(sentenceLength),
});

const asTyped = z.record(z.string(), z.unknown()).catch({});
const typedText = z.string().catch('');

/**
 * The decision form. The reason is the one picked under the chosen outcome, `alasan-<outcome>`; what was picked
 * under another outcome before is left aside.
 * @returns what was typed, to show it again, and the same checked
 */
export function readDecision(body: unknown) {
  const fields = asTyped.parse(body);
  const outcome = typedText.parse(fields.hasil);
  const reason = typedText.parse(fields[`alasan-${outcome}`]);
  const draft: DecisionDraft = { outcome, reason, sentence: typedText.parse(fields.kalimat).slice(0, 2_000) };
  return { draft, typed: decisionForm.safeParse({ ...fields, alasan: reason || undefined }) };
}

/** What is wrong with a field of the decision form, as keys of `admin.problem.*`, by the field to mend. */
export function decisionProblems(error: z.ZodError): Record<string, string> {
  const fields = new Set(error.issues.map((issue) => String(issue.path[0])));
  return {
    ...(fields.has('hasil') ? { hasil: 'outcome-missing' } : {}),
    ...(fields.has('alasan') && !fields.has('hasil') ? { hasil: 'reason-missing' } : {}),
    ...(fields.has('kalimat') ? { kalimat: 'sentence-long' } : {}),
    ...(fields.has('revisi') ? { hasil: 'form-broken' } : {}),
  };
}

/** The same for a decision that the rules refused. */
export function refusedDecision({ problem }: DecisionError): Record<string, string> {
  return { [problem === 'sentence-missing' ? 'kalimat' : 'hasil']: problem };
}
