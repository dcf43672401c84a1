import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Input, State } from '../../src/conversation/types.ts';
import { shownAnswer } from '../support/answers.ts';
import { randomInput } from '../support/random-inputs.ts';
import { contextFor, engine, flowNamed, TestTalk, twinsInJuai } from '../support/talking.ts';

const file = { file: z.string(), caption: z.string() };
const photo = { photo: z.string(), caption: z.string().optional() };
const said = z.union([
  z.string(),
  z.strictObject({ late: z.string(), seen: z.string() }),
  z.strictObject(photo),
  z.strictObject(file),
]);
const edited = z.union([
  z.strictObject({ message: z.number(), text: z.string(), times: z.number().default(1) }),
  z.strictObject({ message: z.number(), ...photo }),
  z.strictObject({ message: z.number(), ...file }),
]);
const cases = z
  .array(
    z.strictObject({
      name: z.string(),
      say: z.array(said),
      edit: z.array(edited),
      step: z.string().nullable(),
      status: z.string().default('open'),
      menu: z.string().nullable().default(null),
      replies: z.number(),
      told: z.string().default(''),
      answers: z.record(z.string(), z.string()).default({}),
      captions: z.array(z.string()).optional(),
    }),
  )
  .parse(parse(readFileSync('test/conversation/corrections.yaml', 'utf8')));

const flow = flowNamed('usulan');
const context = await contextFor('id');

/** When the first message was written; each one after it is a minute later. */
const begun = Date.UTC(2026, 11, 1, 1);
const from = (place: number) => ({
  message: `m${place}`,
  sentAt: new Date(begun + place * 60_000).toISOString(),
});

function photoInput({ photo: id, caption }: { photo: string; caption?: string | undefined }): Input {
  return { kind: 'photo', media: { id, mime: 'image/jpeg' }, ...(caption ? { caption } : {}) };
}

const fileInput = ({ file: what, caption }: { file: string; caption: string }): Input => ({
  kind: 'unsupported',
  what,
  caption,
});

function sayTo(talk: TestTalk, line: z.infer<typeof said>, place: number): void {
  if (typeof line === 'string') return void talk.say({ kind: 'text', text: line, from: from(place) });
  if ('photo' in line) return void talk.say({ ...photoInput(line), from: from(place) });
  if ('file' in line) return void talk.say({ ...fileInput(line), from: from(place) });
  const question = { proposal: talk.state.proposal, step: line.seen, side: null };
  talk.sayLate({ kind: 'text', text: line.late, from: from(place) }, { question, sure: true, newer: false });
}

function editedTo(edit: z.infer<typeof edited>): Input {
  if ('text' in edit) return { kind: 'text', text: edit.text.repeat(edit.times) };
  return 'file' in edit ? fileInput(edit) : photoInput(edit);
}

const captionsOf = ({ answers, sofar }: State) =>
  [answers.photos?.value, sofar].flatMap((value) =>
    value?.kind === 'photos' ? value.photos.map(({ caption = '' }) => caption) : [],
  );

/** Fixed, so that every run is the same. */
const seed = 20_261_128;

describe('a message that its sender has edited', () => {
  it.each(cases)('$name', (one) => {
    const talk = new TestTalk(flow, 'id', context, twinsInJuai);
    for (const [index, line] of one.say.entries()) sayTo(talk, line, index + 1);
    const replies: string[] = [];
    for (const edit of one.edit) {
      const input = editedTo(edit);
      const turn = talk.edit(input, `m${edit.message}`);
      expect(turn.effects).toEqual([]);
      replies.push(...turn.replies.map(({ text }) => text));
    }
    expect(replies).toHaveLength(one.replies);
    expect(replies.at(-1) ?? '').toContain(one.told);
    const { status, step, menu, answers } = talk.state;
    expect({ status, step, menu }).toEqual({ status: one.status, step: one.step, menu: one.menu });
    const shown = Object.keys(one.answers).map((id) => [id, answers[id] ? shownAnswer(answers[id]) : null]);
    expect(Object.fromEntries(shown)).toEqual(one.answers);
    if (one.captions) expect(captionsOf(talk.state)).toEqual(one.captions);
  });

  it.each([
    ['the tail of a text that was cut', 'problem', { seconds: 1, early: true }],
    ['a text of its own, some time later', 'own_issue', { seconds: 30, early: true }],
    ['what is written after the answer', 'own_issue', { seconds: 1, early: false }],
  ])('is told from %s, which follows a refused head', (_name, step, { seconds, early }) => {
    const talk = new TestTalk(flow, 'id', context, twinsInJuai);
    for (const [index, line] of ['1', '1', 'jalan rusak '.repeat(341)].entries()) sayTo(talk, line, index);
    const sentAt = new Date(begun + 2 * 60_000 + seconds * 1000).toISOString();
    const turn = talk.say({
      kind: 'text',
      text: 'dan jembatan juga',
      from: { message: 'tail', sentAt, early },
    });
    expect([talk.state.step, turn.replies.length]).toEqual([step, step === 'problem' ? 0 : 1]);
  });

  it('never sends, deletes, stops or agrees, whatever it says', async () => {
    await fc.assert(
      fc.property(fc.array(randomInput, { maxLength: 14 }), randomInput, fc.nat(), (before, input, which) => {
        const talk = new TestTalk(flow, 'id', context, () => []);
        for (const [index, one] of [{ kind: 'text', text: '1' } as Input, ...before].entries())
          talk.say({ ...one, from: from(index) });
        const state = structuredClone(talk.state);
        const turn = engine.correct(flow, state, input, `m${which % (before.length + 1)}`, talk.context);
        const { status, menu, submitted, proposal } = turn.state;
        expect({ status, menu, submitted, proposal }).toEqual({
          status: state.status,
          menu: state.menu,
          submitted: state.submitted,
          proposal: state.proposal,
        });
        expect(turn.effects).toEqual([]);
        expect(['submit', 'my-data', 'status', 'lookup']).not.toContain(turn.call?.name);
        // What was only read out of the message is read anew.
        const own = Object.keys(state.answers).filter((id) => !state.answers[id]?.readFrom);
        for (const id of own) expect(turn.state.answers).toHaveProperty(id);
      }),
      { numRuns: 300, seed },
    );
  });
});
