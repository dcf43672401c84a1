import { describe, expect, it } from 'vitest';
import type { Lexicon } from '../../src/classification/lexicon.ts';
import { LexiconWayModel } from '../../src/training/lexicon-way.model.ts';
import { addWay, listWays, removeWay, withWays } from '../../src/training/lexicon-ways.ts';
import { useDatabase } from '../support/database.ts';
import { testNow } from '../support/proposing.ts';

const lexicon: Lexicon = {
  synonyms: { jamban: ['wc', 'kakus'] },
  chat: { yang: ['yg'] },
  banjar: { air: ['banyu'] },
  stopwords: ['dan'],
};

useDatabase([LexiconWayModel]);

describe('words that people add to the lexicon', () => {
  it('stand beside those of the file, which stays as it is', () => {
    const extended = withWays(lexicon, [
      { group: 'banjar', meaning: 'rumah', way: 'wadai' },
      { group: 'synonyms', meaning: 'jamban', way: 'jumbleng' },
    ]);
    expect(extended.banjar).toEqual({ air: ['banyu'], rumah: ['wadai'] });
    expect(extended.synonyms.jamban).toEqual(['wc', 'kakus', 'jumbleng']);
    expect(lexicon.synonyms.jamban).toEqual(['wc', 'kakus']);
  });

  it('overrule what the file says of the same word', () => {
    const extended = withWays(lexicon, [{ group: 'banjar', meaning: 'sungai', way: 'banyu' }]);
    expect(extended.banjar).toEqual({ sungai: ['banyu'] });
  });

  it('are kept in lower case with single spaces, once in each group, and can be taken back', async () => {
    await addWay({ group: 'banjar', meaning: 'Cuci  Tangan', way: ' BASUH ' }, 'ani@contoh.go.id', testNow);
    await addWay({ group: 'banjar', meaning: 'cuci', way: 'basuh' }, 'budi@contoh.go.id', testNow);
    expect(await listWays()).toMatchObject([{ meaning: 'cuci', way: 'basuh', by: 'budi@contoh.go.id' }]);
    expect(await removeWay('banjar', 'basuh')).toBe(true);
    expect(await removeWay('banjar', 'basuh')).toBe(false);
  });
});
