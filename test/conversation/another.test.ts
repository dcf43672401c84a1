import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { State } from '../../src/conversation/types.ts';
import { contextFor, engine, flowNamed, TestTalk } from '../support/talking.ts';

const flow = flowNamed('usulan');
const context = await contextFor('id');
const examples = z
  .strictObject({ begins: z.record(z.string(), z.array(z.string())), 'begins-not': z.array(z.string()) })
  .parse(parse(readFileSync('test/conversation/another.yaml', 'utf8')));

/** A talk that asks whether there is another proposal, or is over. */
const standing = (status: 'open' | 'done'): State => {
  const { state } = new TestTalk(flow, 'id', context);
  return { ...state, status, step: status === 'open' ? 'more' : null };
};
const said = (text: string, state: State, there = context) =>
  engine.receive(flow, state, { kind: 'text', text }, there);

describe.each(['open', 'done'] as const)('another proposal, where the talk is %s', (status) => {
  it.each(Object.entries(examples.begins))('is begun by "%s", whose words wait for it', (text, parts) => {
    const { state, replies } = said(text, standing(status));
    expect(state).toMatchObject({ status: 'open', step: 'area', answers: {} });
    expect(state.waiting).toEqual(parts.map((part) => ({ text: part, words: text })));
    expect(replies[0]?.text).toContain(parts[0]);
  });
  it.each(examples['begins-not'])('has no words in "%s"', (text) => {
    expect(said(text, standing(status)).state.waiting ?? []).toEqual([]);
  });
});

it('is given by its words where it is asked what is proposed', () => {
  let { state } = said('ada, lampu jalan', standing('open'));
  for (const text of ['RT 03', 'gelap di malam hari', 'belum tahu']) ({ state } = said(text, state));
  const turn = said('pakai yang tadi', state);
  expect(turn.state.answers.proposal).toMatchObject({
    value: { text: 'lampu jalan' },
    words: 'ada, lampu jalan',
  });
  expect(turn.state).toMatchObject({ step: 'place', waiting: [] });
});

it('is not begun where none is left to be sent', () => {
  const turn = said('ada, lampu jalan', standing('done'), { ...context, quotaLeft: 0 });
  expect(turn.state).toMatchObject({ status: 'done' });
  expect(turn.state.waiting).toBeUndefined();
});
