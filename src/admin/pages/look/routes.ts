import { Router } from 'express';
import { z } from 'zod';
import { chosenLanguage, pageLanguages } from '../../shell/language.ts';
import { localPath } from '../../shell/local-path.ts';
import { chosenLook, looks } from '../../shell/look.ts';
import { PageError } from '../../shell/page-error.ts';
import { redirectSaved } from '../../shell/session.ts';
import { signedIn } from '../../shell/visit.ts';

const back = z.string().catch('/');
const lookForm = z.object({ look: z.enum(looks).optional().catch(undefined), back });
const languageForm = z.object({ language: z.enum(pageLanguages).optional().catch(undefined), back });

/**
 * `/tampilan`: light, dark, or as the device says; `/bahasa`: the language of the pages, which is chosen before a sign-in
 * too. Both lead back to the page where it was pressed.
 */
export function lookPages(): Router {
  const router = Router();
  router.post(
    '/tampilan',
    signedIn('keep-account', (_visit, request, response) => {
      const { look, back } = lookForm.parse(request.body ?? {});
      if (!look) throw new PageError(400);
      chosenLook.remember(response, look);
      redirectSaved(request, response, localPath(back));
    }),
  );
  router.post('/bahasa', (request, response) => {
    const { language, back } = languageForm.parse(request.body ?? {});
    if (!language) throw new PageError(400);
    chosenLanguage.remember(response, language);
    response.redirect(303, localPath(back));
  });
  return router;
}
