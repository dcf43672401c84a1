import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadLexicon, type Wrappings, wrappingsSchema } from '../../src/classification/lexicon.ts';
import { tokenise } from '../../src/classification/tokenise.ts';
import { variantKinds, variantOf } from '../../src/classification/variants.ts';

const held = wrappingsSchema
  .omit({ askings: true })
  .parse(parse(readFileSync('data/measure/wrappings.yaml', 'utf8')));
let taught: Wrappings;
beforeAll(async () => {
  taught = (await loadLexicon()).wrappings;
});

describe('what is put around a proposal', () => {
  it('is worded otherwise in the evaluation than in the training', () => {
    const words = (line: string) => new Set(tokenise(line).map(({ word }) => word));
    const alike = (a: Set<string>, b: Set<string>) => {
      const shared = [...a].filter((word) => b.has(word)).length;
      return shared / (a.size + b.size - shared);
    };
    const copies = (['greetings', 'closings', 'backgrounds', 'landmarks'] as const).flatMap((kind) =>
      held[kind].flatMap((line) =>
        taught[kind].filter((other) => alike(words(line), words(other)) > 0.5).map((other) => [line, other]),
      ),
    );
    expect(copies).toEqual([]);
  });

  it.each(variantKinds)('%s: the same for the same text, and another text than the plain one', (kind) => {
    const text = 'Perbaikan jembatan gantung yang putus di dusun kami';
    const variant = variantOf(text, kind, taught);
    expect(variantOf(text, kind, taught)).toBe(variant);
    expect(variant).not.toBe(text);
  });

  it('stands before, after or within the text, which stays as it was', () => {
    const text = 'Minta bibit karet. Yang lama mati';
    expect(variantOf(text, 'greeting', taught)).toMatch(/ Minta bibit karet\. Yang lama mati$/);
    expect(variantOf(text, 'background', taught)).toContain(text);
    expect(variantOf(text, 'closing', taught)).toMatch(/^Minta bibit karet\. Yang lama mati\. /);
    expect(variantOf(text, 'landmark', taught)).toMatch(/^Minta bibit karet .+\. Yang lama mati$/);
    expect(variantOf(text, 'three words', taught)).toBe('Minta bibit karet.');
  });
});
