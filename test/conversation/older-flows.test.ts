import { describe, expect, it } from 'vitest';
import { loadFlow } from '../../src/conversation/flow.ts';
import { contextFor, flowNamed, TestTalk, texts } from '../support/talking.ts';

/** The flow as it stood before twins were asked about: talks begun with it are led to their end by it. */
const older = `
id: usulan
questions: 9
start: consent
steps:
  consent:
    kind: choice
    once: true
    choices:
      - { value: "yes", effect: consented, next: proposal }
  proposal: { kind: text, number: 4, min: 8, max: 600, next: photos }
  photos: { kind: photos, number: 9, optional: true, next: mirror }
  impact: { kind: text, number: 9, optional: true, next: mirror }
  mirror:
    kind: choice
    show: [summary, lights]
    look: classify
    unclear: impact
    choices:
      - { value: send, call: submit, next: more }
      - { value: issue, change: proposal }
  more:
    kind: choice
    choices:
      - { value: another, fresh: true, next: proposal }
      - { value: finished, end: done }
`;

describe('a talk that began with an older flow', () => {
  it('goes on in it: no twins, nothing split, one thing looked up', async () => {
    const flow = loadFlow({ file: 'usulan@older', source: older }, texts);
    expect(flow.steps.mirror?.look).toEqual(['classify']);
    expect(flow.version).not.toBe(flowNamed('usulan').version);
    const talk = new TestTalk(flow, 'id', await contextFor('id'));
    for (const said of ['1', 'Siring sungai; pengadaan bibit karet', 'LEWATI']) talk.say(said);
    expect(talk.state).toMatchObject({ step: 'mirror', insight: { decision: 'ask' } });
    expect(talk.last.replies.at(-1)?.choices.map(({ value }) => value)).toEqual(['send', 'issue']);
    talk.say('kirim');
    expect(talk.state).toMatchObject({ step: 'more', submitted: [{ number: 1 }] });
  });
});
