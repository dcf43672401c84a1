import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Input, State } from '../../src/conversation/types.ts';
import { randomInput } from '../support/random-inputs.ts';
import { sensibleAnswer } from '../support/sensible.ts';
import { contextFor, flowNamed, TestTalk } from '../support/talking.ts';

/** What is read out of an answer beside, whatever was said before: from a fixed seed, in talks of the flow as it stands. */
const settings = { seed: 20261201, numRuns: 120 } as const;
const flow = flowNamed('usulan');
const context = await contextFor('id');

const things = [
  'Pengerasan jalan',
  'Mohon siring sungai',
  'Jalan rusak. Minta titian',
  'Posyandu',
  'Bantuan mesin jahit',
  'Jalan becek',
];
const full = fc
  .record({
    thing: fc.constantFrom(...things),
    size: fc.constantFrom('', ' 200 m', ' sepanjang 1,5 km', ' 2 unit'),
    place: fc.constantFrom('', ' di RT 03', ' di RT 07 RW 01'),
    households: fc.constantFrom('', ' untuk 45 KK', ' bagi 30 KK miskin'),
  })
  .map(
    ({ thing, size, place, households }): Input => ({
      kind: 'text',
      text: `${thing}${size}${place}${households}`,
    }),
  );

/** Full sentences, anything at all, and (null) the answer of a sensible person. */
const said = fc.oneof(
  { weight: 3, arbitrary: full },
  { weight: 2, arbitrary: randomInput },
  { weight: 3, arbitrary: fc.constant(null) },
);

/** Nothing is passed over for good. */
const asked = [
  'area',
  'problem',
  'own_issue',
  'proposal',
  'place',
  'size',
  'households',
  'group',
  'land',
  'photos',
];

const answeredThemselves = ({ answers, step }: State) =>
  Object.entries(answers).filter(([id, answer]) => !answer.readFrom && id !== step);

describe('what is read out of an answer', () => {
  it('never takes the place of what somebody answered', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 30 }), (messages) => {
        const talk = new TestTalk(flow, 'id', context, () => []);
        for (const message of messages) {
          const before = structuredClone(talk.state);
          talk.say(message ?? sensibleAnswer(talk));
          const { answers } = talk.state;
          const overwritten = answeredThemselves(before).filter(
            ([id]) => answers[id]?.readFrom !== undefined,
          );
          // A proposal that was sent, or cancelled, takes its answers with it.
          if (talk.state.proposal === before.proposal && before.menu !== 'cancel')
            expect(overwritten).toEqual([]);
        }
      }),
      settings,
    );
  });

  it('is changed by UBAH, each of it, to what is answered then', () => {
    const given: Record<string, { input: Input; value: Answer['value'] }> = {
      size: { input: { kind: 'text', text: '77 ha' }, value: { kind: 'quantity', amount: 77, unit: 'ha' } },
      households: { input: { kind: 'text', text: '11' }, value: { kind: 'count', count: 11 } },
      place: {
        input: { kind: 'text', text: 'dekat pasar' },
        value: { kind: 'place', landmark: 'dekat pasar' },
      },
      group: { input: { kind: 'choice', value: 'lansia' }, value: { kind: 'choice', choice: 'lansia' } },
      land: { input: { kind: 'choice', value: 'unclear' }, value: { kind: 'choice', choice: 'unclear' } },
      proposal: { input: { kind: 'text', text: 'Sumur gali' }, value: { kind: 'text', text: 'Sumur gali' } },
    };
    let changed = 0;
    fc.assert(
      fc.property(full, fc.nat({ max: 6 }), (sentence, later) => {
        const talk = new TestTalk(flow, 'id', context, () => []);
        for (const answer of ['1', '1']) talk.say(answer);
        talk.say(sentence);
        for (let turn = 0; turn < later; turn += 1) talk.say(sensibleAnswer(talk));
        const { step } = talk.state;
        const noted = Object.entries(talk.state.answers).filter(([, answer]) => answer.readFrom);
        for (const [id] of noted) {
          const other = given[id];
          if (!other || talk.state.answers[id]?.readFrom === undefined) continue;
          talk.say('ubah');
          talk.say({ kind: 'choice', value: id });
          expect(talk.state.step).toBe(id);
          talk.say(other.input);
          expect(talk.state.answers[id]?.value).toEqual(other.value);
          expect(talk.state.answers[id]?.readFrom).toBeUndefined();
          changed += 1;
        }
        // Another size may call for its land, or spare it.
        if (!noted.some(([id]) => id === 'size')) expect(talk.state.step).toBe(step);
        for (let turn = 0; talk.sent === 0 && turn < 20; turn += 1) talk.say(sensibleAnswer(talk));
        expect(Object.keys(talk.handedOver[0] ?? {})).toEqual(expect.arrayContaining(asked));
      }),
      settings,
    );
    expect(changed).toBeGreaterThan(100);
  });
});
