import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { notify } from '../../src/outreach/model/notices.ts';
import { addParticipants } from '../../src/people/participants.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { releaseDecision } from '../../src/proposals/release.ts';
import { decide } from '../../src/proposals/review.ts';
import type { Tier } from '../../src/proposals/step.model.ts';
import { submitProposal } from '../../src/proposals/submit.ts';
import { enterResults, planResults } from '../../src/tiers/results.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { useOverWhatsApp } from '../support/over-whatsapp.ts';
import { someAnswers } from '../support/proposing.ts';
import { until } from '../support/uncertain.ts';

const number = '6281234010007';
const ani = { name: 'ani@balangan.example', role: 'coordinator', scope: wholeDistrict };

const over = useOverWhatsApp({ round: { recallMinutes: 0 } });

const told = () => over().web.sent.map(({ body = '', caption = '' }) => body || caption);
const toldOf = (words: string) => told().filter((text) => text.includes(words)).length;

async function meets(proposal: Proposal, tier: Tier, forum: string): Promise<void> {
  const meeting = { round: over().round._id, tier, forum, day: '2026-01-12' };
  const plan = await planResults(meeting, [{ id: proposal._id, passed: true, reason: '' }], ani, new Date());
  expect(await enterResults(plan, ani, new Date())).toBe(1);
  await until(() => toldOf(forum) > 0, forum);
}

it('brings the answer, each step and a sheet to a proposer on WhatsApp, once each', {
  timeout: 240_000,
}, async () => {
  const { app, round, web } = over();
  web.addPerson(number);
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
