import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { forgetCorrection, listCorrections } from '../../../training/examples.ts';
import { lexiconGroups } from '../../../training/spelling-variant.model.ts';
import {
  addSpellingVariant,
  listSpellingVariants,
  removeSpellingVariant,
} from '../../../training/spelling-variants.ts';
import { idInForce, listVersions, putInForce } from '../../../training/versions.ts';
import { id } from '../../shell/inputs.ts';
import { readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { ModelPage } from './view.tsx';

const word = z.string().trim().min(2).max(60);
const spellingVariantForm = z.object({ group: z.enum(lexiconGroups), variant: word, meaning: word });
const removalForm = spellingVariantForm.omit({ meaning: true });
const exampleForm = z.object({ example: id });
const versionForm = z.object({ version: id });

/** `/model`: the classifier's versions, retraining and rollback, and the spelling variants added to its lexicon. */
export function modelPages(): Router {
  const router = Router();
  router.get(
    '/model',
    signedIn('train', (visit, _request, response) => showModel(visit, response)),
  );
  router.post('/model/latih', signedIn('train', train));
  router.post('/model/pakai', signedIn('keep', use));
  router.post('/model/lupakan', signedIn('train', forget));
  router.post('/model/kata', signedIn('train', add));
  router.post('/model/kata/hapus', signedIn('train', remove));
  return router;
}

async function showModel(
  visit: SignedInVisit,
  response: Response,
  problems: Record<string, string> = {},
  typed: Record<string, string> = {},
): Promise<void> {
  const [{ issueNames }, versions, inForce, variants, corrections, training] = await Promise.all([
    readLookups(visit.deps),
    listVersions(),
    idInForce(),
    listSpellingVariants(),
    listCorrections(),
    visit.deps.training.runs(),
  ]);
  const status = Object.keys(problems).length > 0 ? 422 : 200;
  show(
    response,
    <ModelPage
      {...{ visit, issueNames, versions, inForce, variants, corrections, training, problems, typed }}
    />,
    status,
  );
}

async function train(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  await visit.deps.training.queue(visit.actor.name);
  await done(request, response, '/model', 'training-queued');
}

async function use(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = versionForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  if (!(await putInForce(typed.data.version, visit.deps.now()))) throw new PageError(404);
  await done(request, response, '/model', 'version-in-force');
}

async function forget(_visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = exampleForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  if (!(await forgetCorrection(typed.data.example))) throw new PageError(404);
  await done(request, response, '/model#pembetulan', 'correction-forgotten');
}

async function add(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = spellingVariantForm.safeParse(request.body);
  if (!typed.success || typed.data.variant.toLowerCase() === typed.data.meaning.toLowerCase()) {
    const fields = typed.success ? ['meaning'] : typed.error.issues.map((issue) => String(issue.path[0]));
    const text = (field: string) => (typeof request.body?.[field] === 'string' ? request.body[field] : '');
    await showModel(visit, response, Object.fromEntries(fields.map((field) => [field, 'word-unfit'])), {
      variant: text('variant'),
      meaning: text('meaning'),
    });
    return;
  }
  const { group, variant, meaning } = typed.data;
  await addSpellingVariant({ group, variant, meaning }, visit.actor.name, visit.deps.now());
  await done(request, response, '/model#kata', 'word-added', { variant });
}

async function remove(_visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = removalForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  if (!(await removeSpellingVariant(typed.data.group, typed.data.variant))) throw new PageError(404);
  await done(request, response, '/model#kata', 'word-removed', { variant: typed.data.variant });
}
