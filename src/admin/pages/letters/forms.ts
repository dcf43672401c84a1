import { z } from 'zod';
import { letterOutcomes } from '../../../letters/letter.model.ts';
import { id, list, plain } from '../../shell/inputs.ts';

/** Writing a letter: what is ticked, to whom, and by when it is to be answered. */
export const letterForm = z.object({
  round: z.string().regex(/^\d{4}$/),
  /** Empty: nobody was chosen. */
  office: plain(60),
  due: z.iso.date(),
  proposals: list(id),
});

/** A letter as it was typed and refused, to be shown again. */
const typedLetter = z.object({
  office: z.string().max(60).catch(''),
  due: z.string().max(20).catch(''),
  proposals: list(id).catch([]),
});
export type TypedLetter = z.infer<typeof typedLetter>;
export const readTypedLetter = (body: unknown): TypedLetter => typedLetter.parse(body ?? {});

/** The longest answer of an office, in characters; it goes into a chat. */
export const answerLength = 1_000;

/** Writing down what the addressee has answered, to all that is ticked. */
export const answerForm = z.object({
  revision: z.coerce.number().int().min(0),
  outcome: z.enum(letterOutcomes),
  sentence: plain(answerLength).pipe(z.string().min(1)),
  proposals: list(id).pipe(z.array(id).min(1)),
});

const nothing = { outcome: '', sentence: '', proposals: [] };

/** What of a refused answer is shown again. */
export const typedAnswer = z
  .object({
    outcome: z.string().max(20).catch(''),
    sentence: z.string().max(20_000).catch(''),
    proposals: list(id).catch([]),
  })
  .catch(nothing);
