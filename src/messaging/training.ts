import type { Job } from 'bullmq';
import { decidedTexts } from '../proposals/decided.ts';
import { whenStorageIsThere } from '../storage/when-there.ts';
import { retrain, trainingIsDue } from '../training/training.ts';
import { type Queues, queueNames, type TrainJob } from './queues/queues.ts';
import type { Runtime } from './runtime.ts';

/** Queues a training. While one waits or runs, another is not queued beside it. @param by who asks for it */
export async function queueTraining(by: string, queues: Queues): Promise<void> {
  const job: TrainJob = { by };
  await queues.get(queueNames.train).add('train', job, { deduplication: { id: 'train' } });
}

/** After a correction: queues a training once enough of them have come together. */
export async function queueTrainingIfDue(queues: Queues): Promise<void> {
  if (await trainingIsDue()) await queueTraining('corrections', queues);
}

/** Whether a training waits or runs. */
export async function isTraining(queues: Queues): Promise<boolean> {
  return (await queues.get(queueNames.train).getJobCountByTypes('active', 'waiting', 'delayed')) > 0;
}

/** Trains in a thread of its own; a fault (an issue with nothing to learn from) makes the job a dead letter. */
export async function trainModel(job: Job<TrainJob>, runtime: Runtime): Promise<void> {
  const { number, refused } = await whenStorageIsThere(
    async () => retrain(await decidedTexts(), job.data.by, runtime.now()),
    runtime.log,
    runtime.stopping,
  );
  runtime.log.info(
    { version: number, refused },
    refused ? 'The new model is worse and was refused' : 'A model went live',
  );
}
