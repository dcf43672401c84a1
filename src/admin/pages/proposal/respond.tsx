import type { Request, Response } from 'express';
import { readAuthorityFile } from '../../../issues/authority-file.ts';
import { refusalSigns } from '../../../issues/refusals.ts';
import { readRefusalsFile } from '../../../issues/refusals-file.ts';
import { letterAbout } from '../../../letters/read.ts';
import { findParticipant } from '../../../people/participants.ts';
import { findProposal, forerunnersOf, standingOf } from '../../../proposals/list.ts';
import { openProposal } from '../../../proposals/openings.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import { supportersOf } from '../../../proposals/support.ts';
import { inWords, voicesIn } from '../../../proposals/wording.ts';
import { findRound, sendsFrom } from '../../../rounds/rounds.ts';
import { listUsers } from '../../../users/users.ts';
import { readVoices } from '../../../voices/voices.ts';
import { id } from '../../shell/inputs.ts';
import { keptForm } from '../../shell/kept-form.ts';
import { readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import type { SignedInVisit } from '../../shell/visit.ts';
import { readFilter, writeFilter } from '../proposals/filter.ts';
import type { Signs } from './checklist.tsx';
import type { DecisionDraft } from './decision-props.ts';
import { readDecision } from './forms.ts';
import { ProposalPage } from './view.tsx';
import type { TranscriptDraft } from './voice.tsx';
import { worksBeside } from './works.tsx';

/** The proposal named in the address, if it is within the visitor's area. @throws PageError 404 */
export async function proposalOf(visit: SignedInVisit, request: Request): Promise<Proposal> {
  const name = id.safeParse(request.params.id);
  const proposal = name.success ? await findProposal(name.data, visit.actor.scope) : null;
  if (!proposal) throw new PageError(404);
  return proposal;
}

/** Address of a proposal's page within the list it was opened from. */
export function pageOf(request: Request, proposal = String(request.params.id)): string {
  return `/usulan/${encodeURIComponent(proposal)}${writeFilter(readFilter(request.query).filter)}`;
}

/**
 * Shows the current state of a proposal. `problems`, `draft` and `transcript` when a form was refused; `stale` when somebody else
 * changed it first (409). What was typed is always kept.
 */
export async function showProposal(
  visit: SignedInVisit,
  request: Request,
  response: Response,
  kept: {
    draft?: DecisionDraft;
    transcript?: TranscriptDraft;
    problems?: Record<string, string>;
    /** What the refused form was shown with. */
    revision?: number;
    stale?: boolean;
  } = {},
): Promise<void> {
  const proposal = await proposalOf(visit, request);
  const { filter } = readFilter(request.query);
  const [round, lookups, proposer, users, standing, supporters, voices, others, signs] = await Promise.all([
    findRound(proposal.round),
    readLookups(visit.deps),
    findParticipant(proposal.participant),
    listUsers(),
    standingOf(proposal, { ...filter, round: proposal.round }, visit.actor.scope, visit.deps.now()),
    supportersOf(proposal).then(inWords),
    readVoices(voicesIn(proposal)),
    openProposal(proposal._id, visit.actor.name, visit.deps.now()),
    signsOf(proposal),
  ]);
  const [works, forerunners, handedOn] = await Promise.all([
    worksBeside(proposal, lookups),
    forerunnersOf(proposal, visit.actor.scope),
    letterAbout(proposal, visit.actor.scope),
  ]);
  const { heldUntil } = proposal.decision?.delivery ?? {};
  const drafted = draftOf(proposal);
  const restored = kept.draft ? null : restoredOf(visit, request);
  const { draft = restored?.draft, transcript, problems = {}, stale = false } = kept;
  const { revision = restored?.revision ?? proposal.revision } = kept;
  const isBehind = stale || revision < proposal.revision;
  const refused = Object.keys(problems).length > 0 || transcript?.problem !== undefined;
  const status = stale ? 409 : refused ? 422 : 200;
  show(
    response,
    <ProposalPage
      visit={visit}
      lookups={lookups}
      proposal={proposal}
      proposer={proposer}
      people={new Map(users.map((user) => [user._id, user.name]))}
      filter={filter}
      standing={standing}
      supporters={supporters}
      signs={signs}
      works={works}
      forerunners={forerunners}
      handedOn={handedOn}
      draft={draft ?? drafted}
      typed={draft ?? null}
      voices={voices}
      transcript={transcript ?? null}
      problems={problems}
      sendsFrom={round && sendsFrom(round, visit.deps.now(), visit.deps.timeZone, heldUntil)}
      stale={isBehind}
      restored={restored !== null}
      missed={isBehind ? changesSince(proposal, revision) : []}
      users={users}
      others={others}
      last={request.session.lastDecision ?? null}
    />,
    status,
  );
}

/** What was typed into the answer of a proposal and has not been saved yet, with the revision it was typed at. */
function restoredOf(
  { deps, user }: SignedInVisit,
  request: Request,
): { draft: DecisionDraft; revision: number } | null {
  const path = `/usulan/${encodeURIComponent(String(request.params.id))}/keputusan`;
  const kept = keptForm(deps, request, user._id, path);
  return kept && { draft: readDecision(kept.values).draft, revision: Number(kept.values.revision) || 0 };
}

/** What speaks for each of the five refusals, in what was written, or spoken and written down since. */
async function signsOf(proposal: Proposal): Promise<Signs> {
  const [authority, refusals, [read = proposal]] = await Promise.all([
    readAuthorityFile(),
    readRefusalsFile(),
    inWords([proposal]),
  ]);
  return refusalSigns(read, { authority, refusals });
}

/** What others did since a form was shown: every change that counts as a revision leaves one line in the history. */
const changesSince = ({ history, revision }: Proposal, shown: number) =>
  history.slice(Math.min(0, shown - revision) || history.length);

/** The drafted answer as its form shows it; empty where there is none. */
export function draftOf({ decision }: Proposal): DecisionDraft {
  const { outcome = '', reason = '', sentence = '', mergedWith, forwardedTo, lacks = '' } = decision ?? {};
  return { outcome, reason, sentence, lacks, merged: mergedWith?.code ?? '', office: forwardedTo?.key ?? '' };
}
