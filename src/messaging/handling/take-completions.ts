import { completeProposal } from '../../proposals/complete.ts';
import { claimVoices } from '../../proposals/wording.ts';
import { type ClassifyJob, queueNames } from '../queues/queues.ts';
import type { Runtime } from '../runtime.ts';
import type { Pending } from './effects.ts';
import { queuePhotos } from './queue-proposal.ts';

/** Carries out what was said to reopened questions. Twice is once. */
export async function takeCompletions(pending: readonly Pending[], runtime: Runtime): Promise<void> {
  for (const { effect } of pending) {
    if (effect.kind !== 'completed') continue;
    const { proposal: id, since, role, answer, channel = '', at } = effect;
    const times = { since: new Date(since), at: new Date(at) };
    const proposal = await completeProposal({ proposal: id, role, answer, channel, ...times });
    if (!proposal || !answer) continue;
    await claimVoices(proposal);
    await queuePhotos(proposal, runtime.queues);
    const job: ClassifyJob = { proposal: id, anew: true };
    if (role === 'problem' || role === 'proposal')
      await runtime.queues
        .get(queueNames.classify)
        .add('classify', job, { jobId: `${id}.completed.${times.since.getTime()}` });
  }
}
