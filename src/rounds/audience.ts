/** Whom a round invites. */
import { z } from 'zod';
import { channelNames } from '../channels/channel.ts';
import { offices } from '../people/participant.model.ts';

const code = z.string().max(20);

/** Each list empty means "all". */
export const audienceSchema = z.strictObject({
  kecamatan: z.array(code).max(200).default([]),
  villages: z.array(code).max(2_000).default([]),
  offices: z.array(z.enum(offices)).default([]),
  channels: z.array(z.enum(channelNames)).default([]),
  /** Only those who have not said anything in this round yet. */
  silentOnly: z.boolean().default(true),
});
export type Audience = z.infer<typeof audienceSchema>;

export const everybody: Audience = audienceSchema.parse({});
