/** Asks questions of sent proposals again, once the answer that says so has arrived. */
import { stepOfRole } from '../../conversation/roles.ts';
import { reachableAddress } from '../../people/addresses.ts';
import { findParticipant } from '../../people/participants.ts';
import { background } from '../../process/background.ts';
import { markReopened, toReopen } from '../../proposals/complete.ts';
import type { Proposal } from '../../proposals/proposal.model.ts';
import { findRound } from '../../rounds/rounds.ts';
import { whenStorageIsThere } from '../../storage/when-there.ts';
import { type Conversation, ConversationModel } from '../../talks/conversation.model.ts';
import { saveTurn } from '../../talks/save-turn.ts';
import type { Runtime } from '../runtime.ts';
import { finishTurns } from './finish-turns.ts';

const atOnce = 50;
const tries = 5;

/**
 * Asks whatever is to be asked again. Safe to repeat, and by two processes at once: the talk remembers which requests it has
 * taken. @returns how many were asked
 */
export async function reopenDue(runtime: Runtime): Promise<number> {
  const due = await toReopen(atOnce);
  for (const proposal of due) await reopen(proposal, runtime);
  return due.length;
}

async function reopen(proposal: Proposal, runtime: Runtime): Promise<void> {
  const participant = await findParticipant(proposal.participant);
  const address = participant && reachableAddress(participant);
  const { lacks, at } = proposal.decision ?? {};
  if (!participant || !address || !lacks || !at) return markReopened(proposal, runtime.now());
  const handled = `reopen.${proposal._id}.${at.getTime()}`;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const before = await ConversationModel.findById(participant._id).lean();
    const saved = before?.handled.includes(handled)
      ? before
      : await ask(proposal, before, { handled, address }, runtime);
    if (saved === 'nothing') return markReopened(proposal, runtime.now());
    if (!saved) continue;
    await finishTurns([{ conversation: saved, claimed: false }], runtime);
    return markReopened(proposal, runtime.now());
  }
  throw new Error(`Conversation ${participant._id} changed ${tries} times while a question was reopened`);
}

/** @returns null where somebody else has changed the talk meanwhile, `nothing` where there is no talk to ask it in */
async function ask(
  { _id, code, participant: id, decision }: Proposal,
  before: Conversation | null,
  way: { handled: string; address: Conversation['outbox'][number]['address'] },
  runtime: Runtime,
): Promise<Conversation | null | 'nothing'> {
  const participant = await findParticipant(id);
  const { lacks: role, at } = decision ?? {};
  if (!before?.state || !participant || !role || !at) return 'nothing';
  const flow = await runtime.flows.pinned(before.state.flow);
  if (!stepOfRole(flow, role)) return 'nothing';
  const round = before.round === null ? null : await findRound(before.round);
  const context = await runtime.contexts.context(participant, round, before.state.locale);
  const request = { proposal: _id, code, role, since: at.toISOString() };
  const turn = runtime.engine.reopen(flow, before.state, request, context);
  return saveTurn(id, before, { turn, round: before.round, ...way }, runtime.now());
}

/** Looks for what is to be asked again, in the background, one look at a time; a look that is asked for meanwhile follows it. */
export function createReopening(runtime: Runtime): () => void {
  let looking = false;
  let again = false;
  const look = async () => {
    looking = true;
    try {
      do {
        again = false;
        await whenStorageIsThere(() => reopenDue(runtime), runtime.log, runtime.stopping);
      } while (again && !runtime.stopping.aborted);
    } finally {
      looking = false;
    }
  };
  return () => {
    if (looking) again = true;
    else background(look, runtime.log, 'A question could not be asked again');
  };
}
