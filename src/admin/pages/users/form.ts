import { z } from 'zod';
import { roles } from '../../../users/user.model.ts';
import { list, plain } from '../../shell/inputs.ts';

/** The whole district, or the kecamatan or villages ticked. */
export const reaches = ['district', 'kecamatan', 'village'] as const;

const email = plain(254).pipe(z.email());
const password = z.string().max(1_000);
export const addForm = z.object({
  name: plain(120).pipe(z.string().min(1)),
  email,
  role: z.enum(roles),
  reach: z.enum(reaches),
  kecamatan: list(z.string().max(16)),
  villages: list(z.string().max(16)),
  /** Of an `skpd`; empty for every other role. */
  office: plain(60).optional().default(''),
  password,
});
export const passwordForm = z.object({ email, password });
export const removeForm = z.object({ email });

const typedText = z.string().catch('');
export const asTyped = z
  .object({
    name: typedText,
    email: typedText,
    role: z.enum(roles).catch('coordinator'),
    reach: z.enum(reaches).catch('district'),
    kecamatan: list(z.string()).catch([]),
    villages: list(z.string()).catch([]),
    office: typedText,
  })
  .catch({
    name: '',
    email: '',
    role: 'coordinator',
    reach: 'district',
    kecamatan: [],
    villages: [],
    office: '',
  });

/** The content of the form for a new user. */
export type TypedUser = z.infer<typeof asTyped>;
