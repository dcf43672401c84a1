import { Router } from 'express';
import { countProposals, countUnanswered, listProposals, pageSize } from '../../../proposals/list.ts';
import { pagesOf } from '../../../storage/list-page.ts';
import { may } from '../../../users/rights.ts';
import { listUsers } from '../../../users/users.ts';
import { readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { chosenRound } from '../../shell/round-choice.tsx';
import { signedIn } from '../../shell/visit.ts';
import { downloadList } from './download.ts';
import { readFilter, writeFilter } from './filter.ts';
import { forgetFilter, keepFilter } from './saved-filters.tsx';
import { NoRound, ProposalList } from './view.tsx';

/** `/usulan`: the proposals of a round, the open one unless another is chosen. */
export function proposalListPages(): Router {
  const router = Router();
  router.get(
    '/usulan',
    signedIn('read', async (visit, request, response) => {
      const choice = await chosenRound(request);
      if (!choice) {
        show(response, <NoRound visit={visit} />);
        return;
      }
      const { round } = choice;
      const { filter, page, columns } = readFilter(request.query);
      const { scope } = visit.actor;
      const now = visit.deps.now();
      const [lookups, users, counts, answers, { total, proposals }] = await Promise.all([
        readLookups(visit.deps),
        listUsers(),
        countProposals(round._id, scope, filter, now),
        countUnanswered(round._id, scope, now),
        listProposals({ ...filter, round: round._id }, scope, page, now),
      ]);
      const pages = pagesOf(total, pageSize);
      if (page > pages) {
        response.redirect(303, `/usulan${writeFilter(filter, pages, columns)}`);
        return;
      }
      const reviewers = users.filter((user) => may(user, 'review'));
      const people = new Map(users.map(({ _id, name }) => [_id, name]));
      const narrowed = { filter, page, columns, pages, total, proposals };
      const found = { round, choice, lookups, counts, answers, reviewers, people, ...narrowed };
      show(response, <ProposalList visit={visit} {...found} />);
    }),
  );
  router.get('/usulan/daftar.xlsx', signedIn('read', downloadList));
  router.post('/usulan/saringan', signedIn('read', keepFilter));
  router.post('/usulan/saringan/hapus', signedIn('read', forgetFilter));
  // The longest waiting proposal without an answer; from there on one decision leads to the next.
  router.get(
    '/putuskan',
    signedIn('review', async (visit, request, response) => {
      const choice = await chosenRound(request);
      const undecided = { round: readFilter(request.query).filter.round, undecided: true };
      const { proposals } = choice
        ? await listProposals(
            { ...undecided, round: choice.round._id },
            visit.actor.scope,
            1,
            visit.deps.now(),
          )
        : { proposals: [] };
      const [first] = proposals;
      const way = first ? `/usulan/${encodeURIComponent(first._id)}` : '/usulan';
      response.redirect(303, way + writeFilter(undecided));
    }),
  );
  return router;
}
