import { type Request, type Response, Router } from 'express';
import { ListError } from '../../../people/import/list-error.ts';
import { limits } from '../../../people/import/rows.ts';
import { readSheet } from '../../../people/import/sheet.ts';
import { listRegions } from '../../../regions/regions.ts';
import { keepEntry } from '../../../tiers/entries.ts';
import { checkFile } from '../../../tiers/file/check.ts';
import { readDecisionHeadings } from '../../../tiers/file/columns.ts';
import { mayEnter } from '../../../tiers/results.ts';
import { localDay } from '../../../time/local-time.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { chosenRound } from '../../shell/round-choice.tsx';
import { uploadedName } from '../../shell/uploads.ts';
import { type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { FilePage } from './file-view.tsx';
import { fileTier, type MeetingForm, readMeeting } from './forms.ts';

/** `/tahapan/berkas`: a list of proposals comes back with what was decided. */
export function tierFilePages(): Router {
  const router = Router();
  router.get('/tahapan/berkas', signedIn('enter-steps', showForm));
  router.post('/tahapan/berkas', signedIn('enter-steps', bring));
  return router;
}

async function showForm(
  visit: SignedInVisit,
  request: Request,
  response: Response,
  refused?: { problem?: ListError; meeting: MeetingForm },
): Promise<void> {
  const choice = await chosenRound(request);
  const today = localDay(visit.deps.now(), visit.deps.timeZone);
  const meeting = refused?.meeting ?? { forum: '', day: today, problems: {} };
  const tier = fileTier.parse(request.body?.tier) ?? '';
  const props = { visit, choice, meeting, tier, problem: refused?.problem };
  show(response, <FilePage {...props} />, refused ? 422 : 200);
}

async function bring(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { deps, actor, user } = visit;
  const now = deps.now();
  const meeting = readMeeting(request.body, localDay(now, deps.timeZone));
  const choice = await chosenRound(request);
  const tier = fileTier.parse(request.body?.tier) ?? null;
  if (!choice || (tier && !mayEnter(actor.scope, tier))) throw new PageError(400);
  const { uploadError } = response.locals;
  try {
    if (uploadError === 'too-large')
      throw new ListError('too-large', { megabytes: limits.bytes / 1024 / 1024 });
    if (uploadError) throw new ListError('not-text');
    if (Object.keys(meeting.problems).length > 0) return showForm(visit, request, response, { meeting });
    const sheet = await readSheet(request.file?.buffer ?? Buffer.alloc(0), readDecisionHeadings);
    const regions = await listRegions(deps.district.code);
    const settings = {
      round: choice.round._id,
      tier,
      regions,
      district: deps.district.name,
      texts: deps.texts,
    };
    const read = await checkFile(sheet, settings, actor);
    const { forum, day } = meeting;
    const file = uploadedName(request.file).slice(0, 120);
    const id = await keepEntry({ by: user._id, at: now, round: choice.round._id, forum, day, file, ...read });
    response.redirect(303, `/tahapan/periksa/${id}`);
  } catch (error) {
    if (!(error instanceof ListError)) throw error;
    return showForm(visit, request, response, { problem: error, meeting });
  }
}
