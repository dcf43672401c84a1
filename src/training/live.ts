import type { LearntClassifier } from '../classification/classifier.ts';
import { loadModel } from '../classification/saved.ts';
import type { Classifier } from '../classification/types.ts';
import type { Log } from '../log.ts';
import { inThread, type Train } from './in-thread.ts';
import { ModelVersionModel } from './model-version.model.ts';
import { trainFirst } from './training.ts';
import { idInForce } from './versions.ts';

/** How soon a version that went live elsewhere is taken up here, in ms. */
const lookEveryMs = 5_000;

/** The classifier in force, always the latest; `stop` ends the looking. */
export interface LiveClassifier extends Classifier {
  /** Takes up another version if one went live meanwhile. */
  refresh(): Promise<void>;
  stop(): void;
}

/**
 * The classifier in force. The first time of all it trains one; one that is damaged, or that an older pipeline saved,
 * is told of in the log and trained anew.
 */
export async function loadClassifier(
  log: Log,
  now: () => Date,
  train: Train = inThread,
): Promise<LearntClassifier> {
  const id = await idInForce();
  const version = id && (await ModelVersionModel.findById(id, { document: 1 }).lean());
  if (version) {
    try {
      return loadModel(version.document);
    } catch (error) {
      log.warn({ version: id, error: String(error) }, 'The saved model cannot be used; it is trained anew');
    }
  }
  const made = await trainFirst(now(), train);
  return loadModel(made.document);
}

/** Keeps the classifier in force at hand for a running service. @param train how a first one is made */
export async function openClassifier(log: Log, now: () => Date, train?: Train): Promise<LiveClassifier> {
  let current: Classifier = await loadClassifier(log, now, train);
  const refresh = async () => {
    if ((await idInForce()) !== current.version) current = await loadClassifier(log, now, train);
  };
  const timer = setInterval(() => {
    refresh().catch((error) => log.warn({ error: String(error) }, 'Could not look for a newer model'));
  }, lookEveryMs);
  timer.unref();
  return {
    get version() {
      return current.version;
    },
    classify: (text) => current.classify(text),
    refresh,
    stop: () => clearInterval(timer),
  };
}
