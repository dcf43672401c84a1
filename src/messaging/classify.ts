import type { Job } from 'bullmq';
import type { Classifier } from '../classification/types.ts';
import { recordClassification, renewClassification } from '../proposals/review.ts';
import { textToClassify } from '../proposals/wording.ts';
import { whenStorageIsThere } from '../storage/when-there.ts';
import type { ClassifyJob } from './queues/queues.ts';
import type { Runtime } from './runtime.ts';

/** Classifies one proposal and files what the classifier says; twice is once. */
export async function classifyProposal(
  job: Job<ClassifyJob>,
  classifier: Classifier,
  runtime: Runtime,
): Promise<void> {
  await whenStorageIsThere(
    async () => {
      const { proposal, anew } = job.data;
      const said = { ...classifier.classify(await textToClassify(proposal)), version: classifier.version };
      if (anew) await renewClassification(proposal, said, runtime.now());
      else await recordClassification(proposal, said, runtime.now());
    },
    runtime.log,
    runtime.stopping,
  );
}
