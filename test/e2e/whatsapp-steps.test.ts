import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, startApp } from '../../src/app/app.ts';
import { findBrowser } from '../../src/embedded/browser.ts';
import { silentLog } from '../../src/log.ts';
import { notify } from '../../src/outreach/model/notices.ts';
import { addParticipants } from '../../src/people/participants.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { releaseDecision } from '../../src/proposals/release.ts';
import { decide } from '../../src/proposals/review.ts';
import type { Tier } from '../../src/proposals/step.model.ts';
import { submitProposal } from '../../src/proposals/submit.ts';
import type { Round } from '../../src/rounds/round.model.ts';
import { openRound } from '../../src/rounds/rounds.ts';
import { enterResults, planResults } from '../../src/tiers/results.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { hastySendLimits, hastyWhatsApp } from '../support/hasty-whatsapp.ts';
import { someAnswers } from '../support/proposing.ts';
import { type TestService, testService } from '../support/service.ts';
import { until } from '../support/uncertain.ts';
import { startWhatsAppWeb, type WhatsAppWeb } from '../support/whatsapp-web/server.ts';

const number = '6281234010007';
const ani = { name: 'ani@balangan.example', role: 'coordinator', scope: wholeDistrict };

let web: WhatsAppWeb;
let service: TestService;
let whatsapp: ReturnType<typeof hastyWhatsApp>;
let app: App;
let round: Round;

beforeAll(async () => {
  web = await startWhatsAppWeb();
  web.behaviour.linkAtOnce = true;
  web.addPerson(number);
  const { path } = await findBrowser({ dataDir: '.rembuk', onProgress: () => {} });
  service = await testService({
    CHROMIUM_PATH: path,
    CHROMIUM_ARGS: web.chromiumArgs.map((arg) => `"${arg}"`).join(' '),
  });
  whatsapp = hastyWhatsApp(service.config, service.backends, silentLog);
  app = await startApp(service.config, service.backends, {
    ...service,
    role: 'all',
    log: silentLog,
    sendLimits: hastySendLimits,
    extraChannels: [whatsapp.channel],
  });
  round = await openRound(new Date().getFullYear(), new Date(), { hours: null, recallMinutes: 0 });
  await until(() => whatsapp.channel.status().state === 'ready', 'WhatsApp is linked');
});
afterAll(async () => {
  await app?.stop();
  whatsapp?.close();
  await service?.remove();
  await web?.close();
});

const told = () => web.sent.map(({ body = '', caption = '' }) => body || caption);
const toldOf = (words: string) => told().filter((text) => text.includes(words)).length;

async function meets(proposal: Proposal, tier: Tier, forum: string): Promise<void> {
  const meeting = { round: round._id, tier, forum, day: '2026-01-12' };
  const plan = await planResults(meeting, [{ id: proposal._id, passed: true, reason: '' }], ani, new Date());
  expect(await enterResults(plan, ani, new Date())).toBe(1);
  await until(() => toldOf(forum) > 0, forum);
}

it('brings the answer, each step and a sheet to a proposer on WhatsApp, once each', {
  timeout: 240_000,
}, async () => {
  const seat = { office: 'ketua-rt' as const, rt: '07', village: '63.11.01.2003', kecamatan: '63.11.01' };
  const [participant] = await addParticipants(
    [{ name: 'Pak Hamdani', ...seat, address: `whatsapp:${number}` }],
    new Date(),
  );
  if (!participant) throw new Error('nobody was entered');
  const sent = {
    round,
    participant,
    number: 1,
    answers: someAnswers(),
    channel: 'whatsapp',
    now: new Date(),
  };
  const proposal = await submitProposal(sent);
  if (!proposal) throw new Error('the quota is used up');
  await decide(proposal, 0, { outcome: 'accepted', sentence: 'Masuk daftar.' }, ani, new Date());
  await releaseDecision(proposal._id, ani, new Date());
  await until(
    async () =>
      (await ProposalModel.exists({ _id: proposal._id, 'decision.delivery.status': 'sent' })) !== null,
    'the answer is sent',
  );
  await meets(proposal, 'musrenbang-desa', 'Musrenbang Desa Juai');
  await meets(proposal, 'musrenbang-kecamatan', 'Musrenbang Kecamatan Juai');

  await writeFile(join(app.runtime.dataDir, 'lembar.pdf'), '%PDF-1.7 lembar');
  const day = Date.UTC(2026, 0, 13);
  const sheet = {
    _id: 'sheet:juai',
    participant: participant._id,
    round: round._id,
    key: 'sheet.new',
    args: { village: 'Juai', day },
    file: { name: 'Lembar Desa Juai.pdf', path: 'lembar.pdf' },
  };
  expect([await notify([sheet], new Date()), await notify([sheet], new Date())]).toEqual([1, 0]);
  await until(() => toldOf('Lembar Juai') > 0, 'the sheet is sent');
  for (const words of ['Kabar usulan', 'Musrenbang Desa Juai', 'Musrenbang Kecamatan Juai', 'Lembar Juai'])
    expect([words, toldOf(words)]).toEqual([words, 1]);
  expect(web.sent.map(({ filename }) => filename).filter(Boolean)).toEqual(['Lembar Desa Juai.pdf']);
});
