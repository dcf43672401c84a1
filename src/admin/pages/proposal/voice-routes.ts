import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { soundTypeOf } from '../../../media/sounds.ts';
import { voicesOf } from '../../../proposals/wording.ts';
import type { Voice } from '../../../voices/voice.model.ts';
import { takeBackWords, typeWords, voiceOf } from '../../../voices/voices.ts';
import { plain } from '../../shell/inputs.ts';
import { PageError } from '../../shell/page-error.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { pageOf, proposalOf, showProposal } from './respond.tsx';
import { transcriptLength } from './voice.tsx';

/** `/usulan/:id/suara/:question`, of a second recording `…/:question.2`: the recording, and what is written down of it. */
export function voicePages(): Router {
  const router = Router();
  const path = '/usulan/:id/suara/:question';
  router.get(path, signedIn('read', sendRecording));
  router.post(path, signedIn('write-down', takeTranscript));
  // A form that was refused leaves the browser here.
  router.get(`${path}/urung`, (request, response) => response.redirect(303, pageOf(request)));
  router.post(`${path}/urung`, signedIn('write-down', takeBack));
  return router;
}

/** The voice that the address names, of a proposal in the visitor's area. @throws PageError 404 */
async function voiceAt(visit: SignedInVisit, request: Request): Promise<Voice> {
  const { participant, answers } = await proposalOf(visit, request);
  const [question = '', note = '1'] = String(request.params.question).split('.');
  const ids = Object.hasOwn(answers, question) ? voicesOf(participant, answers[question]) : [];
  const id = ids[Number(note) - 1];
  const voice = id && (await voiceOf(participant, id));
  if (!voice) throw new PageError(404);
  return voice;
}

/**
 * Sends a recording, or the part of it that is asked for (a phone seeks by ranges). The file's name comes from the
 * database, never from the address, and `root` keeps it within the folder whatever it says.
 */
async function sendRecording(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { file } = await voiceAt(visit, request);
  if (!file) throw new PageError(404);
  response.set('Cache-Control', 'private, max-age=3600');
  response.type(soundTypeOf(file));
  await new Promise<void>((resolve, reject) => {
    response.sendFile(file, { root: visit.deps.mediaDir, dotfiles: 'allow', cacheControl: false }, (error) =>
      error && !response.headersSent ? reject(error) : resolve(),
    );
  });
}

const revision = z.coerce.number().int().min(0);
const typedText = z.object({ text: z.string().catch('') }).catch({ text: '' });
const transcriptForm = z.object({ revision, text: plain(transcriptLength).pipe(z.string().regex(/\p{L}/u)) });

async function takeTranscript(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const voice = await voiceAt(visit, request);
  const draft = {
    question: String(request.params.question),
    text: typedText.parse(request.body).text.slice(0, 2 * transcriptLength),
  };
  const typed = transcriptForm.safeParse(request.body);
  if (!typed.success) {
    const problem = draft.text.trim().length > transcriptLength ? 'transcript-long' : 'transcript-missing';
    await showProposal(visit, request, response, { transcript: { ...draft, problem } });
    return;
  }
  const { text, revision } = typed.data;
  const now = await typeWords(voice, revision, { text, by: visit.actor.name }, visit.deps.now());
  if (!now) {
    await showProposal(visit, request, response, { transcript: draft, stale: true });
    return;
  }
  await visit.deps.voices.classifyAnew(now);
  await done(request, response, pageOf(request), 'voice-typed');
}

async function takeBack(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const voice = await voiceAt(visit, request);
  const typed = z.object({ revision }).safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const now = await takeBackWords(voice, typed.data.revision);
  if (!now) {
    await showProposal(visit, request, response, { stale: true });
    return;
  }
  await visit.deps.voices.classifyAnew(now);
  await done(request, response, pageOf(request), 'voice-taken-back');
}
