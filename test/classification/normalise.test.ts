import { beforeAll, describe, expect, it } from 'vitest';
import { unfoldBanjar } from '../../src/classification/banjar.ts';
import { learnWording } from '../../src/classification/learn-wording.ts';
import { loadLexicon } from '../../src/classification/lexicon.ts';
import { type Normaliser, normaliserOf } from '../../src/classification/normalise.ts';
import { createSpeller, isOneSlip } from '../../src/classification/spelling.ts';
import { isIndonesian, stem } from '../../src/classification/stem.ts';
import { tokenise } from '../../src/classification/tokenise.ts';

const tokens = (text: string) => tokenise(text).map((token) => token.word);

describe('tokenise', () => {
  it.each([
    ['lower case', 'SUMUR Bor', ['sumur', 'bor']],
    ['figures and measures left out', '30 KK, 5km, 12.000 m2', ['kk', 'm2']],
    ['RT and RW numbers left out', 'jalan RT 04/RW 02, rt05', ['jalan']],
    ['an RT that is spoken of stays', 'honor RT dan RW', ['honor', 'rt', 'dan', 'rw']],
    ['doubling by figure', 'anak2 belajar, jalan2nya', ['anak', 'belajar', 'jalan']],
    ['doubling by hyphen', 'gorong-gorong, ibu-ibu', ['gorong', 'ibu']],
    ['drawn-out letters', 'toloooong pakkkk', ['tolong', 'pak']],
    ['full-width and composed letters', 'ｊａｌａｎ', ['jalan']],
    ['a word no language has is left out', `jalan ${'x'.repeat(50)}`, ['jalan']],
    ['nothing in nothing', ' .,!? 🙏 ', []],
  ])('%s', (_rule, text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  it('says where each word stands', () => {
    const text = 'Minta gorong-gorong!';
    const [first, second] = tokenise(text);
    expect(text.slice(first?.start, first?.end)).toBe('Minta');
    expect(text.slice(second?.start, second?.end)).toBe('gorong-gorong');
  });
});

describe('stem', () => {
  it.each([
    ['pembangunan', 'bangun'],
    ['pengaspalan', 'aspal'],
    ['menjahit', 'jahit'],
    ['pelatihan', 'latih'],
    ['kerusakan', 'rusak'],
    ['peternakan', 'ternak'],
    ['petani', 'tani'],
    ['mempekerjakan', 'kerja'],
    ['diberikannya', 'beri'],
    ['penyeberangan', 'seberang'],
    ['pengeboran', 'bor'],
    ['belajar', 'ajar'],
    ['sapi', 'sapi'],
    ['xqzvan', 'xqzvan'],
  ])('%s is %s', (word, root) => {
    expect(stem(word)).toBe(root);
  });

  it('knows what is Indonesian', () => {
    expect(isIndonesian('perkebunan')).toBe(true);
    expect(isIndonesian('kadada')).toBe(false);
  });
});

describe('Banjar affixes', () => {
  const knows = (word: string) => ['bangun', 'kebun', 'jual'].includes(word);
  it.each([
    ['bajualan', 'berjualan'],
    ['mambangun', 'membangun'],
    ['manjual', 'menjual'],
    ['pambangunan', 'pembangunan'],
    ['tajual', 'terjual'],
    ['dijualakan', 'jual'],
    ['kebunnya', 'kebun'],
  ])('%s is %s', (banjar, indonesian) => {
    expect(unfoldBanjar(banjar, knows)).toBe(indonesian);
  });

  it('leaves alone what has no known root', () => {
    expect(unfoldBanjar('baqqqz', knows)).toBeUndefined();
  });
});

describe('spelling', () => {
  const { mend } = createSpeller(new Set(['jalan', 'sekolah', 'jembatan', 'sapi', 'pelatihan', 'jambatan']));
  it.each([
    ['Banjar vowels', 'sakulah', 'sekolah'],
    ['all vowels left out', 'jmbtn', 'jembatan'],
    ['some vowels left out', 'plathan', 'pelatihan'],
    ['a letter missing', 'jmbatan', 'jembatan'],
    ['a letter too much', 'pelattihan', 'pelatihan'],
    ['a letter wrong', 'pelatiham', 'pelatihan'],
    ['two swapped', 'pelatihna', 'pelatihan'],
    ['words run together', 'sekolahjalanpelatihan', 'sekolah jalan pelatihan'],
    ['a known word stays', 'jambatan', 'jambatan'],
    ['a short word stays', 'sapu', 'sapu'],
    ['what is like nothing stays', 'qwertyuiop', 'qwertyuiop'],
  ])('%s', (_rule, written, meant) => {
    expect(mend(written)).toBe(meant);
  });

  it.each([
    ['abcd', 'abcd', true],
    ['abcd', 'abd', true],
    ['abcd', 'abxcd', true],
    ['abcd', 'acbd', true],
    ['abcd', 'axcd', true],
    ['abcd', 'axyd', false],
    ['abcd', 'badc', false],
    ['abcd', 'ab', false],
  ])('%s and %s are one slip apart: %s', (a, b, expected) => {
    expect(isOneSlip(a, b)).toBe(expected);
  });
});

describe('normalise', () => {
  let normalise: Normaliser;
  beforeAll(async () => {
    normalise = normaliserOf(
      learnWording(await loadLexicon(), ['Pembangunan jembatan desa', 'jembatan kebun']),
    );
  });
  const words = (text: string) => normalise(text).map((token) => token.word);

  it.each([
    ['an abbreviation of the field is its meaning', 'RTLH', 'rumah tidak layak huni'],
    ['affixes within a phrase do not matter', 'pembedahan rumah', 'bedah rumah'],
    ['chat', 'jln rmh yg rusak', 'jalan rumah yang rusak'],
    ['Banjar', 'banyu barasih gasan banua', 'air bersih untuk kampung'],
    ['Banjar affix and vowel together', 'jambatan handak dibaiki', 'jembatan ingin diperbaiki'],
    ['synonyms after Banjar', 'minta kakus', 'minta jamban'],
    ['synonyms after chat', 'tmpt mandi umum', 'mck'],
    ['one letter wrong', 'pembangunan jenbatan', 'pembangunan jembatan'],
    ['stopwords tell nothing', 'mohon jembatan di desa kami', 'jembatan'],
    ['capitals tell nothing', 'JALAN USAHA TANI', 'jut'],
    ['words run together', 'jalandesa jembatankebun', 'jalan desa jembatan kebun'],
  ])('%s: %s', (_rule, text, same) => {
    expect(words(text)).toEqual(words(same));
    expect(words(text)).not.toEqual([]);
  });

  it('keeps the place of the words that a term stands for', () => {
    const text = 'Usul rumah tidak layak huni RT 3';
    const token = normalise(text).find(({ word }) => word.includes('_') || word === 'rtlh');
    expect(text.slice(token?.start, token?.end)).toBe('rumah tidak layak huni');
  });

  it('gives the same for the same text, also after many other words', () => {
    const before = words('jambatan handak dibaiki');
    for (let i = 0; i < 3_000; i++) normalise(`kata${i.toString(36)}x`);
    expect(words('jambatan handak dibaiki')).toEqual(before);
  });
});
