import type { Job } from 'bullmq';
import type { Classifier } from '../classification/types.ts';
import { ProposalModel } from '../proposals/proposal.model.ts';
import { recordClassification } from '../proposals/review.ts';
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
      const proposal = await ProposalModel.findById(job.data.proposal, { text: 1 }).lean();
      if (!proposal) throw new Error(`Proposal ${job.data.proposal} is queued but not stored`);
      const said = classifier.classify(proposal.text);
      await recordClassification(proposal._id, { ...said, version: classifier.version }, runtime.now());
    },
    runtime.log,
    runtime.stopping,
  );
}
