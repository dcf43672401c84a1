import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Flow } from '../../src/conversation/flow.ts';
import { answerOfRole, stepOfRole } from '../../src/conversation/roles.ts';
import type { Context, Input, Reply, State } from '../../src/conversation/types.ts';
import { type Locale, locales } from '../../src/texts/locales.ts';
import { randomInput } from '../support/random-inputs.ts';
import { sensibleAnswer } from '../support/sensible.ts';
import { contextFor, flows, TestTalk, twinsInJuai } from '../support/talking.ts';

/**
 * Whatever is sent, in whichever order, over every flow and language, with the state saved and reloaded between the
 * messages. Every run is from a fixed seed; a failure prints the shortest talk that shows it.
 */
const settings = { seed: 20261201, numRuns: 60 } as const;
/** A sensible person is through in this many messages from wherever they stand: two proposals' worth. */
const enough = 40;

const contexts = new Map<Locale, Context>();
beforeAll(async () => {
  for (const locale of locales) contexts.set(locale, await contextFor(locale));
});

/** A random message, or (null) the answer a sensible person would give, so that all steps are reached. */
const said = fc.oneof({ weight: 1, arbitrary: randomInput }, { weight: 1, arbitrary: fc.constant(null) });
const talkArbitrary = fc.record({
  messages: fc.array(said, { maxLength: 40, size: 'max' }),
  quota: fc.integer({ min: 0, max: 3 }),
  rt: fc.constantFrom('03', null),
  budgeted: fc.array(fc.string({ maxLength: 300 }), { maxLength: 40 }),
  /** Whose proposals are like theirs, whatever they write: none, one, three, or nobody can tell. */
  twins: fc.constantFrom('lampu', 'posyandu', 'siring', 'titian'),
  name: fc.oneof(fc.constant(''), fc.constant('Hj. Siti'), fc.string({ maxLength: 80 })),
});
type TalkPlan = typeof talkArbitrary extends fc.Arbitrary<infer Plan> ? Plan : never;

function begin(
  flow: Flow,
  locale: Locale,
  { quota, rt, budgeted, name, twins }: Omit<TalkPlan, 'messages'>,
): TestTalk {
  const context = contexts.get(locale);
  if (!context) throw new Error('no context');
  const participant = { ...context.participant, rt, name };
  return new TestTalk(flow, locale, { ...context, participant, budgeted, quotaLeft: quota }, () =>
    twinsInJuai(twins),
  );
}

/** Sends one message and looks at all that must hold after any message. */
function sendAndCheck(talk: TestTalk, input: Input): void {
  const before = structuredClone(talk.state);
  const lastText = talk.last.replies.at(-1)?.text;
  const turn = talk.say(input);
  expect(turn.replies.length).toBeGreaterThan(0);
  for (const reply of turn.replies) expectSendable(reply);
  expect(JSON.parse(JSON.stringify(turn.state))).toEqual(turn.state);
  expect(lostAnswers(before, turn.state, talk.flow)).toEqual([]);
  const missed = turn.state.misses > before.misses && turn.state.step === before.step;
  if (missed) expect(turn.replies.at(-1)?.text).not.toBe(lastText);
  if (turn.state.status === 'open') expect(turn.replies.at(-1)?.asks).toBe(turn.state.step);
}

/** One look for all, because this is done some ten thousand times. */
function expectSendable({ text, choices }: Reply): void {
  const values = choices.map(({ value }) => value);
  const faults = [
    text.trim() === '' && 'nothing is said',
    text.length > 4096 && `${text.length} characters`,
    choices.some(({ label }) => label.length > 24 || label.trim() === '') && 'a label that no button takes',
    values.some((value) => Buffer.byteLength(value) > 40) && 'a value that no button takes',
    new Set(values).size < values.length && 'a choice stands twice',
  ].filter(Boolean);
  if (faults.length > 0)
    throw new Error(`${faults.join(', ')}: ${text.slice(0, 200)} ${JSON.stringify(choices)}`);
}

/** Answers that are gone or others, without having been given anew, passed over by rule, sent or cancelled. */
function lostAnswers(before: State, after: State, flow: Flow): string[] {
  const put =
    after.submitted.length > before.submitted.length ||
    before.menu === 'cancel' ||
    before.status === 'done' ||
    before.step === stepOfRole(flow, 'more');
  if (put) return [];
  const photosBefore = before.sofar?.kind === 'photos' ? before.sofar.photos : [];
  const kept = [after.sofar, after.answers[before.step ?? '']?.value];
  const lost = photosBefore.filter(
    ({ mediaId }) =>
      !kept.some((value) => value?.kind === 'photos' && value.photos.some((one) => one.mediaId === mediaId)),
  );
  const changed = Object.entries(before.answers).filter(([id, answer]) => {
    const now = after.answers[id];
    const byRule = now?.value.kind === 'skipped' && flow.steps[id]?.skip_when !== undefined;
    // What was passed over may be sent after all.
    const sentAfterAll = answer.value.kind === 'skipped' && now?.value.kind === 'photos';
    // A photo that comes early joins those that are there.
    const one = now?.value.kind === 'photos' &&
      answer.value.kind === 'photos' && {
        ...now,
        value: { ...now.value, photos: now.value.photos.slice(0, answer.value.photos.length) },
        words: answer.words,
      };
    // What was only read out of the answer that is given anew is read anew.
    const readAnew = answer.readFrom !== undefined && answer.readFrom === before.step;
    if (id === before.step || byRule || readAnew || sentAfterAll) return false;
    return JSON.stringify(one || now) !== JSON.stringify(answer);
  });
  return [
    ...lost.map(({ mediaId }) => `photo ${mediaId}`),
    ...changed.map(([id]) => id),
    ...requestsOf(before).filter((request) => !keptIn(flow, after, request)),
  ];
}

/** Requests of messages that asked for several: they wait, or stand in the offer to split. */
function requestsOf({ waiting = [], sofar }: State): string[] {
  const offered = sofar?.kind === 'several' ? [sofar.whole, ...sofar.parts] : [];
  return [...waiting.map(({ text }) => text), ...offered];
}

/** Still there, or within the words of what is proposed now. */
function keptIn(flow: Flow, after: State, request: string): boolean {
  const words = answerOfRole({ flow, state: after }, 'proposal')?.words ?? '';
  return requestsOf(after).includes(request) || words.includes(request);
}

const everyFlowAndLocale = flows.flatMap((flow) => locales.map((locale) => ({ flow, locale, id: flow.id })));

describe.each(everyFlowAndLocale)('$id in $locale', ({ flow, locale }) => {
  it('answers whatever is sent, loses nothing, and can always be finished', () => {
    fc.assert(
      fc.property(talkArbitrary, ({ messages, ...plan }) => {
        const talk = begin(flow, locale, plan);
        for (const reply of talk.last.replies) expectSendable(reply);
        for (const message of messages) sendAndCheck(talk, message ?? sensibleAnswer(talk));
        for (let turn = 0; talk.state.status !== 'done' && turn < enough; turn += 1)
          sendAndCheck(talk, sensibleAnswer(talk));
        expect(talk.state.status).toBe('done');
      }),
      settings,
    );
  });
});
