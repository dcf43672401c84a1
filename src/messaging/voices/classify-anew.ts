import type { Voice } from '../../voices/voice.model.ts';
import { type ClassifyJob, queueNames } from '../queues/queues.ts';
import type { Runtime } from '../runtime.ts';

/** Has the proposal of a voice classified by the words it has now; one that is not sent yet is when it is. Twice is once. */
export async function classifyAnew(
  { _id, proposal, revision }: Pick<Voice, '_id' | 'proposal' | 'revision'>,
  { queues }: Pick<Runtime, 'queues'>,
): Promise<void> {
  if (!proposal) return;
  const job: ClassifyJob = { proposal, anew: true };
  await queues.get(queueNames.classify).add('classify', job, { jobId: `${proposal}.${_id}.${revision}` });
}
