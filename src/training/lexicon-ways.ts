import type { Lexicon } from '../classification/lexicon.ts';
import { type AddedWay, type LexiconGroup, type LexiconWay, LexiconWayModel } from './lexicon-way.model.ts';

/** Adds a way of writing, or gives one that stands already another meaning. It counts from the next training on. */
export async function addWay({ group, meaning, way }: LexiconWay, by: string, at: Date): Promise<void> {
  const [one, other] = [plain(meaning), plain(way)];
  await LexiconWayModel.updateOne(
    { _id: idOf(group, other) },
    { $set: { group, meaning: one, way: other, by, at } },
    { upsert: true },
  );
}

/** Takes an added way back. Returns false when it is gone already. */
export async function removeWay(group: LexiconGroup, way: string): Promise<boolean> {
  const { deletedCount } = await LexiconWayModel.deleteOne({ _id: idOf(group, plain(way)) });
  return deletedCount === 1;
}

/** Every way that people have added, newest first. */
export async function listWays(): Promise<AddedWay[]> {
  return LexiconWayModel.find().sort({ at: -1 }).lean();
}

/** The lexicon with the added ways in it; a way that somebody added overrules the file's meaning of it. */
export function withWays(lexicon: Lexicon, ways: LexiconWay[]): Lexicon {
  const extended = {
    ...lexicon,
    synonyms: copy(lexicon.synonyms),
    chat: copy(lexicon.chat),
    banjar: copy(lexicon.banjar),
  };
  for (const { group, meaning, way } of ways) {
    const meanings = extended[group];
    for (const [other, known] of Object.entries(meanings)) {
      const left = known.filter((one) => one !== way);
      if (left.length > 0) meanings[other] = left;
      else delete meanings[other];
    }
    meanings[meaning] = [...(meanings[meaning] ?? []), way];
  }
  return extended;
}

const plain = (words: string) => words.trim().toLowerCase().replaceAll(/\s+/g, ' ');
const idOf = (group: LexiconGroup, way: string) => `${group}:${way}`;
const copy = (group: Record<string, string[]>): Record<string, string[]> => ({ ...group });
