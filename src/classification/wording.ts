import type { Phrase } from './phrases.ts';
import type { PlaceWords } from './places.ts';

/** What a normaliser knows, all of it saved with a model: to work it out anew takes a second. */
export interface Wording {
  chat: Phrase[];
  banjar: Phrase[];
  /** Phrases of stems, each with its term. */
  synonyms: Phrase[];
  /** Phrases of stems that ask for nothing. */
  courtesies: string[][];
  places: PlaceWords;
  /** Stems that tell nothing. */
  stopwords: ReadonlySet<string>;
  /** Words of the lexicon among them: a Banjar word is unfolded towards these. */
  lexicon: ReadonlySet<string>;
  /** Words to trust as rightly written, the commonest first, each with its stem. */
  stems: ReadonlyMap<string, string>;
}
