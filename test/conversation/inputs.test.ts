import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Step } from '../../src/conversation/flow.ts';
import { readers } from '../../src/conversation/inputs/index.ts';
import type { Reading } from '../../src/conversation/inputs/input.ts';
import { inputKinds } from '../../src/conversation/inputs/kinds.ts';
import type { AnswerValue, Input } from '../../src/conversation/types.ts';
import { locales } from '../../src/texts/locales.ts';
import { contextFor, engine, flowNamed, TestTalk } from '../support/talking.ts';

/** Examples of every kind of answer, as data in `inputs/<kind>.yaml`: what people send, and what is read. */
const examplesOf = <T>(kind: string, shape: z.ZodType<T>): T =>
  shape.parse(parse(readFileSync(`test/conversation/inputs/${kind}.yaml`, 'utf8')));

const said = (text: string): Input => ({ kind: 'text', text });
const media = { id: 'p1', mime: 'image/jpeg' };
const table = z.record(z.string(), z.coerce.string());
const rows = <T>(examples: Record<string, T>) => Object.entries(examples);

/** What came of reading, in one word or two: "800 m", "40 ?", "miss no-number". */
function told(reading: Reading): string {
  if (reading.kind === 'miss') return `miss ${reading.reason}`;
  const { value } = reading;
  if (value.kind === 'quantity') return `${value.amount} ${value.unit || '?'}`;
  if (value.kind === 'count') return String(value.count);
  if (value.kind === 'text') return value.text;
  if (value.kind === 'place') return value.landmark ?? `${value.lat}, ${value.lon}`;
  if (value.kind === 'choice') return value.choice;
  return value.kind;
}
const { lies: district } = await contextFor('id');
const read = (kind: keyof typeof readers, input: Input, step: Partial<Step> = {}, sofar?: AnswerValue) =>
  told(readers[kind](input, { step: { kind, ...step }, choices: [], sofar, district }));

it.each(inputKinds)('has examples of how a %s is read', (kind) => {
  expect(examplesOf(kind, z.looseObject({}))).not.toEqual({});
});

describe('a quantity', () => {
  const examples = examplesOf(
    'quantity',
    z.strictObject({ reads: table, misses: table, after: z.any(), completes: table, 'completes-not': table }),
  );
  it.each(rows(examples.reads))('"%s" is %s', (text, meant) => {
    expect(read('quantity', said(text))).toBe(meant);
  });
  it.each(rows(examples.misses))('"%s" is none: %s', (text, reason) => {
    expect(read('quantity', said(text))).toBe(`miss ${reason}`);
  });
  it.each(rows(examples.completes))('"%s" after 40 is %s', (text, meant) => {
    expect(read('quantity', said(text), {}, examples.after)).toBe(meant);
  });
  it.each(rows(examples['completes-not']))('"%s" after 40 is none: %s', (text, reason) => {
    expect(read('quantity', said(text), {}, examples.after)).toBe(`miss ${reason}`);
  });
});

describe('a count', () => {
  const both = { reads: table, misses: table };
  const { households, rt, ...any } = examplesOf(
    'count',
    z.strictObject({ ...both, households: z.strictObject(both), rt: z.strictObject(both) }),
  );
  describe.each([
    { of: 'anything', examples: any, step: {} },
    { of: 'households', examples: households, step: { role: 'households' } },
    { of: 'an RT', examples: rt, step: { role: 'rt' } },
  ] as const)('of $of', ({ examples, step }) => {
    it.each(rows(examples.reads))('"%s" is %s', (text, meant) => {
      expect(read('count', said(text), step)).toBe(meant);
    });
    it.each(rows(examples.misses))('"%s" is none: %s', (text, reason) => {
      expect(read('count', said(text), step)).toBe(`miss ${reason}`);
    });
  });
});

describe('words of one’s own', () => {
  const long = z.strictObject({ of: z.string(), most: z.number(), reason: z.string() });
  const examples = examplesOf('text', z.strictObject({ reads: table, misses: table, long }));
  const limits = { min: 5, max: examples.long.most };
  it.each(rows(examples.reads))('%j is kept as %j', (text, kept) => {
    expect(read('text', said(text), limits)).toBe(kept);
  });
  it.each(rows(examples.misses))('%j is no answer: %s', (text, reason) => {
    expect(read('text', said(text), limits)).toBe(`miss ${reason}`);
  });
  it('are taken up to their limit and no further', () => {
    const { of, most, reason } = examples.long;
    expect(read('text', said(of.repeat(most)), limits)).toBe(of.repeat(most));
    expect(read('text', said(of.repeat(most + 1)), limits)).toBe(`miss ${reason}`);
  });
  it('can be a voice note where the step takes one', () => {
    const voice: Input = { kind: 'voice', media, seconds: 12.4 };
    expect(read('text', voice, { voice: true })).toBe('voice');
    expect(read('text', voice)).toBe('miss no-voice');
  });
});

describe('a place', () => {
  const location = z.strictObject({
    lat: z.any(),
    lon: z.any(),
    name: z.string().optional(),
    reads: z.union([z.boolean(), z.string()]),
  });
  const examples = examplesOf(
    'place',
    z.strictObject({
      reads: table,
      misses: table,
      locations: z.array(location),
      typed: z.record(z.string(), z.array(z.string())),
    }),
  );
  it.each(rows(examples.reads))('"%s" is %s', (text, meant) => {
    expect(read('place', said(text))).toBe(meant);
  });
  it.each(rows(examples.misses))('"%s" is none: %s', (text, reason) => {
    expect(read('place', said(text))).toBe(`miss ${reason}`);
  });
  describe.each(rows(examples.typed))('at %s', (point, texts) => {
    it.each(texts)('is "%s"', (text) => {
      expect(read('place', said(text))).toBe(point);
    });
  });
  it('whose latitude has no sign is north where nobody knows of a district in the south', () => {
    const reading = readers.place(said('2.3345, 115.6123'), {
      step: { kind: 'place' },
      choices: [],
      sofar: undefined,
    });
    expect(told(reading)).toBe('2.3345, 115.6123');
  });
  it.each(examples.locations)('$lat, $lon on the map, $name: $reads', ({ lat, lon, name, reads }) => {
    const point = reads === true ? `${lat}, ${lon}` : 'miss no-place';
    const location: Input = { kind: 'location', lat, lon, ...(name ? { name } : {}) };
    expect(read('place', location)).toBe(typeof reads === 'string' ? reads : point);
  });
});

describe('photos', async () => {
  const examples = examplesOf(
    'photos',
    z.strictObject({ ends: z.array(z.string()), misses: z.array(z.string()) }),
  );
  const photo: Input = { kind: 'photo', media, caption: 'x'.repeat(500) };
  const one: AnswerValue = { kind: 'photos', photos: [{ mediaId: 'p0', mime: 'image/jpeg' }] };
  const received = (input: Input, sofar?: AnswerValue) =>
    readers.photos(input, { step: { kind: 'photos' }, choices: [], sofar });
  const context = await contextFor('id');
  const afterOne = (text: string) => {
    const { flow, state } = new TestTalk(flowNamed('usulan'), 'id', context);
    return engine.receive(flow, { ...state, step: 'photos', sofar: one }, said(text), context).state;
  };

  it('are taken one by one, and three are all', () => {
    const first = received(photo);
    expect(first).toMatchObject({ kind: 'partly', value: { photos: [{ mediaId: 'p1' }] } });
    const second = received(photo, one);
    expect(second).toMatchObject({
      kind: 'partly',
      value: { photos: [{ mediaId: 'p0' }, { mediaId: 'p1' }] },
    });
    expect(received(photo, second.kind === 'partly' ? second.value : one)).toMatchObject({ kind: 'answer' });
  });
  it('keep two hundred characters of what is written under them', () => {
    expect(received(photo)).toMatchObject({ value: { photos: [{ caption: 'x'.repeat(200) }] } });
  });
  it.each(examples.ends)('end with "%s"', (text) => {
    expect(afterOne(text)).toMatchObject({ answers: { photos: { value: one } }, sofar: null });
  });
  it.each(examples.misses)('do not end with "%s"', (text) => {
    expect(afterOne(text)).toMatchObject({ step: 'photos', sofar: one, misses: 1 });
  });
});

/** A choice is read by the whole engine: a text must come to exactly what the button of the choice comes to. */
describe('a choice', async () => {
  const step = z.strictObject({
    step: z.string(),
    locale: z.enum(locales).default('id'),
    reads: table,
    misses: z.array(z.coerce.string()),
  });
  const { steps } = examplesOf('choice', z.strictObject({ steps: z.array(step) }));
  for (const { step: name, locale, reads, misses } of steps) {
    const [flow = '', id = ''] = name.split('.');
    const context = await contextFor(locale);
    const answered = (input: Input) => {
      const talk = new TestTalk(flowNamed(flow), locale, context);
      const turn = engine.receive(talk.flow, { ...talk.state, step: id }, input, context);
      return {
        ...turn,
        state: JSON.parse(JSON.stringify(turn.state, (key, value) => (key === 'words' ? '' : value))),
      };
    };
    it.each(rows(reads))(`"%s" at ${name} in ${locale} is %s`, (text, value) => {
      const pressed = answered({ kind: 'choice', value });
      expect(pressed.state.misses).toBe(0);
      const typed = answered(said(text));
      // The words that were typed are in the call too, when the proposal is handed over.
      expect({ ...typed, call: typed.call?.name }).toEqual({ ...pressed, call: pressed.call?.name });
    });
    it.each(misses)(`"%s" at ${name} in ${locale} is none`, (text) => {
      expect(answered(said(text)).state.misses).toBe(1);
    });
  }
});
