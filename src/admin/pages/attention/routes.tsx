import { Router } from 'express';
import { holdersOfSeats } from '../../../people/confirming.ts';
import { listUnverified, listWrongPeople } from '../../../people/participants.ts';
import { readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { signedIn } from '../../shell/visit.ts';
import { AttentionPage } from './view.tsx';

/** `/peserta`: people who need attention from the office. */
export function participantPages(): Router {
  const router = Router();
  router.get(
    '/peserta',
    signedIn('tend-participants', async (visit, _request, response) => {
      const { scope } = visit.actor;
      const [lookups, unverified, wrongPerson] = await Promise.all([
        readLookups(visit.deps),
        listUnverified(scope),
        listWrongPeople(scope),
      ]);
      const holders = await holdersOfSeats(unverified.rows);
      const waiting = { unverified, holders, wrongPerson };
      show(response, <AttentionPage visit={visit} lookups={lookups} {...waiting} />);
    }),
  );
  return router;
}
