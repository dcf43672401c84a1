import { stringify } from 'yaml';
import { z } from 'zod';
import type { Input } from '../../../conversation/types.ts';
import { locales } from '../../../texts/locales.ts';
import { list, plain } from '../../shell/inputs.ts';

/** So many messages of a person; a talk of three proposals has about forty. */
export const mostLines = 120;

/** What stands for a message that is no text; nobody types it. */
export const specials = { location: '\u2316 lokasi', photo: '\u2399 foto' } as const;
/** Somewhere in Juai. */
const place = [-2.18342, 115.62817] as const;

/** A talk as the page hands it on: everything the person has said so far, from which it is played anew. */
export const scriptForm = z.object({
  flow: z.string().max(40).catch('usulan'),
  locale: z.enum(locales).catch('id'),
  said: list(plain(2_000)).pipe(z.array(z.string()).max(mostLines)).catch([]),
  /** What is said now; a button that was pressed goes before what is typed. */
  say: plain(2_000).optional().catch(undefined),
  pressed: plain(2_000).optional().catch(undefined),
  undo: z.literal('1').optional().catch(undefined),
  about: plain(200).optional().catch(undefined),
});
export type Script = Pick<z.infer<typeof scriptForm>, 'flow' | 'locale' | 'said'>;

/** A line as the engine receives it. */
export function inputOf(line: string): Input {
  if (line === specials.location) return { kind: 'location', lat: place[0], lon: place[1] };
  if (line === specials.photo) return { kind: 'photo', media: { id: 'foto', mime: 'image/jpeg' } };
  return { kind: 'text', text: line };
}

/** The talk as a file of `test/conversation/talks`, where it is played at every test run. */
export function testFile({ flow, locale, said }: Script, about: string): string {
  const say = said.map((line) => {
    if (line === specials.location) return { location: [...place] };
    return line === specials.photo ? { photo: 'foto' } : line;
  });
  return stringify({ about, flow, locale, say });
}
