import { nextNumber } from '../storage/counter.model.ts';
import { type ModelVersion, ModelVersionModel } from './model-version.model.ts';

/** A version without its weights, as lists show it. */
export type VersionSummary = Omit<ModelVersion, 'document' | 'examples'>;

/** What one training makes of a version; the rest is its history. */
type Trained = Omit<ModelVersion, '_id' | 'number' | 'wentLiveAt' | 'liveSince'>;

/**
 * Writes a version. One that was refused or replaced before may be trained again, by two at once even: it keeps its
 * number and the moments at which it was in force, and is judged by this training alone.
 */
export async function keepVersion(id: string, trained: Trained): Promise<void> {
  const before = await ModelVersionModel.findById(id, { number: 1 }).lean();
  const number = before?.number ?? (await nextNumber('model-version'));
  await ModelVersionModel.updateOne(
    { _id: id },
    {
      $set: trained,
      $unset: {
        ...(trained.compared ? {} : { compared: 1 }),
        ...(trained.refused ? {} : { refused: 1 }),
      },
      $setOnInsert: { number },
    },
    { upsert: true },
  );
}

/**
 * A version by its id.
 * @throws Error when there is none
 */
export async function versionOfId(id: string): Promise<ModelVersion> {
  const version = await ModelVersionModel.findById(id).lean();
  if (!version) throw new Error(`There is no version ${id} of the model`);
  return version;
}

/** The version that classifies now, or null before the first training. */
export async function versionInForce(): Promise<ModelVersion | null> {
  return ModelVersionModel.findOne({ liveSince: { $exists: true } })
    .sort({ liveSince: -1 })
    .lean();
}

/** Its id alone: cheap enough to ask every few seconds. */
export async function idInForce(): Promise<string | null> {
  const version = await ModelVersionModel.findOne({ liveSince: { $exists: true } }, { _id: 1 })
    .sort({ liveSince: -1 })
    .lean();
  return version?._id ?? null;
}

/** Puts a version in force: a new one, or an earlier one to go back to. Returns false when there is no such version. */
export async function putInForce(id: string, at: Date): Promise<boolean> {
  const { matchedCount } = await ModelVersionModel.updateOne(
    { _id: id },
    { $set: { liveSince: at }, $push: { wentLiveAt: at } },
  );
  return matchedCount === 1;
}

/** The latest versions, newest first. */
export async function listVersions(most = 50): Promise<VersionSummary[]> {
  return ModelVersionModel.find({}, { document: 0, examples: 0 }).sort({ number: -1 }).limit(most).lean();
}
