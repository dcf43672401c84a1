import type { Request, Response } from 'express';
import { similarTo } from '../../../proposals/similar.ts';
import { readLookups } from '../../shell/lookups.ts';
import { Page, show } from '../../shell/page.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { readFilter } from '../proposals/filter.ts';
import { pageOf, proposalOf } from './respond.tsx';
import { SimilarProposals } from './support.tsx';

/** `/usulan/:id/serupa`: the proposals like one, as a page of its own; the proposal's page takes its part from it. */
export async function showSimilar(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const proposal = await proposalOf(visit, request);
  const [lookups, similar] = await Promise.all([
    readLookups(visit.deps),
    similarTo(proposal, visit.actor.scope),
  ]);
  const { t, title } = visit.words;
  const { filter } = readFilter(request.query);
  show(
    response,
    <Page visit={visit} title={`${t('similar.title')} ${proposal.code}`}>
      <p class="neighbours">
        <a href={pageOf(request)}>← {proposal.code}</a>
      </p>
      <div class="head">
        <h1>{title(proposal.title)}</h1>
      </div>
      <SimilarProposals
        visit={visit}
        lookups={lookups}
        filter={filter}
        similar={similar}
        proposal={proposal}
      />
    </Page>,
  );
}
