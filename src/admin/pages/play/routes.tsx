import { type Request, type Response, Router } from 'express';
import type { Turn } from '../../../conversation/types.ts';
import { exampleContext } from '../../../talks/example-context.ts';
import { rehearse } from '../../../talks/rehearsal.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { inputOf, mostLines, type Script, scriptForm, testFile } from './script.ts';
import { PlayPage, type Said } from './view.tsx';

/** `/simulator`: any flow and language on the real engine; nothing is sent or kept, the page holds the talk. */
export function playPages(): Router {
  const router = Router();
  router.get('/simulator', signedIn('read', showTalk));
  router.post('/simulator', signedIn('read', showTalk));
  router.post('/simulator/berkas', signedIn('read', sendFile));
  return router;
}

async function showTalk(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { flow, locale, said, say, pressed, undo } = scriptForm.parse(request.body ?? {});
  const line = pressed || say;
  const now = undo ? said.slice(0, -1) : line ? [...said, line].slice(0, mostLines) : said;
  const script = { flow, locale, said: now };
  const talk = await play(visit, script);
  show(response, <PlayPage visit={visit} script={script} talk={talk} flows={flowIds(visit)} />);
}

const flowIds = ({ deps }: SignedInVisit) => deps.invitationDesk.flows.all().map(({ id }) => id);

/** Plays a talk from its first word. @throws PageError 400 for a flow that is none */
async function play({ deps }: SignedInVisit, { flow: id, locale, said }: Script): Promise<Said[]> {
  const { engine, flows } = deps.invitationDesk;
  const flow = flows.all().find((one) => one.id === id);
  if (!flow) throw new PageError(400);
  const context = await exampleContext(deps.texts, locale, deps.now().toISOString(), deps.district.code);
  const talk = rehearse(engine, flow, locale, context);
  const turns: Said[] = repliesOf(talk.turn);
  for (const line of said) {
    turns.push({ from: 'me', text: line, choices: [] });
    if (talk.turn.state.status === 'open') turns.push(...repliesOf(talk.receive(inputOf(line))));
  }
  return turns;
}

const repliesOf = ({ replies }: Turn): Said[] =>
  replies.map(({ text, choices }) => ({ from: 'bot', text, choices: choices.map(({ label }) => label) }));

function sendFile(_visit: SignedInVisit, request: Request, response: Response): void {
  const { about, ...script } = scriptForm.parse(request.body ?? {});
  response
    .attachment(`percakapan-${script.flow}-${script.locale}.yaml`)
    .type('text/yaml')
    .send(testFile(script, about || 'Percakapan dari simulator'));
}
