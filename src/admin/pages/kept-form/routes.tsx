import { Router } from 'express';
import { keptForm, keptPath } from '../../shell/kept-form.ts';
import { show } from '../../shell/page.tsx';
import { signedIn } from '../../shell/visit.ts';
import { KeptFormPage } from './view.tsx';

/** The pages that show their form again as it was filled, by the address it is sent to. */
const ownPages: readonly [sentTo: RegExp, page: string][] = [
  [/^(\/usulan\/[^/?]+)\/keputusan(\?.*)?$/, '$1$2#keputusan'],
  [/^(\/rembuk\/[^/?]+\/ubah)$/, '$1'],
];

function ownPageOf(to: string): string | null {
  const [sentTo, page] = ownPages.find(([form]) => form.test(to)) ?? [];
  return sentTo && page ? to.replace(sentTo, page) : null;
}

/**
 * `/lanjutkan`: leads to the form that was sent when its session was over, filled as it was; a form whose page cannot show it again
 * stands here.
 */
export function keptFormPages(): Router {
  const router = Router();
  router.get(
    keptPath,
    signedIn('keep-account', (visit, request, response) => {
      const kept = keptForm(visit.deps, request, visit.user._id);
      const ownPage = kept && ownPageOf(kept.to);
      if (!kept || ownPage) response.redirect(303, ownPage ?? '/');
      else show(response, <KeptFormPage visit={visit} to={kept.to} values={kept.values} />);
    }),
  );
  return router;
}
