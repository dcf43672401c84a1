/** What staff say of people who registered themselves, and what follows for their proposals and everybody concerned. */

import { confirmPerson, listRefused, refusePerson } from '../../people/confirming.ts';
import { findParticipant } from '../../people/participants.ts';
import { admitProposals } from '../../proposals/pending.ts';
import { type Proposal, type ProposalId, ProposalModel } from '../../proposals/proposal.model.ts';
import {
  finishWithdrawn,
  markWithdrawn,
  releaseTies,
  unfinishedWithdrawals,
  type Withdrawn,
  withdrawable,
} from '../../proposals/withdraw.ts';
import { type Scope, wholeDistrict } from '../../users/scope.ts';
import { tell } from '../replies/tell.ts';
import type { Runtime } from '../runtime.ts';
import { decideChat } from './further-chat.ts';

/** Somebody of the office, as far as they may reach. */
export interface Officer {
  name: string;
  role: string;
  scope: Scope;
}

/** What the pages do with people who registered themselves. */
export interface Confirming {
  /** @param replacing gives the seat to them where somebody holds it now */
  confirm(id: string, replacing: boolean, officer: Officer): Promise<'confirmed' | 'taken' | 'unknown'>;
  /** Says no, or takes the word back; all of theirs that has no released answer is withdrawn. */
  refuse(id: string, reason: string, officer: Officer): Promise<'refused' | 'unknown'>;
  withdraw(proposalId: ProposalId, reason: string, officer: Officer): Promise<Withdrawn>;
  /** A yes or a no to a further chat of somebody's; false where none waits. */
  decideChat(id: string, yes: boolean, officer: Officer): Promise<boolean>;
}

export function createConfirming(runtime: Runtime): Confirming {
  return {
    async confirm(id, replacing, { scope }) {
      const outcome = await confirmPerson(id, { replacing }, scope, runtime.now());
      const person = outcome === 'confirmed' ? await findParticipant(id) : null;
      if (!person) return outcome;
      const { admitted, left } = await admitProposals(person);
      const params = { count: admitted.length, left: left.length };
      await tell(
        person,
        { id: `confirmed.${runtime.now().getTime()}`, key: 'conversation.notice.confirmed', params },
        runtime,
      );
      return outcome;
    },
    async refuse(id, reason, officer) {
      const refused = await refusePerson(id, { by: officer.name, reason }, officer.scope, runtime.now());
      if (!refused) return 'unknown';
      const params = { reason };
      await tell(
        refused,
        { id: `refused.${refused.refused?.at.getTime()}`, key: 'conversation.notice.refused', params },
        runtime,
      );
      for (const proposal of await withdrawable(id)) await this.withdraw(proposal, reason, officer);
      return 'refused';
    },
    decideChat: (id, yes, { scope }) => decideChat(id, yes, scope, runtime),
    async withdraw(id, reason, { name: by, role, scope }) {
      const outcome = await markWithdrawn(id, scope, { by, role, reason }, runtime.now());
      if (outcome === 'withdrawn') await finishWithdrawal(id, runtime);
      return outcome;
    },
  };
}

/** Lets go of all ties of a withdrawn proposal and tells its proposer and those who had joined it. Twice is once. */
async function finishWithdrawal(id: string, runtime: Runtime): Promise<void> {
  const proposal = await ProposalModel.findById(id).lean();
  if (!proposal?.withdrawal || proposal.withdrawal.toldAt) return;
  await releaseTies(proposal);
  await tellProposer(proposal, runtime);
  for (const supporter of await ProposalModel.find({ _id: { $in: proposal.supporters } }).lean())
    await tellSupporter(supporter, proposal, runtime);
  await finishWithdrawn(id, runtime.now());
}

async function tellProposer(
  { _id, code, participant, withdrawal }: Proposal,
  runtime: Runtime,
): Promise<void> {
  const person = await findParticipant(participant);
  const params = { code, reason: withdrawal?.reason ?? '' };
  if (person)
    await tell(person, { id: `withdrawn.${_id}`, key: 'conversation.notice.withdrawn', params }, runtime);
}

async function tellSupporter(supporter: Proposal, { _id, code }: Proposal, runtime: Runtime): Promise<void> {
  const person = await findParticipant(supporter.participant);
  const params = { code, own: supporter.code };
  const key = 'conversation.notice.supported-withdrawn';
  if (person) await tell(person, { id: `withdrawn.${_id}.${supporter._id}`, key, params }, runtime);
}

/** Finishes what a crash has left undone. */
export async function finishWithdrawals(runtime: Runtime): Promise<void> {
  for (const { _id, refused } of await listRefused()) {
    if (!refused) continue;
    const { by, reason, at } = refused;
    for (const proposal of await withdrawable(_id))
      await markWithdrawn(proposal, wholeDistrict, { by, role: 'staff', reason }, at);
  }
  for (const id of await unfinishedWithdrawals()) await finishWithdrawal(id, runtime);
}
