import { beforeAll, describe, expect, it } from 'vitest';
import { type AskingModel, asks } from '../../src/classification/asking.ts';
import { readExamples } from '../../src/classification/examples.ts';
import { learnWording } from '../../src/classification/learn-wording.ts';
import { learnAskingFrom } from '../../src/classification/lessons.ts';
import { loadLexicon } from '../../src/classification/lexicon.ts';
import { readerOf, type SentenceReader } from '../../src/classification/normalise.ts';
import { sentencesOf } from '../../src/classification/sentences.ts';
import { breaksOff, weighSentences } from '../../src/classification/weigh.ts';

let read: SentenceReader;
let asking: AskingModel;
beforeAll(async () => {
  const [examples, lexicon] = await Promise.all([readExamples(), loadLexicon()]);
  read = readerOf(
    learnWording(
      lexicon,
      examples.map(({ text }) => text),
    ),
  );
  asking = learnAskingFrom(examples, lexicon.wrappings, read);
});
const terms = (text: string) => read(text).flatMap((sentence) => sentence.terms.map(({ word }) => word));

describe('sentences', () => {
  it.each([
    ['ends', 'Jalan rusak. Mohon diperbaiki! Kapan?', ['Jalan rusak.', 'Mohon diperbaiki!', 'Kapan?']],
    ['abbreviations do not end one', 'Rehab jl. Melati no. 3 rt. 2', ['Rehab jl. Melati no. 3 rt. 2']],
    ['a comma before a request', 'Warga petani, mohon traktor', ['Warga petani,', 'mohon traktor']],
    ['no other comma', 'Atap, lantai dan dinding', ['Atap, lantai dan dinding']],
    ['marks of a list stay with their point', '1. Jalan\n2. Sumur', ['1. Jalan', '2. Sumur']],
    ['nothing', ' ', [' ']],
  ])('%s', (_rule, text, parts) => {
    expect(sentencesOf(text).map(({ start, end }) => text.slice(start, end).trim() || ' ')).toEqual(parts);
  });
});

describe('what is set aside', () => {
  it.each([
    ['a landmark', 'Perbaikan jalan dekat masjid dan balai desa', 'Perbaikan jalan'],
    ['with its name', 'Rehab jembatan di samping SDN 2 Juai Lama', 'Rehab jembatan'],
    ['in Banjar', 'Siring runtuh parak langgar Nurul Huda', 'Siring runtuh'],
    ['from one place to another', 'Drainase dari depan pasar sampai kantor camat', 'Drainase'],
    ['the name of a hamlet', 'Talud Padukuhan Taman Sari', 'Talud padukuhan'],
    ['courtesies', 'Halo min selamat pagi, minta sumur bor terima kasih', 'minta sumur bor'],
    ['English ones', 'Good morning sir, please build a posyandu, thank you very much', 'build a posyandu'],
  ])('%s: %s', (_what, text, same) => {
    expect(terms(text)).toEqual(terms(same));
    expect(terms(same)).not.toEqual([]);
  });

  it.each([
    'Paving halaman depan masjid',
    'Perbaikan depan posyandu',
    'Bantuan desa wisata',
    'Jalan menuju kebun karet',
    'Selamat pagi pak',
  ])('not what is asked for itself, nor all there is: %s', (text) => {
    expect(terms(text).join(' ')).toMatch(/masjid|posyandu|wisata|karet|pagi/);
  });
});

describe('asking', () => {
  it('tells what asks, also without saying so, from what only tells', () => {
    const likely = (text: string) => Math.max(...read(text).map(({ roots }) => asks(roots, asking)));
    for (const text of ['Mohon dibuatkan sumur bor', 'Pengadaan bibit karet', 'gang kami becek sekali'])
      for (const other of [
        'Warga kami umumnya petani.',
        'Terima kasih atas perhatian Bapak.',
        'Kami sudah rapat.',
      ])
        expect(likely(text), `${text} | ${other}`).toBeGreaterThan(likely(other));
  });

  it('makes the sentence that asks count, wherever it stands', () => {
    const text = 'Warga desa kami kebanyakan nelayan. Mohon rehab gedung posyandu. Terima kasih pak.';
    const [background, request] = weighSentences(read(text), asking);
    expect(request?.share).toBe(1);
    expect(background?.share).toBeLessThan(0.5);
  });

  it.each([
    ['Pengadaan seragam untuk', true],
    ['Rehab jembatan dan', true],
    ['Rehab jembatan', false],
    ['Rehab jembatan di depan masjid', false],
  ])('sees whether a text breaks off: %s', (text, expected) => {
    expect(breaksOff(read(text))).toBe(expected);
  });
});
