import { z } from 'zod';
import type { threadStates } from '../../../threads/thread.model.ts';
import { optional, pageNumber, plain } from '../../shell/inputs.ts';

/** The longest answer, in characters: WhatsApp and Telegram carry it in one message, beside what was asked. */
export const answerLength = 1_500;

const revision = z.coerce.number().int().min(0);

export const answerForm = z.object({
  revision,
  words: plain(answerLength).pipe(z.string().min(1)),
  example: z.literal('yes').optional(),
});

export const giveForm = z.object({
  revision,
  /** Empty: the planning office itself. */
  office: plain(60),
  due: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
});

export const shareForm = z.object({ revision, share: z.enum(['yes', 'no']) });
export const closeForm = z.object({ revision });

/** What of a refused answer is shown again. */
export const typedAnswer = z.object({ words: z.string().max(20_000).catch('') }).catch({ words: '' });

/** The list's own words for the states, as they stand in its address. */
export const stateNames = {
  menunggu: 'waiting',
  dijawab: 'answered',
  selesai: 'closed',
} as const satisfies Record<string, (typeof threadStates)[number]>;
export type StateName = keyof typeof stateNames;

export const query = z.object({
  keadaan: optional(z.enum(['menunggu', 'dijawab', 'selesai'])),
  skpd: optional(plain(60)),
  halaman: pageNumber,
});
