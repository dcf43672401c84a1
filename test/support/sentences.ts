import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { saidBeside } from '../../src/conversation/ahead/said-beside.ts';
import type { AnswerValue } from '../../src/conversation/types.ts';
import { contextFor, flowNamed, TestTalk, texts } from './talking.ts';

/** Sentences and what they say beside, by role; of a problem whether it asks for something too. */
const sentence = z.strictObject({
  text: z.string(),
  at: z.enum(['problem', 'proposal']).default('proposal'),
  asks: z.boolean().default(false),
  size: z.string().optional(),
  households: z.coerce.string().optional(),
  place: z.string().optional(),
  group: z.string().optional(),
  land: z.string().optional(),
});
type Sentence = z.infer<typeof sentence>;

/** What may be read out of a sentence. */
export const rolesBeside = ['proposal', 'size', 'households', 'place', 'group', 'land'] as const;
type RoleBeside = (typeof rolesBeside)[number];
type Said = Partial<Record<RoleBeside, string>>;

/** How much is read as it is meant, and what is not. */
export interface Reading {
  right: number;
  wrong: string[];
  missed: string[];
}

const flow = flowNamed('usulan');
const { state, context } = new TestTalk(flow, 'id', await contextFor('id'));

/** Reads all sentences of `test/conversation/ahead/<name>.yaml` and compares with what they mean. */
export function readSentences(name: 'seen' | 'unseen'): Record<RoleBeside, Reading> {
  const source = readFileSync(`test/conversation/ahead/${name}.yaml`, 'utf8');
  const sentences = z.array(sentence).parse(parse(source));
  return Object.fromEntries(rolesBeside.map((role) => [role, compare(role, sentences)])) as Record<
    RoleBeside,
    Reading
  >;
}

function compare(role: RoleBeside, sentences: Sentence[]): Reading {
  const reading: Reading = { right: 0, wrong: [], missed: [] };
  for (const one of sentences) {
    const [found, wanted] = [read(one)[role], meant(one)[role]];
    if (found === wanted && found !== undefined) reading.right += 1;
    else if (found !== undefined) reading.wrong.push(`${found}: ${one.text}`);
    else if (wanted !== undefined) reading.missed.push(`${wanted}: ${one.text}`);
  }
  return reading;
}

function read({ text, at }: Sentence): Said {
  const said = saidBeside({ flow, texts, state, context }, at, {
    value: { kind: 'text', text },
    words: text,
  });
  return Object.fromEntries(said.map(([step, value]) => [step, shown(value)]));
}

function meant({ at, asks, size, households, place, group, land }: Sentence): Said {
  const said = {
    proposal: at === 'problem' && asks ? 'text' : undefined,
    size,
    households,
    place,
    group,
    land,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function shown(value: AnswerValue): string {
  if (value.kind === 'quantity') return `${value.amount} ${value.unit}`;
  if (value.kind === 'count') return String(value.count);
  if (value.kind === 'place') return value.landmark ?? `${value.lat}, ${value.lon}`;
  return value.kind === 'choice' ? value.choice : value.kind;
}
