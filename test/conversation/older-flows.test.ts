import { describe, expect, it } from 'vitest';
import { loadFlow, loadKeptFlow } from '../../src/conversation/load-flow.ts';
import { stepOfRole } from '../../src/conversation/roles.ts';
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
    const flow = loadKeptFlow({ file: 'usulan@older', source: older }, texts);
    expect(flow.steps.mirror?.look).toEqual(['classify']);
    expect(flow.version).not.toBe(flowNamed('usulan').version);
    const talk = new TestTalk(flow, 'id', await contextFor('id'));
    // States of that time bear a field that nothing reads any more.
    Object.assign(talk.state, { schema: 1 });
    for (const said of ['1', 'Siring sungai; pengadaan bibit karet', 'LEWATI']) talk.say(said);
    expect(talk.state).toMatchObject({ step: 'mirror', insight: { decision: 'ask' } });
    expect(talk.last.replies.at(-1)?.choices.map(({ value }) => value)).toEqual(['send', 'issue']);
    talk.say('kirim');
    expect(talk.state).toMatchObject({ step: 'more', submitted: [{ number: 1 }] });
    expect(talk.handedOver).toMatchObject([{ proposal: { value: { kind: 'text' } } }]);
  });

  it('is older than roles: its steps have those that their names stood for', () => {
    const flow = loadKeptFlow({ file: 'usulan@older', source: older }, texts);
    const roles = Object.entries(flow.steps).map(([id, { role }]) => [id, role]);
    expect(roles).toEqual([
      ['consent', undefined],
      ['proposal', 'proposal'],
      ['photos', 'photos'],
      ['impact', 'impact'],
      ['mirror', undefined],
      ['more', 'more'],
    ]);
  });

  it('has the roles it was kept with where it has any: no name stands for one then', () => {
    const source = older
      .replace('proposal: { kind: text,', 'proposal: { kind: text, role: proposal,')
      .replace('impact: { kind: text,', 'impact: { kind: text, role: problem,');
    const flow = loadKeptFlow({ file: 'usulan@older', source }, texts);
    expect(stepOfRole(flow, 'problem')).toBe('impact');
    expect(stepOfRole(flow, 'impact')).toBeNull();
    expect(stepOfRole(flow, 'more')).toBeNull();
  });
});

describe('a flow under flows/', () => {
  it('is refused without roles, however its steps are called', () => {
    expect(() => loadFlow({ file: 'usulan.yaml', source: older }, texts)).toThrow('role: proposal');
  });
});
