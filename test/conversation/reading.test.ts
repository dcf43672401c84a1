import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Context, Input, State, Turn } from '../../src/conversation/types.ts';
import { contextFor, engine, flowNamed, TestTalk, texts, twinsInJuai } from '../support/talking.ts';

/**
 * What people really write, by kinds (`reading/*.yaml`): where it is said, and what it must come to: just what a command or
 * the button of a choice comes to, or one of the outcomes below.
 */
const folder = 'test/conversation/reading';
const outcomes = [
  'kept',
  'asked-again',
  'helped',
  'asleep',
  'looked-up',
  'no-command',
  'not-stopped',
  'not-sent',
  'not-deleted',
  'head-of-rt-3',
] as const;
const kindSchema = z.strictObject({
  kind: z.string(),
  /** `<flow>.<step>` that waits. */
  at: z.array(z.string()),
  said: z.array(z.string()),
  status: z.enum(['open', 'later', 'done', 'stopped']).default('open'),
  menu: z.enum(['cancel', 'erase', 'erase-sure']).nullable().default(null),
  /** Answers that stand already. */
  given: z.record(z.string(), z.string()).default({}),
  same_as: z.string().optional(),
  /** The choice by whose button it comes to the same, by step. */
  same_choice: z.record(z.string(), z.string()).optional(),
  comes_to: z.enum(outcomes).optional(),
});
type Kind = z.infer<typeof kindSchema>;
const kinds = readdirSync(folder).flatMap((file) =>
  z.array(kindSchema).parse(parse(readFileSync(join(folder, file), 'utf8'))),
);

const text = (said: string): Input => ({ kind: 'text', text: said });
const context = await contextFor('id');

/** A talk that waits at a step. */
function standingAt(at: string, { status, menu, given }: Kind): State {
  const [flow = '', step = ''] = at.split('.');
  const { state } = new TestTalk(flowNamed(flow), 'id', context);
  const answers = Object.entries(given).map(([id, words]) => [
    id,
    {
      value:
        flowNamed(flow).steps[id]?.kind === 'choice'
          ? { kind: 'choice', choice: words }
          : { kind: 'text', text: words },
      words,
      at: context.now,
    },
  ]);
  return {
    ...state,
    status,
    menu,
    step: status === 'done' ? null : step,
    answers: Object.fromEntries(answers),
    trail: Object.keys(given),
    twins: { text: '', found: twinsInJuai('posyandu') ?? [] },
  };
}

/** What came of it, without the words by which it was said. */
const told = ({ state, replies, effects, call }: Turn) => ({
  state: JSON.parse(JSON.stringify(state, (key, value) => (key === 'words' ? '' : value))),
  replies,
  effects,
  call: call?.name === 'lookup' ? call : call?.name,
});

const helpOf = (at: string) =>
  [`${at}.help`, `conversation.help.${flowNamed('usulan').steps[at.split('.')[1] ?? '']?.kind}`].find((key) =>
    texts.has(key),
  ) ?? '';

const check: Record<
  (typeof outcomes)[number],
  (turn: Turn, before: State, said: string, at: string) => void
> = {
  kept: ({ state }, { step }, said) => {
    const value = state.answers[step ?? '']?.value;
    expect(value).toMatchObject(value?.kind === 'place' ? { landmark: said } : { text: said });
  },
  'asked-again': ({ state, effects, call }, before) => {
    expect(state).toEqual({ ...before, misses: 1 });
    expect({ effects, call }).toEqual({ effects: [], call: null });
  },
  helped: (turn, before, said, at) => {
    check['asked-again'](turn, before, said, at);
    expect(turn.replies[0]?.text).toContain(texts.t('id', helpOf(at)));
  },
  asleep: ({ state, effects, replies }, before) => {
    expect(state).toEqual(before);
    expect(effects).toEqual([]);
    expect(replies).toHaveLength(1);
  },
  'looked-up': ({ call }) => expect(call?.name).toBe('lookup'),
  'no-command': ({ state, effects, call }, before) => {
    expect(state).toMatchObject({
      menu: null,
      locale: before.locale,
      status: 'open',
      answers: before.answers,
    });
    expect({ effects, call }).toEqual({ effects: [], call: null });
  },
  'not-stopped': ({ state, effects }) => {
    expect(state.status).not.toBe('stopped');
    expect(effects).not.toContainEqual(expect.objectContaining({ how: 'stopped' }));
  },
  'not-sent': ({ call }) => expect(call).toBeNull(),
  'not-deleted': ({ state, effects }, before) => {
    expect(state.answers).toEqual(before.answers);
    expect(effects).toEqual([]);
  },
  'head-of-rt-3': ({ state }, before) => {
    expect(state).toMatchObject({
      ...before,
      step: 'confirm',
      answers: expect.anything(),
      trail: expect.anything(),
    });
    expect(state.answers.office?.value).toEqual({ kind: 'choice', choice: 'ketua-rt' });
    expect(state.answers.rt).toMatchObject({ value: { kind: 'count', count: 3 }, readFrom: 'office' });
  },
};

describe.each(kinds)('$kind', (kind) => {
  const rows = kind.at.flatMap((at) => kind.said.map((said) => ({ at, said })));
  it.each(rows)('at $at: "$said"', ({ at, said }) => {
    const before = standingAt(at, kind);
    const receive = (input: Input, there: Context = context) =>
      engine.receive(flowNamed(at.split('.')[0] ?? ''), before, input, there);
    const turn = receive(text(said));
    const choice = kind.same_choice?.[at];
    if (kind.same_as) expect(told(turn)).toEqual(told(receive(text(kind.same_as))));
    if (choice) expect(told(turn)).toEqual(told(receive({ kind: 'choice', value: choice })));
    if (kind.comes_to) check[kind.comes_to](turn, before, said, at);
  });
  it('is told by something', () => {
    expect([kind.same_as, kind.same_choice, kind.comes_to].filter(Boolean)).toHaveLength(1);
    if (kind.same_choice) expect(Object.keys(kind.same_choice)).toEqual(kind.at);
  });
});
