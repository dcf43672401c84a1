import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Engine } from '../../src/conversation/engine.ts';
import type { Flow } from '../../src/conversation/flow.ts';
import type { Answer, Input, Turn } from '../../src/conversation/types.ts';
import { locales } from '../../src/texts/locales.ts';
import { contextFor, engine, flowNamed, TestTalk, twinsInJuai } from './talking.ts';

/** Where talks are kept as data: `<name>.yaml` is what a person sends, `<name>.txt` the whole talk as it must be. */
const talksFolder = 'test/conversation/talks';
export const talkFiles = readdirSync(talksFolder).filter((file) => file.endsWith('.yaml'));

const media = (id: string, mime: string) => ({ id, mime });
const line = z.union([
  z.string(),
  z.strictObject({ location: z.tuple([z.number(), z.number()]) }),
  z.strictObject({
    photo: z.string(),
    caption: z.string().optional(),
    mime: z.string().optional(),
  }),
  z.strictObject({ voice: z.number() }),
  z.strictObject({ unsupported: z.string(), caption: z.string().optional() }),
  z.strictObject({ long: z.string(), times: z.number() }),
]);
const scriptSchema = z.strictObject({
  about: z.string(),
  flow: z.string().default('usulan'),
  locale: z.enum(locales).default('id'),
  rt: z.string().nullable().optional(),
  quota: z.number().optional(),
  /** Titles of what was not funded before, with the year in which it would be asked for; "gone" was carried over meanwhile. */
  unfunded: z.record(z.string(), z.number()).default({}),
  /** RTs that staff's lists know, by the village's code. */
  rts: z.record(z.string(), z.array(z.string())).default({}),
  say: z.array(line),
});

function toInput(said: z.infer<typeof line>): Input {
  if (typeof said === 'string') return { kind: 'text', text: said };
  if ('location' in said) return { kind: 'location', lat: said.location[0], lon: said.location[1] };
  if ('photo' in said) {
    const { photo, mime = 'image/jpeg', caption } = said;
    return { kind: 'photo', media: media(photo, mime), ...(caption ? { caption } : {}) };
  }
  if ('voice' in said) return { kind: 'voice', media: media('v1', 'audio/ogg'), seconds: said.voice };
  if ('long' in said) return { kind: 'text', text: said.long.repeat(said.times) };
  const { unsupported: what, caption } = said;
  return { kind: 'unsupported', what, ...(caption ? { caption } : {}) };
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

/** A talk from its first to its last word. */
export interface Transcript {
  flow: string;
  rows: string[];
  status: string;
  /** The step that waits at its end. */
  step: string | null;
  sent: number;
  /** The answers of each proposal, as they were handed over. */
  handedOver: Record<string, Answer>[];
}

/** Plays one of the talks, by the present flows and words unless told otherwise. */
export async function playTalk(
  file: string,
  by: { flowNamed(id: string): Flow; engine: Engine } = { flowNamed, engine },
): Promise<Transcript> {
  const script = scriptSchema.parse(parse(readFileSync(join(talksFolder, file), 'utf8')));
  const context = await contextFor(script.locale);
  if (script.rt !== undefined)
    context.participant = { ...context.participant, rt: script.rt, name: 'Hj. Siti', office: 'PKK' };
  if (script.quota !== undefined) context.quotaLeft = script.quota;
  for (const [village, rts] of Object.entries(script.rts))
    context.lists[`rts/${village}`] = rts.map((rt) => ({ value: rt, label: rt }));
  const talk = new TestTalk(by.flowNamed(script.flow), script.locale, context, twinsInJuai, by.engine);
  talk.unfunded = Object.entries(script.unfunded).map(([title, age], index) => ({
    id: title,
    code: `RR-25-0103-${String(index + 1).padStart(4, '0')}`,
    title,
    year: 2025,
    age,
  }));
  const rows = [`# ${script.about}`, ...shown(talk.last)];
  for (const said of script.say) {
    const words = typeof said === 'string' ? said : JSON.stringify(said);
    rows.push(`me: ${words}`, ...shown(talk.say(toInput(said))));
  }
  const { status, step, submitted } = talk.state;
  return { flow: script.flow, rows, status, step, sent: submitted.length, handedOver: talk.handedOver };
}

/** A transcript as it is kept. */
export function written({ rows, status, step, sent }: Transcript): string {
  return `${[...rows, `= ${status}, ${step ?? 'nothing asked'}, ${sent} sent`].join('\n')}\n`;
}
