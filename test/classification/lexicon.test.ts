import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readExamples } from '../../src/classification/examples.ts';
import { learnWording } from '../../src/classification/learn-wording.ts';
import { type Lexicon, loadLexicon } from '../../src/classification/lexicon.ts';
import { type Normaliser, normaliserOf } from '../../src/classification/normalise.ts';

let lexicon: Lexicon;
let normalise: Normaliser;
const words = (text: string) => normalise(text).map((token) => token.word);

beforeAll(async () => {
  lexicon = await loadLexicon();
  const texts = (await readExamples()).map((example) => example.text);
  // Stopwords would hide half of the lines: they are tried without.
  normalise = normaliserOf(learnWording({ ...lexicon, stopwords: [] }, texts));
});

describe('data/lexicon.yaml', () => {
  it.each(['synonyms', 'chat', 'banjar'] as const)('brings every way of %s to its meaning', (group) => {
    const lines = Object.entries(lexicon[group]).flatMap(([meaning, variants]) =>
      variants.map((variant) => ({ variant, meaning })),
    );
    const failing = lines
      .filter(({ variant, meaning }) => words(variant).join(' ') !== words(meaning).join(' '))
      .map(
        ({ variant, meaning }) =>
          `${variant} -> ${words(variant).join(' ')}, not ${words(meaning).join(' ')}`,
      );
    expect(failing).toEqual([]);
    expect(lines.length).toBeGreaterThan(100);
  });

  it('gives no way two meanings within a group', () => {
    const twice = (['synonyms', 'chat', 'banjar'] as const).flatMap((group) => {
      const meanings = new Map<string, string>();
      return Object.entries(lexicon[group]).flatMap(([meaning, variants]) =>
        variants.filter((variant) => {
          const before = meanings.get(variant);
          meanings.set(variant, meaning);
          return before !== undefined;
        }),
      );
    });
    expect(twice).toEqual([]);
  });

  it('leaves out every stopword, and none that decides a class', async () => {
    normalise = normaliserOf(learnWording(lexicon, []));
    expect(lexicon.stopwords.filter((word) => words(word).length > 0)).toEqual([]);
    // natural's own Indonesian list drops these; they tell one class from another.
    for (const deciding of ['kerja', 'mampu', 'belum', 'tidak', 'guru']) {
      expect(words(deciding), deciding).not.toEqual([]);
    }
  });
});

describe('loading', () => {
  it('names file and entry of a malformed lexicon', async () => {
    await expect(loadLexicon('/nowhere')).rejects.toThrow('/nowhere/');
    const folder = await mkdtemp(join(tmpdir(), 'rembuk-lexicon-'));
    await cp('data', folder, { recursive: true });
    await writeFile(join(folder, 'places.yaml'), 'leads: none');
    await expect(loadLexicon(folder)).rejects.toThrow(/places\.yaml: leads/);
    await rm(folder, { recursive: true });
  });
});
