import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readExamples } from '../../src/classification/examples.ts';
import { folded } from '../../src/conversation/reading/grammar.ts';
import { createMessageReader } from '../../src/conversation/reading/reader.ts';
import type { State } from '../../src/conversation/types.ts';
import { locales } from '../../src/texts/locales.ts';
import { contextFor, engine, flowNamed, TestTalk, texts } from '../support/talking.ts';

/** What no reading may do, whatever is said. From a fixed seed; a failure prints the shortest message that shows it. */
const settings = { seed: 20261128, numRuns: 2000 } as const;

const reader = createMessageReader(texts);
const context = await contextFor('id');
const examples = await readExamples();
/** Every word that works at any step, in all languages. */
const commandWords = texts
  .keys()
  .filter((key) => key.startsWith('conversation.words.'))
  .flatMap((key) => locales.flatMap((locale) => texts.t(locale, key).split('|')));

function standingAt(step: string, more: Partial<State> = {}): State {
  return { ...new TestTalk(flowNamed('usulan'), 'id', context).state, step, ...more };
}
const receive = (state: State, text: string) =>
  engine.receive(flowNamed('usulan'), state, { kind: 'text', text }, context);

/** One slip in a word: a letter left out, put in, another, or swapped with its neighbour. */
const slipIn = (words: string[]) =>
  fc
    .record({
      word: fc.constantFrom(...words),
      at: fc.nat(30),
      letter: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'),
      how: fc.constantFrom('out', 'in', 'other', 'swap'),
    })
    .map(({ word, at, letter, how }) => {
      const i = at % word.length;
      const [before, here, after] = [word.slice(0, i), word[i] ?? '', word.slice(i + 1)];
      if (how === 'out') return before + after;
      if (how === 'in') return before + letter + here + after;
      return how === 'other' ? before + letter + after : before + after.slice(0, 1) + here + after.slice(1);
    });

const courtesy = (among: string[]) => fc.array(fc.constantFrom(...among), { maxLength: 2 });
const before = courtesy([
  'Assalamualaikum,',
  'pak',
  'mohon maaf,',
  'selamat pagi pak,',
  'halo min,',
  'maaf pak,',
  'permisi.',
  'bu,',
]);
const after = courtesy([
  'pak',
  'ya',
  'min',
  'saja',
  'lah',
  ', terima kasih',
  '🙏',
  '. Makasih',
  'dulu',
  'bu',
  ', tarima kasih',
  '!',
]);
const wrapped = (words: string[]) =>
  fc
    .record({ before, word: fc.constantFrom(...words), after })
    .map((one) => ({ word: one.word, text: [...one.before, one.word, ...one.after].join(' ') }));

describe('a command', () => {
  it('is none of the 30,000 words of the dictionary but for those that stand for it, nor near one', () => {
    const file = 'node_modules/natural/lib/natural/stemmers/indonesian/data/kata-dasar.json';
    const roots: string[] = JSON.parse(readFileSync(file, 'utf8'));
    expect(roots.length).toBeGreaterThan(20_000);
    const taken = roots.filter((root) => reader.nearCommand(root) && !commandWords.includes(root));
    expect(taken).toEqual([]);
  });

  it('that stops, deletes or erases is never read out of a slip', () => {
    fc.assert(
      fc.property(slipIn(commandWords), (typed) => {
        const command = reader.nearCommand(typed);
        const exact = reader.read(typed).command;
        expect(exact ?? !['stop', 'cancel', 'erase'].includes(command?.name ?? '')).toBeTruthy();
      }),
      settings,
    );
  });

  it('is the same with any courtesies around it', () => {
    const plain = commandWords.filter((word) => word !== 'tolong' && word !== 'admin');
    fc.assert(
      fc.property(wrapped(plain), ({ word, text }) => {
        expect(reader.read(text).command).toEqual(reader.read(word).command);
      }),
      settings,
    );
  });

  it('is none of what people have proposed', () => {
    const proposals = examples.filter(({ primary }) => primary !== 'none').map(({ text }) => text);
    expect(proposals.length).toBeGreaterThan(3000);
    const misread = proposals.filter((text) => {
      const { act, command } = reader.read(text);
      return act !== 'words' || command;
    });
    expect(misread).toEqual([]);
  });
});

describe('a yes or a no', () => {
  const said = [
    'ya',
    'inggih',
    'setuju',
    'boleh',
    'ok',
    'siap',
    'tidak',
    'kada',
    'jangan',
    'tidak setuju',
    'kada hakun',
    'nanti',
    'kaina',
    'belum',
    'tidak ada',
    'kadada',
    'bukan tidak mau',
    '👍',
    '❌',
  ];
  it('is the same with any courtesies around it', () => {
    fc.assert(
      fc.property(wrapped(said), ({ word, text }) => {
        expect(reader.read(text).act).toBe(reader.read(word).act);
      }),
      settings,
    );
  });

  it('is turned or left unread by a "tidak" before it, never a yes', () => {
    const negated = fc.tuple(
      fc.constantFrom('tidak', 'kada', 'jangan', 'gak', 'bukan', 'belum', 'not', 'kurang'),
      wrapped(said),
    );
    fc.assert(
      fc.property(negated, ([no, { word, text }]) => {
        for (const one of [`${no} ${word}`, `${no} ${text}`])
          expect(['yes', 'ok']).not.toContain(reader.read(one).act);
      }),
      settings,
    );
  });

  it('deletes nothing where it is a slip; a word that is drawn out is none', () => {
    const labels = ['ya, batalkan', 'batalkan', 'hapus sekarang', 'hapus', 'yakin', 'inggih, hapus'];
    const clear = [...labels, 'ya', 'inggih'].map(folded);
    fc.assert(
      fc.property(slipIn(labels), fc.constantFrom('cancel', 'erase', 'erase-sure'), (typed, menu) => {
        fc.pre(reader.read(typed).cores.every((core) => !clear.includes(folded(core))));
        const problem = { value: { kind: 'text', text: 'Jalan rusak' }, words: '', at: context.now } as const;
        const state = standingAt('place', {
          menu: menu as State['menu'],
          answers: { problem },
          trail: ['problem'],
        });
        const turn = receive(state, typed);
        expect(turn.state.answers).toEqual(state.answers);
        expect(turn.state.menu === 'erase-sure' && menu === 'erase').toBe(false);
        expect(turn.effects).toEqual([]);
      }),
      settings,
    );
  });
});

describe('words of one’s own at a text', () => {
  it('are kept whole, whatever courtesies stand around them', () => {
    const long = examples
      .filter(({ primary, text }) => primary !== 'none' && text.length < 200)
      .map(({ text }) => text);
    fc.assert(
      fc.property(wrapped(long), ({ text }) => {
        const { state, effects } = receive(standingAt('problem'), text);
        expect(state.answers.problem?.words).toBe(text);
        expect(state.step).toBe('own_issue');
        expect(effects).toEqual([]);
      }),
      { ...settings, numRuns: 500 },
    );
  });
});
