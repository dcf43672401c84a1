import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { listTrials, planTrial } from '../../../outreach/model/trials.ts';
import { audienceOf } from '../../../outreach/planning/audience.ts';
import type { Participant } from '../../../people/participant.model.ts';
import { readPhone, whatsappAddress } from '../../../people/phone.ts';
import type { Round } from '../../../rounds/round.model.ts';
import { sendingPlan } from '../../../rounds/rounds.ts';
import { defaultLocale, locales } from '../../../texts/locales.ts';
import { chatCodeOf, untieOfficeChat } from '../../../users/office-chat.ts';
import { plain } from '../../shell/inputs.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { openOf, roundOf } from '../rounds/access.ts';
import { TiePage, TrialPage } from './trial-view.tsx';

const form = z.object({
  to: z.enum(['chat', 'whatsapp']).catch('chat'),
  phone: plain(40).catch(''),
  locale: z.enum(locales).catch(defaultLocale),
});
type Typed = z.infer<typeof form>;

/** `/rembuk/<id>/undangan/percobaan`: an invitation to oneself, sent the same way as everybody's. */
export function trialPages(): Router {
  const router = Router();
  const path = '/rembuk/:id/undangan/percobaan';
  router.get(path, signedIn('invite', showTrial));
  router.post(path, signedIn('invite', send));
  router.get(`${path}/telegram`, signedIn('invite', tie));
  router.post(`${path}/lepas`, signedIn('invite', untie));
  return router;
}

/** The first person of the audience; a sample needs somebody's name to be of use. */
async function sampleOf(round: Round): Promise<Participant | undefined> {
  const [first] = await audienceOf(sendingPlan(round).audience);
  return first;
}

async function showTrial(
  visit: SignedInVisit,
  request: Request,
  response: Response,
  typed: Typed = form.parse({}),
  problems: Record<string, string> = {},
): Promise<void> {
  const round = await roundOf(request);
  const [sample, trials] = await Promise.all([sampleOf(round), listTrials(round._id, visit.user._id)]);
  const served = visit.deps.invitationDesk.channels.map(({ name }) => name);
  const page = (
    <TrialPage
      visit={visit}
      round={round}
      sample={sample ? sample.name || visit.words.t('participant.unnamed') : null}
      chat={visit.user.chats?.[0] ?? null}
      has={{ telegram: visit.deps.startLink !== null, whatsapp: served.includes('whatsapp') }}
      trials={trials}
      typed={typed}
      problems={problems}
    />
  );
  show(response, page, Object.keys(problems).length > 0 ? 422 : 200);
}

async function send(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { deps, user } = visit;
  const typed = form.parse(request.body ?? {});
  const again = (field: string, key: string) => showTrial(visit, request, response, typed, { [field]: key });
  const round = await openOf(request);
  const address = addressOf(visit, typed);
  if (!address) return again('phone', typed.to === 'whatsapp' ? 'phone' : 'no-chat');
  const sample = await sampleOf(round);
  if (!sample) return again('phone', 'nobody');
  const plan = { round: round._id, by: user._id, address, locale: typed.locale, participant: sample._id };
  const trial = await planTrial(plan, deps.now());
  if (!trial) return again('phone', 'enough');
  await done(request, response, `/rembuk/${round._id}/undangan/percobaan`, 'trial-queued');
}

/** Where it goes: the user's own chat, or the phone they typed where WhatsApp is served. */
function addressOf({ user, deps }: SignedInVisit, { to, phone }: Typed): string | null {
  if (to === 'chat') return user.chats?.[0] ?? null;
  const served = deps.invitationDesk.channels.some(({ name }) => name === 'whatsapp');
  const read = readPhone(phone);
  return served && 'phone' in read && read.mobile ? whatsappAddress(read.phone) : null;
}

async function tie(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { startLink } = visit.deps;
  if (!startLink) throw new PageError(404);
  const round = await roundOf(request);
  const [link, code] = await Promise.all([startLink().catch(() => null), chatCodeOf(visit.user._id)]);
  if (!link) return showTrial(visit, request, response, undefined, { chat: 'telegram-away' });
  show(response, <TiePage visit={visit} round={round} link={link(code)} />);
}

async function untie(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { _id: id } = await roundOf(request);
  await untieOfficeChat(visit.user._id);
  await done(request, response, `/rembuk/${id}/undangan/percobaan`, 'chat-untied');
}
