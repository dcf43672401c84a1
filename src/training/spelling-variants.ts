import type { Lexicon } from '../classification/lexicon.ts';
import {
  type AddedSpellingVariant,
  type LexiconGroup,
  type SpellingVariant,
  SpellingVariantModel,
} from './spelling-variant.model.ts';

/** Adds a way of writing, or gives one that stands already another meaning. It counts from the next training on. */
export async function addSpellingVariant(
  { group, meaning, variant }: SpellingVariant,
  by: string,
  at: Date,
): Promise<void> {
  const [one, other] = [plain(meaning), plain(variant)];
  await SpellingVariantModel.updateOne(
    { _id: idOf(group, other) },
    { $set: { group, meaning: one, variant: other, by, at } },
    { upsert: true },
  );
}

/** Takes an added way back. Returns false when it is gone already. */
export async function removeSpellingVariant(group: LexiconGroup, variant: string): Promise<boolean> {
  const { deletedCount } = await SpellingVariantModel.deleteOne({ _id: idOf(group, plain(variant)) });
  return deletedCount === 1;
}

/** Every way that people have added, newest first. */
export async function listSpellingVariants(): Promise<AddedSpellingVariant[]> {
  return SpellingVariantModel.find().sort({ at: -1 }).lean();
}

/** The lexicon with the added ways in it; a way that somebody added overrules the file's meaning of it. */
export function withSpellingVariants(lexicon: Lexicon, variants: SpellingVariant[]): Lexicon {
  const extended = {
    ...lexicon,
    synonyms: copy(lexicon.synonyms),
    chat: copy(lexicon.chat),
    banjar: copy(lexicon.banjar),
  };
  for (const { group, meaning, variant } of variants) {
    const meanings = extended[group];
    for (const [other, known] of Object.entries(meanings)) {
      const left = known.filter((one) => one !== variant);
      if (left.length > 0) meanings[other] = left;
      else delete meanings[other];
    }
    meanings[meaning] = [...(meanings[meaning] ?? []), variant];
  }
  return extended;
}

const plain = (words: string) => words.trim().toLowerCase().replaceAll(/\s+/g, ' ');
const idOf = (group: LexiconGroup, variant: string) => `${group}:${variant}`;
const copy = (group: Record<string, string[]>): Record<string, string[]> => ({ ...group });
