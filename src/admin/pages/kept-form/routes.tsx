import { Router } from 'express';
import { keptForm, keptPath } from '../../shell/kept-form.ts';
import { show } from '../../shell/page.tsx';
import { signedIn } from '../../shell/visit.ts';
import { KeptFormPage } from './view.tsx';

/** `/lanjutkan`: the form that was sent when its session was over, filled as it was. */
export function keptFormPages(): Router {
  const router = Router();
  router.get(
    keptPath,
    signedIn('keep-account', (visit, request, response) => {
      const kept = keptForm(visit.deps, request, visit.user._id);
      if (kept) show(response, <KeptFormPage visit={visit} to={kept.to} values={kept.values} />);
      else response.redirect(303, '/');
    }),
  );
  return router;
}
