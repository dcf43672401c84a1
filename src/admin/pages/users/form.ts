import { z } from 'zod';
import { roles } from '../../../users/user.model.ts';
import { list, plain } from '../../shell/inputs.ts';

/** The whole district, or the kecamatan ticked. */
export const reaches = ['kabupaten', 'kecamatan'] as const;

const email = plain(254).pipe(z.email());
const password = z.string().max(1_000);
export const addForm = z.object({
  name: plain(120).pipe(z.string().min(1)),
  email,
  role: z.enum(roles),
  wilayah: z.enum(reaches),
  kecamatan: list(z.string().max(16)),
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
    wilayah: z.enum(reaches).catch('kabupaten'),
    kecamatan: list(z.string()).catch([]),
  })
  .catch({ name: '', email: '', role: 'coordinator', wilayah: 'kabupaten', kecamatan: [] });

/** What stands in the form for a new user. */
export type TypedUser = z.infer<typeof asTyped>;
