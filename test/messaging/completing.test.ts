import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reopenDue } from '../../src/messaging/handling/reopen.ts';
import { takeCompletions } from '../../src/messaging/handling/take-completions.ts';
import type { Participant } from '../../src/people/participant.model.ts';
import { listProposals } from '../../src/proposals/list.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { releaseDecision } from '../../src/proposals/release.ts';
import { decide } from '../../src/proposals/review.ts';
import { closeRound, reopenRound } from '../../src/rounds/rounds.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { reread } from '../support/proposals.ts';
import { aWholeTalk } from '../support/saying-it-all.ts';
import { type TestService, testService } from '../support/service.ts';
import { startTalks, type Talks } from '../support/talks.ts';

const ani = { name: 'ani@balangan.example', role: 'coordinator', scope: wholeDistrict };
/** Each asks for something else, so that nobody is shown a twin. */
const things = [
  'Perbaikan jalan menuju kebun karet',
  'Sumur bor untuk air bersih',
  'Rehab posyandu Mawar',
  'Drainase di depan sekolah',
  'Lapangan voli desa',
  'Titian ulin di atas sungai',
];

let service: TestService;
let talks: Talks;
let address = 500;

beforeAll(async () => {
  service = await testService();
  talks = await startTalks(service);
});
afterAll(async () => {
  await talks?.stop();
  await service?.remove();
});

/** Somebody who has sent a proposal that was returned, for one of its answers is lacking. */
async function returned(
  lacks: 'place' | 'proposal',
): Promise<{ at: string; person: Participant; proposal: Proposal }> {
  address += 1;
  const at = String(address);
  const person = await talks.enter(at);
  await talks.tell(at, aWholeTalk(things[address % things.length]));
  await talks.quiet();
  const sent = await ProposalModel.findOne({ participant: person._id }).lean();
  if (!sent) throw new Error('nothing was sent');
  const decision = {
    outcome: 'returned',
    reason: 'data-kurang',
    lacks,
    sentence: 'Mohon lengkapi.',
  } as const;
  await decide(sent, sent.revision, decision, ani, new Date());
  await releaseDecision(sent._id, ani, new Date());
  return { at, person, proposal: await reread(sent) };
}

const lastText = (at: string) => talks.texts(at).at(-1) ?? '';
const asked = (at: string, code: string) =>
  talks.texts(at).filter((text) => text.startsWith(`Usulan ${code} perlu dilengkapi`));
const untilAsked = (at: string, code: string) =>
  expect.poll(() => asked(at, code).length, { timeout: 60_000 }).toBe(1);

describe('a proposal that is to be completed', () => {
  it('is completed in the chat, is the same proposal, and is back on the desk, on top', async () => {
    const other = await returned('place');
    await untilAsked(other.at, other.proposal.code);
    const { at, person, proposal } = await returned('place');
    await untilAsked(at, proposal.code);
    const [news = ''] = talks.texts(at).filter((text) => text.startsWith('Kabar usulan'));
    expect(news).toContain('Yang perlu dilengkapi: lokasi.');
    expect(lastText(at)).toContain(`Usulan ${proposal.code} perlu dilengkapi: lokasi.`);
    await talks.tell(at, ['belakang masjid Al-Falah RT 03']);
    await talks.quiet();
    const completed = await reread(proposal);
    expect(completed).toMatchObject({
      code: proposal.code,
      status: 'in-review',
      completion: { role: 'place' },
      answers: { place: { value: { landmark: 'belakang masjid Al-Falah RT 03' } } },
    });
    expect(completed.decision).toBeUndefined();
    expect(completed.answeredAt).toBeInstanceOf(Date);
    expect(completed.history.at(-1)).toMatchObject({
      what: 'completed',
      from: 'dekat jembatan gantung',
      to: 'place',
    });
    expect(await ProposalModel.countDocuments({ participant: person._id })).toBe(1);
    const { proposals } = await listProposals(
      { round: '2026', undecided: true },
      wholeDistrict,
      1,
      new Date(),
    );
    expect(proposals[0]?._id).toBe(proposal._id);
    // It is decided and answered again, and is no longer marked.
    await decide(completed, completed.revision, { outcome: 'accepted', sentence: 'Masuk.' }, ani, new Date());
    expect((await reread(proposal)).completion).toBeUndefined();
  });

  it('is asked once and taken once, through restarts, repeats and two who do it at once', async () => {
    const { at, proposal } = await returned('place');
    await untilAsked(at, proposal.code);
    await ProposalModel.updateOne({ _id: proposal._id }, { $unset: { 'decision.reopenedAt': 1 } });
    await Promise.all([reopenDue(talks.app.runtime), reopenDue(talks.app.runtime)]);
    await talks.stop();
    talks = await startTalks(service, { simulator: talks.simulator });
    await talks.quiet();
    expect(asked(at, proposal.code)).toHaveLength(1);
    // The network brings the answer twice, and its effect is carried out twice.
    await talks.say(at, 'dekat pasar', 'the-answer');
    await talks.quiet();
    const { revision } = await reread(proposal);
    await talks.say(at, 'dekat pasar', 'the-answer');
    const { decision } = proposal;
    const effect = {
      kind: 'completed',
      proposal: proposal._id,
      since: decision?.at.toISOString() ?? '',
      role: 'place',
      answer: { value: { kind: 'place', landmark: 'lain' }, words: 'lain', at: new Date().toISOString() },
      at: new Date().toISOString(),
    } as const;
    await takeCompletions([{ effect, participant: proposal.participant, round: '2026' }], talks.app.runtime);
    await talks.quiet();
    expect(await reread(proposal)).toMatchObject({ revision, answers: { place: { words: 'dekat pasar' } } });
  });

  it('is classified anew where its words change, and declined or put off where they say so', async () => {
    const { at, proposal } = await returned('proposal');
    await untilAsked(at, proposal.code);
    await talks.tell(at, ['nanti saja']);
    expect(talks.texts(at).some((text) => text.includes('ketik LENGKAPI'))).toBe(true);
    expect((await reread(proposal)).status).toBe('returned');
    await talks.tell(at, ['lengkapi', 'Pembangunan sumur bor untuk warga miskin']);
    await talks.quiet();
    const now = await reread(proposal);
    expect(now.title).toBe('Pembangunan sumur bor untuk warga miskin');
    expect(now.text).toContain('Pembangunan sumur bor');
    await expect
      .poll(async () => (await reread(proposal)).classification?.at.getTime(), { timeout: 60_000 })
      .toBeGreaterThan(proposal.classification?.at.getTime() ?? 0);
    const refused = await returned('place');
    await untilAsked(refused.at, refused.proposal.code);
    await talks.tell(refused.at, ['tidak bisa']);
    await talks.quiet();
    expect(await reread(refused.proposal)).toMatchObject({
      status: 'in-review',
      completion: { role: 'place', declined: true },
      answers: { place: { words: 'dekat jembatan gantung' } },
    });
  });

  it('is completed when its round is closed', async () => {
    const { at, proposal } = await returned('place');
    await untilAsked(at, proposal.code);
    await closeRound('2026');
    // The round is remembered for some seconds.
    await expect
      .poll(async () => (await talks.app.runtime.contexts.round()) === null, { timeout: 30_000 })
      .toBe(true);
    await talks.tell(at, ['dekat pasar']);
    await talks.quiet();
    expect(await reread(proposal)).toMatchObject({
      status: 'in-review',
      answers: { place: { words: 'dekat pasar' } },
    });
    await talks.tell(at, ['halo']);
    expect(lastText(at)).not.toContain('perlu dilengkapi');
    await reopenRound('2026');
  });
});
