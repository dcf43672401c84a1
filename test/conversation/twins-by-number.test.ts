import { expect, it } from 'vitest';
import { contextFor, engine, flowNamed, TestTalk, twinsInJuai } from '../support/talking.ts';

const flow = flowNamed('usulan');
const context = await contextFor('id');

/** Three twins: one of RT 02, and two of RT 05. */
function chosenBy(text: string): unknown {
  const { state } = new TestTalk(flow, 'id', context);
  const standing = { ...state, step: 'twins', twins: { text: '', found: twinsInJuai('siring') ?? [] } };
  return engine.receive(flow, standing, { kind: 'text', text }, context).state.answers.twins?.value;
}

// leeoniya/uFuzzy#50: a number is no slip of another.
it.each(['dukung RT 02', 'rt 2', 'RR-26-0103-0072'])('is the twin of RT 02 by "%s"', (text) => {
  expect(chosenBy(text)).toEqual({ kind: 'choice', choice: 'RR-26-0103-0072' });
});
it.each(['RT 05', 'rt 03', 'dukung rt 20', 'rr-26-0103-0172'])('is no twin by "%s"', (text) => {
  expect(chosenBy(text)).toBeUndefined();
});
