import compression from 'compression';
import cookieParser from 'cookie-parser';
import express, { Router } from 'express';
import { largestLetter } from '../outreach/planning/letters.ts';
import { limits } from '../people/import/rows.ts';
import { accountPages } from './pages/account/routes.tsx';
import { agreementPages } from './pages/agreement/routes.tsx';
import { answerPages } from './pages/answers/routes.tsx';
import { participantPages } from './pages/attention/routes.tsx';
import { auditPages } from './pages/audit/routes.tsx';
import { bulkPages } from './pages/bulk/routes.tsx';
import { channelPages } from './pages/channels/routes.tsx';
import { codeCheckPages } from './pages/code-check/routes.tsx';
import { homePages } from './pages/home/routes.tsx';
import { importPages } from './pages/import/routes.tsx';
import { indicatorPages } from './pages/indicators/routes.tsx';
import { invitationPages } from './pages/invitations/routes.tsx';
import { trialPages } from './pages/invitations/trial-routes.tsx';
import { unknownPages } from './pages/invitations/unknown-routes.tsx';
import { keptFormPages } from './pages/kept-form/routes.tsx';
import { letterPages } from './pages/letters/routes.tsx';
import { limitPages } from './pages/limits/routes.tsx';
import { lookPages } from './pages/look/routes.ts';
import { mapPages } from './pages/map/routes.tsx';
import { minutesPages } from './pages/minutes/routes.tsx';
import { modelPages } from './pages/model/routes.tsx';
import { chatPages } from './pages/people/chats-routes.ts';
import { confirmPages } from './pages/people/confirm-routes.tsx';
import { peoplePages } from './pages/people/routes.tsx';
import { personalDataPages } from './pages/personal-data/routes.tsx';
import { playPages } from './pages/play/routes.tsx';
import { officePages } from './pages/proposal/office.ts';
import { proposalPages } from './pages/proposal/routes.tsx';
import { voicePages } from './pages/proposal/voice-routes.ts';
import { proposalListPages } from './pages/proposals/routes.tsx';
import { queuePages } from './pages/queues/routes.tsx';
import { closedMeanwhile } from './pages/rounds/access.ts';
import { roundPages } from './pages/rounds/routes.tsx';
import { secondFactorPages } from './pages/second-factor/routes.tsx';
import { signInPages } from './pages/sign-in/routes.tsx';
import { silentPages } from './pages/silent/routes.tsx';
import { skpdDataPages } from './pages/skpd-data/routes.tsx';
import { threadPages } from './pages/threads/routes.tsx';
import { tierFilePages } from './pages/tiers/file-routes.tsx';
import { recommendationPages } from './pages/tiers/recommendation-routes.ts';
import { tierPages } from './pages/tiers/routes.tsx';
import { weightPages } from './pages/tiers/weights-routes.tsx';
import { userPages } from './pages/users/routes.tsx';
import { villageSheetPages } from './pages/village-sheet/routes.tsx';
import { workListPages } from './pages/works/import-routes.tsx';
import { workPages } from './pages/works/routes.tsx';
import { assets } from './shell/assets.ts';
import type { AdminDeps } from './shell/deps.ts';
import { errorPages } from './shell/errors.tsx';
import { keepForms, keepRefused } from './shell/kept-form.ts';
import { notFound } from './shell/page-error.ts';
import { securityHeaders } from './shell/security.ts';
import { forms, sessions } from './shell/session.ts';
import { uploads } from './shell/uploads.ts';
import { receiveVisits } from './shell/visit.ts';

/** A form holds a few fields; the longest is a confirmation of some hundred answers, an id each. */
const formLimits = { extended: false, limit: '96kb', parameterLimit: 1_200 } as const;

/** Every page there is, a router for each concept; a test goes through all of their addresses. */
export const pages = (deps: AdminDeps): Router[] => [
  signInPages(),
  keptFormPages(),
  codeCheckPages(),
  homePages(),
  mapPages(),
  lookPages(),
  proposalListPages(),
  bulkPages(),
  proposalPages(),
  officePages(),
  voicePages(),
  tierFilePages(),
  weightPages(),
  tierPages(),
  recommendationPages(),
  answerPages(deps),
  roundPages(),
  trialPages(),
  unknownPages(),
  invitationPages(),
  silentPages(),
  minutesPages(),
  letterPages(),
  villageSheetPages(),
  importPages(),
  peoplePages(),
  personalDataPages(),
  workListPages(),
  workPages(),
  participantPages(),
  threadPages(),
  skpdDataPages(),
  confirmPages(),
  chatPages(),
  indicatorPages(),
  channelPages(),
  limitPages(),
  modelPages(),
  playPages(),
  agreementPages(),
  queuePages(),
  userPages(),
  auditPages(),
  accountPages(),
  secondFactorPages(),
];

/** Answers compressed, but for streams of events: those are to arrive at once. */
const compressed = compression({
  filter: (request, response) =>
    response.getHeader('Content-Type') !== 'text/event-stream' && compression.filter(request, response),
});

/**
 * The pages of the office: sign-in, proposals, answers, rounds, people, indicators, channels, queues, users. Mount it last,
 * at the root, once the database is connected; every address it does not know gets its 404 page.
 */
export function createAdminApp(deps: AdminDeps): Router {
  const router = Router();
  router.use(securityHeaders(deps.secureCookies));
  router.use(compressed);
  router.use('/aset', assets);
  router.use(express.urlencoded(formLimits));
  router.use(cookieParser());
  router.use(sessions(deps));
  const tokens = forms(deps);
  router.use(receiveVisits(deps, tokens));
  router.post('/peserta/impor', uploads('enter-participants', limits.bytes));
  router.post('/realisasi/impor', uploads('enter-works', limits.bytes));
  router.post('/data-skpd/berkas', uploads('hand-in-data', limits.bytes));
  router.post('/tahapan/berkas', uploads('enter-steps', limits.bytes));
  router.post('/rembuk/:id/surat', uploads('invite', largestLetter));
  router.use(keepForms(deps));
  router.use(tokens.protection);
  router.use(keepRefused(deps));
  router.use(...pages(deps));
  router.use(notFound);
  router.use(closedMeanwhile);
  router.use(errorPages(deps));
  return router;
}
