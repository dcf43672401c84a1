import { Router } from 'express';
import { z } from 'zod';
import { localPath } from '../../shell/local-path.ts';
import { chooseLook, looks } from '../../shell/look.ts';
import { PageError } from '../../shell/page-error.ts';
import { redirectSaved } from '../../shell/session.ts';
import { signedIn } from '../../shell/visit.ts';

const form = z.object({ look: z.enum(looks).optional().catch(undefined), back: z.string().catch('/') });

/** `/tampilan`: light, dark, or as the device says; it leads back to the page where it was pressed. */
export function lookPages(): Router {
  return Router().post(
    '/tampilan',
    signedIn('read', (_visit, request, response) => {
      const { look, back } = form.parse(request.body ?? {});
      if (!look) throw new PageError(400);
      chooseLook(response, look);
      redirectSaved(request, response, localPath(back));
    }),
  );
}
