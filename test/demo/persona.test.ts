import { describe, expect, it } from 'vitest';
import { createEngine } from '../../src/conversation/engine.ts';
import { loadFlows } from '../../src/conversation/files.ts';
import type { Flow } from '../../src/conversation/flow.ts';
import type { Twin } from '../../src/conversation/twin.ts';
import type { CallResult, Context, State, Turn } from '../../src/conversation/types.ts';
import { type Habit, habitsFor, type Manner, manners } from '../../src/demo/habits.ts';
import { blank, type Memory, type Persona } from '../../src/demo/memory.ts';
import { respond } from '../../src/demo/persona.ts';
import { readDemoProposals } from '../../src/demo/proposals.ts';
import type { Seen } from '../../src/demo/reading.ts';
import { intended } from '../../src/demo/verify.ts';
import { loadTexts } from '../../src/texts/load.ts';
import { locales } from '../../src/texts/locales.ts';

const texts = loadTexts();
const engine = createEngine(texts);
const [flow] = loadFlows(texts).filter(({ id }) => id === 'usulan');
const proposals = await readDemoProposals();

/** A proposal for several RT. */
const ofSeveral = proposals.findIndex(({ area }) => area === 'beberapa RT');

function usulan(): Flow {
  if (!flow) throw new Error('There is no flow "usulan"');
  return flow;
}

const issues = ['Kemiskinan', 'Pengangguran', 'Pertumbuhan ekonomi', 'Pembangunan manusia', 'Ketimpangan'];
const context: Context = {
  now: '2026-12-01T01:00:00Z',
  timeZone: 'Asia/Makassar',
  agency: 'Bapperida',
  district: 'Kabupaten Balangan',
  round: { year: 2026, quota: 3 },
  participant: {
    name: 'Ketua RT 03 Desa Juai',
    office: 'Ketua RT',
    rt: '03',
    village: 'Juai',
    kecamatan: 'Juai',
    verified: true,
  },
  quotaLeft: 3,
  conditions: [],
  budgeted: [],
  lists: { issues: issues.map((label) => ({ value: label.toLowerCase().replaceAll(' ', '-'), label })) },
};

interface Talked {
  memory: Memory;
  state: State;
  /** What the engine was handed, by proposal. */
  submitted: Extract<Turn['call'], { name: 'submit' }>['answers'][];
  heard: string[];
}

/** A whole talk between a persona and the real engine, with the state stored between every two messages. */
function talk(
  persona: Persona,
  showsLabels: (labels: string[]) => string[] = (labels) => labels,
  village: Twin[] = [],
): Talked {
  const talked: Talked = { memory: blank, state: start().state, submitted: [], heard: [] };
  let arriving: Seen[] = start().replies.map(({ text, choices }) => see(text, choices));
  for (let turns = 0; arriving.length > 0 && turns < 200; turns += 1) {
    const { memory, says } = respond(persona, talked.memory, arriving);
    talked.memory = JSON.parse(JSON.stringify(memory));
    arriving = says.flatMap(({ content }) => {
      if (content.kind === 'start' || content.kind === 'blocked') return [];
      return answer(engine.receive(usulan(), talked.state, content, context));
    });
  }
  return talked;

  function start(): Turn {
    return engine.start(usulan(), 'id', context);
  }
  function see(text: string, choices: { label: string }[]): Seen {
    talked?.heard.push(text);
    return { text, choices: showsLabels(choices.map(({ label }) => label)) };
  }
  function answer(turn: Turn): Seen[] {
    talked.state = JSON.parse(JSON.stringify(turn.state));
    const seen = turn.replies.map(({ text, choices }) => see(text, choices));
    return turn.call
      ? [...seen, ...answer(engine.resume(usulan(), talked.state, carryOut(turn), context))]
      : seen;
  }
  function carryOut({ call }: Turn): CallResult {
    if (call?.name === 'classify') return { name: 'classify', insight: null };
    if (call?.name === 'twins') return { name: 'twins', twins: village };
    if (call?.name === 'unfunded') return { name: 'unfunded', unfunded: [] };
    if (call?.name !== 'submit') return { name: 'status', proposals: [] };
    talked.submitted.push(call.answers);
    const code = `RR-26-0103-000${talked.submitted.length}`;
    return { name: 'submit', code, answerBy: context.now, quotaLeft: 3 - talked.submitted.length };
  }
}

function somebody(habit: Habit, manner: Manner = 'number', from = 0): Persona {
  const mine = proposals.slice(from, from + (habit.kind === 'proposes-twice' ? 2 : 1));
  return { habit, manner, proposals: mine, seed: 7 + from };
}

describe('somebody of the demo', () => {
  it.each(proposals.map((proposal, index) => [proposal.proposal, index] as const))(
    'gets "%s" through in his own words',
    (_title, index) => {
      const { memory, submitted } = talk(somebody({ kind: 'straightforward' }, 'number', index));
      expect(submitted).toHaveLength(1);
      expect(submitted[0]?.proposal?.words).toBe(proposals[index]?.proposal);
      expect(submitted[0]?.problem?.words).toBe(proposals[index]?.problem);
      expect(memory).toMatchObject({ done: true, askedAgain: [], codes: ['RR-26-0103-0001'] });
    },
  );

  it.each(habitsFor(60).slice(0, 21))('who $kind is understood, whatever they do', (habit) => {
    const persona = somebody(habit);
    const { memory, submitted, state } = talk(persona);
    expect(memory.done).toBe(true);
    expect(submitted).toHaveLength(intended(persona));
    for (const [index, words] of memory.sent.entries())
      expect(submitted[index]?.proposal?.words).toBe(words.proposal);
    if (habit.kind === 'attaches')
      expect(submitted[0]).toMatchObject({
        problem: { words: memory.sent[0]?.problem },
        photos: { value: { kind: 'photos' } },
      });
    if (habit.kind === 'falls-silent') expect(memory.question).toBe(habit.at);
    if (habit.kind === 'leaves') expect(state.status).toBe('stopped');
    if (habit.kind === 'refuses') expect(state.status).toBe(habit.how);
  });

  it.each(manners)('answers choices by %s', (manner) => {
    const { memory, submitted } = talk(somebody({ kind: 'straightforward' }, manner, ofSeveral));
    expect(submitted[0]?.area?.value).toEqual({ kind: 'choice', choice: 'several-rt' });
    expect(memory.done).toBe(true);
  });

  it('reads the numbered labels of a keyboard as well', () => {
    const numbered = (labels: string[]) => labels.map((label, index) => `${index + 1}. ${label}`);
    const { memory, submitted } = talk(somebody({ kind: 'changes', question: 4 }, 'tap'), numbered);
    expect(submitted[0]?.proposal?.words).toMatch(/, mohon perhatian$/);
    expect(memory).toMatchObject({ done: true, askedAgain: [] });
  });

  it.each(['02', '05'])('supports what is the same, or says that it is not (%s)', (other) => {
    const siring = { rt: '02', office: null, title: 'Siring sungai', place: '', supporters: 0 };
    const village = [
      { ...siring, code: 'RR-26-0103-0091' },
      { ...siring, code: 'RR-26-0103-0092', rt: other },
    ];
    const answered = [6, 7].map((seed) => {
      const persona = { ...somebody({ kind: 'straightforward' }, 'near'), seed };
      const { memory, submitted } = talk(persona, undefined, village);
      expect(memory.done).toBe(true);
      return submitted[0]?.twins?.value;
    });
    expect(answered).toEqual([
      { kind: 'choice', choice: 'RR-26-0103-0091' },
      { kind: 'choice', choice: 'different' },
    ]);
  });

  it.each(locales)(
    'takes the code of their receipt alone for theirs, not that of what they support (%s)',
    (locale) => {
      const [own, supported] = ['RR-26-0103-0002', 'RR-26-0103-0001'];
      const receipt = texts.t(locale, 'conversation.receipt', {
        code: own,
        answer_by: new Date(context.now),
      });
      const joined = texts.t(locale, 'conversation.twin.joined', { code: supported });
      const sent: Memory = { ...blank, sent: [{}] };
      const { memory } = respond(somebody({ kind: 'straightforward' }), sent, [
        { text: `${receipt}\n\n${joined}`, choices: [] },
      ]);
      expect(memory.codes).toEqual([own]);
    },
  );

  it('is silent when the same question comes twice, as after a crash', () => {
    const persona = somebody({ kind: 'straightforward' });
    const question = { text: '2/9. Masalah apa?', choices: [] };
    const first = respond(persona, blank, [question]);
    expect(first.says).toHaveLength(1);
    const second = respond(persona, first.memory, [question]);
    expect(second.says).toEqual([]);
    expect(second.memory.repeated).toBe(1);
  });

  it('gives the same answer to the same messages', () => {
    const persona = somebody({ kind: 'straightforward' }, 'near');
    const consent = { text: 'Bersedia?', choices: ['Ya, mulai', 'Nanti saja', 'Bukan saya'] };
    expect(respond(persona, blank, [consent])).toEqual(respond(persona, blank, [consent]));
  });
});
