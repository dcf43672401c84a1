import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Input, Turn } from '../../src/conversation/types.ts';
import { locales } from '../../src/texts/locales.ts';
import { contextFor, flowNamed, TestTalk } from '../support/talking.ts';

/**
 * Talks kept as data: `talks/<name>.yaml` is what a person sends, `talks/<name>.txt` the whole talk as it must be.
 * `vitest run -u` writes the transcripts anew; read the difference before you commit it.
 */
const folder = 'test/conversation/talks';

const media = (id: string, mime: string) => ({ id, mime });
const line = z.union([
  z.string(),
  z.strictObject({ location: z.tuple([z.number(), z.number()]) }),
  z.strictObject({ photo: z.string() }),
  z.strictObject({ voice: z.number() }),
  z.strictObject({ unsupported: z.string() }),
  z.strictObject({ long: z.string(), times: z.number() }),
]);
const scriptSchema = z.strictObject({
  about: z.string(),
  flow: z.string().default('usulan'),
  locale: z.enum(locales).default('id'),
  rt: z.string().nullable().optional(),
  quota: z.number().optional(),
  /** RTs that staff's lists know, by the village's code. */
  rts: z.record(z.string(), z.array(z.string())).default({}),
  say: z.array(line),
});

function toInput(said: z.infer<typeof line>): Input {
  if (typeof said === 'string') return { kind: 'text', text: said };
  if ('location' in said) return { kind: 'location', lat: said.location[0], lon: said.location[1] };
  if ('photo' in said) return { kind: 'photo', media: media(said.photo, 'image/jpeg') };
  if ('voice' in said) return { kind: 'voice', media: media('v1', 'audio/ogg'), seconds: said.voice };
  if ('long' in said) return { kind: 'text', text: said.long.repeat(said.times) };
  return { kind: 'unsupported', what: said.unsupported };
}

function shown(turn: Turn): string[] {
  const replies = turn.replies.flatMap(({ text, choices }) => [
    ...text.split('\n').map((row) => `  bot: ${row}`),
    ...choices.map((choice, index) => `       [${index + 1}. ${choice.label}]`),
  ]);
  return [
    ...replies,
    ...turn.effects.map((effect) => `       * ${effect.kind}${'how' in effect ? ` ${effect.how}` : ''}`),
  ];
}

const names = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

describe('talks', () => {
  it.each(names)('%s', async (file) => {
    const script = scriptSchema.parse(parse(readFileSync(join(folder, file), 'utf8')));
    const context = await contextFor(script.locale);
    if (script.rt !== undefined)
      context.participant = { ...context.participant, rt: script.rt, name: 'Hj. Siti', office: 'PKK' };
    if (script.quota !== undefined) context.quotaLeft = script.quota;
    for (const [village, rts] of Object.entries(script.rts))
      context.lists[`rts/${village}`] = rts.map((rt) => ({ value: rt, label: rt }));
    const talk = new TestTalk(flowNamed(script.flow), script.locale, context);
    const rows = [`# ${script.about}`, ...shown(talk.last)];
    for (const said of script.say) {
      const words = typeof said === 'string' ? said : JSON.stringify(said);
      rows.push(`me: ${words}`, ...shown(talk.say(toInput(said))));
    }
    rows.push(
      `= ${talk.state.status}, ${talk.state.step ?? 'nothing asked'}, ${talk.state.submitted.length} sent`,
    );
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot(join('talks', file.replace('.yaml', '.txt')));
  });
});
