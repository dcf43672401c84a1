import { createEngine, type Engine } from '../../src/conversation/engine.ts';
import { loadFlows } from '../../src/conversation/files.ts';
import type { Flow } from '../../src/conversation/flow.ts';
import type { Seen } from '../../src/conversation/question.ts';
import type { SharedAnswer } from '../../src/conversation/shared-answer.ts';
import type { Twin } from '../../src/conversation/twin.ts';
import type {
  Answer,
  Call,
  CallResult,
  Context,
  Effect,
  Input,
  State,
  Turn,
} from '../../src/conversation/types.ts';
import type { Unfunded } from '../../src/conversation/unfunded.ts';
import { exampleContext } from '../../src/talks/example-context.ts';
import { loadTexts } from '../../src/texts/load.ts';
import type { Locale } from '../../src/texts/locales.ts';

export const texts = loadTexts();
export const flows = loadFlows(texts);
export const engine: Engine = createEngine(texts);
const talkNow = '2026-12-01T01:00:00.000Z';

export function flowNamed(id: string): Flow {
  const flow = flows.find((one) => one.id === id);
  if (!flow) throw new Error(`no flow ${id}`);
  return flow;
}

export const contextFor = (locale: Locale): Promise<Context> =>
  exampleContext(texts, locale, talkNow, '63.11');

/** A classifier that knows a few words, finds nothing in "organ tunggal", and is away for "sembako". */
function classified(text: string): CallResult {
  const likely = ['pertumbuhan-ekonomi', 'ketimpangan', 'kemiskinan', 'ipm', 'pengangguran'];
  const known = (word: string) => text.toLowerCase().includes(word);
  if (known('sembako')) return { name: 'classify', insight: null };
  if (known('organ tunggal') && !known('warga miskin'))
    return { name: 'classify', insight: { text, primary: 'none', because: [], decision: 'file', likely } };
  const because = ['kebun karet', 'kabun gatah', 'sumur bor', 'pelatihan las'].filter(known);
  const decision = because.length > 0 ? 'file' : 'ask';
  return { name: 'classify', insight: { text, primary: 'pertumbuhan-ekonomi', because, decision, likely } };
}

/** What the village of the tests may read of its questions. */
const answeredInJuai: SharedAnswer[] = [
  {
    question: 'Kapan jembatan gantung diperbaiki?',
    answer: 'Jembatan itu masuk anggaran 2027.',
    office: 'Dinas Pekerjaan Umum dan Penataan Ruang',
    at: '2026-11-20T01:00:00.000Z',
  },
  {
    question: 'Usulan paling lambat kapan?',
    answer: 'Sampai akhir Desember.',
    office: null,
    at: '2026-11-19T01:00:00.000Z',
  },
];

const twinOf = (rt: string | null, title: string, number: number, fields: Partial<Twin> = {}): Twin => ({
  code: `RR-26-0103-${String(number).padStart(4, '0')}`,
  rt,
  office: rt === null ? 'pkk' : null,
  title,
  place: '',
  supporters: 0,
  ...fields,
});

/** A village with some proposals about siring, and one about a posyandu; nobody can tell of "titian". */
export function twinsInJuai(text: string): Twin[] | null {
  const known = (word: string) => text.toLowerCase().includes(word);
  if (known('titian')) return null;
  if (known('posyandu'))
    return [twinOf(null, 'Rehab posyandu Mawar', 71, { place: 'samping balai desa', supporters: 2 })];
  if (!known('siring')) return [];
  return [
    twinOf('02', 'Siring sungai dekat masjid', 72, { place: 'belakang masjid' }),
    twinOf('05', `Siring sungai yang longsor, ${'panjang sekali, '.repeat(20)}`, 73),
    twinOf('05', 'Siring jalan menuju kuburan', 74, { supporters: 1 }),
  ];
}

/** A talk that is saved and reloaded between every two messages; its caller is played by numbers counted up. */
export class TestTalk {
  readonly flow: Flow;
  readonly context: Context;
  state: State;
  sent = 0;
  effects: Effect[] = [];
  /** What was not funded in earlier rounds; to be given before the talk comes there. */
  unfunded: Unfunded[] = [];
  last: Turn;
  /** The answers of each proposal, as they were handed over. */
  handedOver: Record<string, Answer>[] = [];
  readonly #twins: (text: string) => Twin[] | null;
  readonly #engine: Engine;

  constructor(flow: Flow, locale: Locale, context: Context, twins = twinsInJuai, by = engine) {
    this.flow = flow;
    this.#engine = by;
    this.#twins = twins;
    this.context = structuredClone(context);
    this.last = this.#finish(this.#engine.start(flow, locale, this.context));
    this.state = this.last.state;
  }

  say(input: Input | string): Turn {
    const whole: Input = typeof input === 'string' ? { kind: 'text', text: input } : input;
    const reloaded: State = JSON.parse(JSON.stringify(this.state));
    this.last = this.#finish(this.#engine.receive(this.flow, reloaded, whole, this.context));
    this.state = this.last.state;
    return this.last;
  }

  /** Says something that was written before another question than the one that waits. */
  sayLate(input: Input, seen: Seen): Turn {
    const reloaded: State = JSON.parse(JSON.stringify(this.state));
    this.last = this.#finish(this.#engine.receiveLate(this.flow, reloaded, input, seen, this.context));
    this.state = this.last.state;
    return this.last;
  }

  /** Edits something that was said before; `message` is what it was known by. */
  edit(input: Input, message: string): Turn {
    const reloaded: State = JSON.parse(JSON.stringify(this.state));
    this.last = this.#finish(this.#engine.correct(this.flow, reloaded, input, message, this.context));
    this.state = this.last.state;
    return this.last;
  }

  /** The speaker of a voice note has said what was said in it. @returns null where it is no answer of the proposal */
  hear(mediaId: string, words: string): Turn | null {
    this.context.spoken = { ...this.context.spoken, [mediaId]: words };
    const turn = this.#engine.hear(this.flow, JSON.parse(JSON.stringify(this.state)), mediaId, this.context);
    if (!turn) return null;
    this.last = this.#finish(turn);
    this.state = this.last.state;
    return this.last;
  }

  #finish(first: Turn): Turn {
    let turn = first;
    while (turn.call) {
      const resumed = this.#engine.resume(
        this.flow,
        JSON.parse(JSON.stringify(turn.state)),
        this.#answer(turn.call),
        this.context,
      );
      turn = {
        ...resumed,
        replies: [...turn.replies, ...resumed.replies],
        effects: [...turn.effects, ...resumed.effects],
      };
    }
    this.effects.push(...turn.effects);
    return turn;
  }

  /** One of them was carried over by another meanwhile. */
  #carry(from: string, codeOf: (number: number) => string): CallResult {
    if (from.endsWith('gone')) return { name: 'carry', refused: 'gone' };
    if (this.context.quotaLeft <= 0) return { name: 'carry', refused: 'quota' };
    this.sent += 1;
    this.context.quotaLeft -= 1;
    const { quotaLeft } = this.context;
    return { name: 'carry', code: codeOf(this.sent), answerBy: '2026-12-06T01:00:00.000Z', quotaLeft };
  }

  #answer(call: Call): CallResult {
    const { name } = call;
    if (name === 'classify') return classified(call.text);
    if (name === 'shared') return { name, shared: answeredInJuai };
    if (name === 'twins') return { name, twins: this.#twins(call.text) };
    if (name === 'unfunded') return { name, unfunded: this.unfunded };
    const glimpse = {
      title: 'Perbaikan jalan',
      status: 'in-review',
      answer: null,
      answerBy: '2026-12-06T01:00:00.000Z',
    };
    const code = (number: number) => `RR-26-0103-${String(number).padStart(4, '0')}`;
    if (name === 'my-data')
      return {
        name,
        facts: [
          { key: 'name', params: { name: this.context.participant.name } },
          { key: 'seat', params: {} },
          { key: 'phone', params: { phone: '+62812•••••890' } },
          { key: 'proposals', params: { count: this.sent, codes: code(1) } },
        ],
      };
    if (name === 'lookup') return { name, found: this.sent > 0 ? { ...glimpse, code: code(1) } : null };
    if (name === 'status')
      return {
        name,
        proposals: Array.from({ length: this.sent }, (_, i) => ({ ...glimpse, code: code(i + 1) })),
      };
    if (name === 'carry') return this.#carry(call.from, code);
    this.handedOver.push(call.answers);
    if (this.context.quotaLeft <= 0) return { name, refused: 'quota' };
    this.sent += 1;
    this.context.quotaLeft -= 1;
    const chosen = call.answers.twins?.value;
    const supported = chosen?.kind === 'choice' && chosen.choice !== 'different' ? chosen.choice : null;
    // The last of the twins is answered just before it is supported.
    const outcome = supported?.endsWith('74') ? 'answered' : 'joined';
    return {
      name,
      code: code(this.sent),
      answerBy: glimpse.answerBy,
      quotaLeft: this.context.quotaLeft,
      support: supported ? { code: supported, outcome } : null,
    };
  }
}
