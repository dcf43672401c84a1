import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Engine } from '../../src/conversation/engine.ts';
import { isSameQuestion, type Question, questionOf, type Seen } from '../../src/conversation/question.ts';
import type { Input, State, Turn } from '../../src/conversation/types.ts';
import { shownAnswer } from '../support/answers.ts';
import { randomInput } from '../support/random-inputs.ts';
import { sayingItAll } from '../support/saying-it-all.ts';
import { playTalk, talkFiles } from '../support/talk-scripts.ts';
import { contextFor, engine, flowNamed, TestTalk, twinsInJuai } from '../support/talking.ts';

const late = z.strictObject({
  seen: z.string().nullable(),
  side: z.enum(['several', 'change', 'cancel', 'language']).nullable().default(null),
  sure: z.boolean().default(true),
  newer: z.boolean().default(false),
  resent: z.boolean().default(false),
  or: z.array(z.string()).default([]),
  text: z.string().optional(),
  photo: z.string().optional(),
  mime: z.string().default('image/jpeg'),
  file: z.string().optional(),
  caption: z.string().optional(),
  location: z.tuple([z.number(), z.number()]).optional(),
  named: z.string().optional(),
});
const cases = z
  .array(
    z.strictObject({
      name: z.string(),
      say: z.array(z.string()),
      late: z.array(late),
      afterwards: z.array(z.string()).default([]),
      step: z.string().nullable(),
      status: z.string().default('open'),
      sent: z.number().default(0),
      replies: z.number(),
      answers: z.record(z.string(), z.string().nullable()).default({}),
    }),
  )
  .parse(parse(readFileSync('test/conversation/late.yaml', 'utf8')));

let said = 0;

function toInput({ text, photo, mime, file, caption, location, named }: z.infer<typeof late>): Input {
  said += 1;
  const from = { message: `late-${said}`, sentAt: '2026-12-01T02:00:00.000Z', early: true };
  if (file) return { kind: 'unsupported', what: file, ...(caption ? { caption } : {}), from };
  if (photo) return { kind: 'photo', media: { id: photo, mime }, ...(caption ? { caption } : {}), from };
  if (location) {
    const [lat, lon] = location;
    return { kind: 'location', lat, lon, ...(named ? { name: named } : {}), from };
  }
  return { kind: 'text', text: text ?? '', from };
}

const flow = flowNamed('usulan');
const wholeProposal = sayingItAll();
const begin = async () => new TestTalk(flow, 'id', await contextFor('id'), twinsInJuai);

describe('a message that was written before the waiting question was seen', () => {
  it.each(cases)('$name', async (one) => {
    const talk = await begin();
    for (const line of one.say) talk.say(line);
    let replies = 0;
    for (const message of one.late) {
      // A proposal that was sent has taken its questions with it.
      const proposal = talk.state.step === 'more' && talk.sent > 0 ? 1 : talk.state.proposal;
      const question = message.seen === null ? null : { proposal, step: message.seen, side: message.side };
      const { sure, newer, resent, or } = message;
      const orBefore = or.map((step) => ({ proposal, step, side: null }));
      replies += talk.sayLate(toInput(message), { question, sure, newer, resent, orBefore }).replies.length;
    }
    for (const line of one.afterwards) talk.say(line);
    expect(replies).toBe(one.replies);
    expect([talk.state.status, talk.state.step, talk.sent]).toEqual([one.status, one.step, one.sent]);
    const answers = Object.keys(one.answers).map((id) => {
      const answer = talk.state.answers[id];
      return [id, answer ? shownAnswer(answer) : null];
    });
    expect(Object.fromEntries(answers)).toEqual(one.answers);
  });

  it('is told of where one is spoken and the other written, for they make no answer together', async () => {
    const note: Input = { kind: 'voice', media: { id: 'note', mime: 'audio/ogg' }, seconds: 9 };
    const written: Input = { kind: 'text', text: 'Yang paling parah di dekat jembatan' };
    for (const [first, second] of [
      [note, written],
      [written, note],
    ] as const) {
      const talk = await begin();
      for (const one of ['1', '1', first]) talk.say(one);
      const seen: Seen = {
        question: { proposal: 1, step: 'problem', side: null },
        sure: true,
        newer: false,
      };
      const { replies } = talk.sayLate(second, seen);
      expect(replies[0]?.text).toContain('tidak ikut tersimpan pada Masalah');
      expect(replies[0]?.text).toContain('3/9.');
    }
  });

  it('is never a part of an answer in words where it makes a choice that may have been seen', async () => {
    let compared = 0;
    for (const file of talkFiles) {
      let before: Question | null = null;
      let waits: Question | null = null;
      let offers = false;
      const see = (turn: Turn) => {
        offers = (turn.replies.at(-1)?.choices.length ?? 0) > 0;
        return turn;
      };
      const receive: Engine['receive'] = (of, state, input, context) => {
        const question = questionOf(state);
        if (!waits || !isSameQuestion(waits, question)) [before, waits] = [waits, question];
        const text = offers && input.kind === 'text' && !isCommand(input) ? input.text : null;
        const turn = see(engine.receive(of, state, input, context));
        // Who names the one thing that is meant, beside the offer to part a text, may as well go on with it.
        const isWords = turn.state.answers[state.step ?? '']?.words.endsWith(`\n${text}`);
        if (text === null || isWords || turn.state.misses > 0) return turn;
        compared += 1;
        const seen: Seen = { question: before, sure: false, newer: false };
        const { answers } = engine.receiveLate(of, state, input, seen, context).state;
        // Either it is heard as a choice, or it says again what was chosen before.
        expect([state.answers, turn.state.answers], `${file}: ${text}`).toContainEqual(answers);
        return turn;
      };
      const resume: Engine['resume'] = (...all) => see(engine.resume(...all));
      await playTalk(file, { flowNamed, engine: { ...engine, receive, resume } });
    }
    expect(compared).toBeGreaterThan(200);
  });

  it('never moves the talk, sends, or changes the answer to another question than one it can belong to', async () => {
    const context = await contextFor('id');
    const steps = Object.keys(flow.steps);
    await fc.assert(
      fc.asyncProperty(
        fc.array(randomInput, { maxLength: 12 }),
        randomInput,
        fc.constantFrom(...steps),
        async (before, input, step) => {
          const talk = new TestTalk(flow, 'id', context, () => []);
          talk.say('1');
          for (const one of before) talk.say(one);
          const state: State = structuredClone(talk.state);
          fc.pre(state.status === 'open' && step !== state.step && !isCommand(input));
          const seen: Seen = {
            question: { proposal: state.proposal, step, side: null },
            sure: true,
            newer: false,
          };
          const turn = engine.receiveLate(flow, state, input, seen, talk.context);
          const waits = flow.steps[state.step ?? '']?.kind;
          const answersWaiting =
            (input.kind === 'location' && waits === 'place') ||
            (input.kind === 'photo' && waits === 'photos') ||
            (input.kind === 'text' && waits === 'quantity');
          if (!answersWaiting) expect(turn.state.step).toBe(state.step);
          expect(turn.call?.name === 'submit').toBe(false);
          expect(turn.state.submitted).toEqual(state.submitted);
        },
      ),
      { numRuns: 300, seed: 20_261_128 },
    );
  });

  it('is never an answer where it is a command, wherever the talk stands and whatever was before its sender', async () => {
    const context = await contextFor('id');
    const code = 'RR-26-0103-0001';
    const request = { proposal: '2026.p.1', code, role: 'place', since: '2026-12-02T01:00:00.000Z' } as const;
    const sides = [
      null,
      'several',
      'change',
      'cancel',
      'language',
      'erase',
      'erase-sure',
      `reopened:${code}`,
    ];
    const seenBy = fc.record({
      question: fc.record({
        proposal: fc.constant(1),
        step: fc.constantFrom(...Object.keys(flow.steps)),
        side: fc.constantFrom(...sides),
      }),
      sure: fc.boolean(),
      newer: fc.boolean(),
    });
    const commands = 'STOP|HAPUS DATA|DATA SAYA|PRIVASI|BAHASA|STATUS|LENGKAPI|PETUGAS|TANYA kapan selesai?';
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: wholeProposal.length }),
        fc.array(randomInput, { maxLength: 4 }),
        fc.boolean(),
        fc.option(seenBy),
        fc.constantFrom(...commands.split('|')),
        async (said, before, isAskedAgain, seen, words) => {
          const talk = new TestTalk(flow, 'id', context, () => []);
          for (const one of [...wholeProposal.slice(0, said), ...before]) talk.say(one);
          if (isAskedAgain) talk.state = engine.reopen(flow, talk.state, request, context).state;
          const { answers } = talk.state;
          const turn = seen ? talk.sayLate({ kind: 'text', text: words }, seen) : talk.say(words);
          expect(talk.state.answers).toEqual(answers);
          expect(turn.replies.length).toBeGreaterThan(0);
          expect(turn.effects.filter(({ kind }) => kind === 'completed')).toEqual([]);
          if (words === 'STOP') expect(talk.state).toMatchObject({ status: 'stopped', menu: null });
        },
      ),
      { numRuns: 600, seed: 20_261_129 },
    );
  });
});

const isCommand = (input: Input) => input.kind === 'text' && engine.reader.read(input.text).command !== null;
