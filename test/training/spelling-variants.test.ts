import { describe, expect, it } from 'vitest';
import { type Lexicon, loadLexicon } from '../../src/classification/lexicon.ts';
import { SpellingVariantModel } from '../../src/training/spelling-variant.model.ts';
import {
  addSpellingVariant,
  listSpellingVariants,
  removeSpellingVariant,
  withSpellingVariants,
} from '../../src/training/spelling-variants.ts';
import { useDatabase } from '../support/database.ts';
import { testNow } from '../support/proposing.ts';

const lexicon: Lexicon = {
  ...(await loadLexicon()),
  synonyms: { jamban: ['wc', 'kakus'] },
  chat: { yang: ['yg'] },
  banjar: { air: ['banyu'] },
  stopwords: ['dan'],
};

useDatabase([SpellingVariantModel]);

describe('words that people add to the lexicon', () => {
  it('stand beside those of the file, which stays as it is', () => {
    const extended = withSpellingVariants(lexicon, [
      { group: 'banjar', meaning: 'rumah', variant: 'wadai' },
      { group: 'synonyms', meaning: 'jamban', variant: 'jumbleng' },
    ]);
    expect(extended.banjar).toEqual({ air: ['banyu'], rumah: ['wadai'] });
    expect(extended.synonyms.jamban).toEqual(['wc', 'kakus', 'jumbleng']);
    expect(lexicon.synonyms.jamban).toEqual(['wc', 'kakus']);
  });

  it('overrule what the file says of the same word', () => {
    const extended = withSpellingVariants(lexicon, [
      { group: 'banjar', meaning: 'sungai', variant: 'banyu' },
    ]);
    expect(extended.banjar).toEqual({ sungai: ['banyu'] });
  });

  it('are kept in lower case with single spaces, once in each group, and can be taken back', async () => {
    await addSpellingVariant(
      { group: 'banjar', meaning: 'Cuci  Tangan', variant: ' BASUH ' },
      'ani@contoh.go.id',
      testNow,
    );
    await addSpellingVariant(
      { group: 'banjar', meaning: 'cuci', variant: 'basuh' },
      'budi@contoh.go.id',
      testNow,
    );
    expect(await listSpellingVariants()).toMatchObject([
      { meaning: 'cuci', variant: 'basuh', by: 'budi@contoh.go.id' },
    ]);
    expect(await removeSpellingVariant('banjar', 'basuh')).toBe(true);
    expect(await removeSpellingVariant('banjar', 'basuh')).toBe(false);
  });
});
