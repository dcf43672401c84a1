import { beforeAll, describe, expect, it } from 'vitest';
import { IndicatorModel } from '../../src/issues/indicator.model.ts';
import { IssueModel } from '../../src/issues/issue.model.ts';
import { answerDeliveries } from '../../src/outreach/model/answers.ts';
import { type Participant, ParticipantModel } from '../../src/people/participant.model.ts';
import { addParticipants, findParticipant, meetStranger } from '../../src/people/participants.ts';
import { lookUp, missWindowMs, mostMisses } from '../../src/proposals/lookup.ts';
import { LookupMissesModel } from '../../src/proposals/lookup-misses.model.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { releaseDecision } from '../../src/proposals/release.ts';
import { decide } from '../../src/proposals/review.ts';
import { RegionModel } from '../../src/regions/region.model.ts';
import { type Round, RoundModel } from '../../src/rounds/round.model.ts';
import { CounterModel } from '../../src/storage/counter.model.ts';
import { useDatabase } from '../support/database.ts';
import { openBalangan, propose, reread } from '../support/proposals.ts';

useDatabase([
  RegionModel,
  IssueModel,
  IndicatorModel,
  RoundModel,
  ParticipantModel,
  ProposalModel,
  CounterModel,
  LookupMissesModel,
]);

const now = new Date('2026-12-01T02:00:00Z');
const juai = '63.11.01.2003';

describe('CEK', () => {
  let round: Round;
  beforeAll(async () => {
    round = await openBalangan(now);
  });
  const title = 'Sumur bor RT 03, hubungi 0812.5000.1111';

  async function person(village: string, rt: string): Promise<Participant> {
    const [entered] = await addParticipants(
      [{ name: 'Pak Amat', office: 'ketua-rt', rt, village, kecamatan: village.slice(0, 8) }],
      now,
    );
    if (!entered) throw new Error('nobody was entered');
    return entered;
  }
  const proposerOf = async ({ participant }: Proposal) => {
    const found = await findParticipant(participant);
    if (!found) throw new Error('gone');
    return found;
  };
  const ask = (
    participant: Participant,
    { code }: Pick<Proposal, 'code'>,
    address = `t:${participant._id}`,
    at = now,
  ) => lookUp(code, { participant, address }, at);

  it('tells the seat itself, its supporters and the verified of the village what it says; others only the state', async () => {
    const proposal = await propose(round, { proposal: title, village: juai });
    const own = await proposerOf(proposal);
    expect(await ask(own, proposal)).toMatchObject({ found: { title } });
    expect(await ask(await person(juai, own.rt ?? ''), proposal)).toMatchObject({ found: { title } });

    const masked = { found: { title: 'Sumur bor RT 03, hubungi …' } };
    const neighbour = await person(juai, '77');
    expect(await ask(neighbour, proposal)).toMatchObject(masked);
    const supporter = await propose(round, { proposal: 'Sumur bor', village: juai, supports: proposal });
    expect(await ask(await proposerOf(supporter), await reread(proposal))).toMatchObject(masked);

    const bare = {
      found: {
        code: proposal.code,
        title: '',
        status: 'classified',
        answer: null,
        answerBy: proposal.answerBy.toISOString(),
        bare: { sentOn: proposal.submittedAt.toISOString() },
      },
    };
    const stranger = await meetStranger('telegram:4711', 'Orang', now);
    const claims = {
      ...stranger,
      office: 'ketua-rt' as const,
      rt: '78',
      village: juai,
      kecamatan: '63.11.01',
    };
    const elsewhere = await person('63.11.02.2004', '01');
    for (const nobody of [stranger, claims, elsewhere, { ...neighbour, leftAt: now }])
      expect(await ask(nobody, proposal)).toEqual(bare);
  });

  it('keeps an answer, and who supports it, from those who may not read it', async () => {
    const proposal = await propose(round, { proposal: title, village: juai });
    const ani = { name: 'ani@x.id', role: 'coordinator', scope: { kind: 'district' } as const };
    await decide(
      proposal,
      proposal.revision,
      { outcome: 'accepted', sentence: 'Hubungi 0526-2021234.' },
      ani,
      now,
    );
    await releaseDecision(proposal._id, ani, now);
    // Until it has arrived nobody is told, for it may still be taken back.
    expect(await ask(await person(juai, '78'), proposal)).toMatchObject({
      found: { status: 'in-review', answer: null },
    });
    await answerDeliveries.settle(proposal._id, 'a dispatcher', { status: 'sent' }, now);
    const { found } = (await ask(await person('63.11.02.2004', '01'), proposal)) as { found: object };
    expect(found).toMatchObject({
      status: 'accepted',
      answer: null,
      bare: { answeredOn: now.toISOString() },
    });
    expect(JSON.stringify(found)).not.toMatch(/Sumur|Hubungi|0526/);
    const neighbour = await person(juai, '79');
    expect(await ask(neighbour, proposal)).toMatchObject({ found: { answer: { sentence: 'Hubungi ….' } } });
  });

  it('bounds how many codes an address may try, whoever it says it is, and forgets it after an hour', async () => {
    const proposal = await propose(round, { proposal: title, village: juai });
    const stranger = await meetStranger('telegram:4712', 'Orang', now);
    const other = await meetStranger('telegram:4713', 'Orang', now);
    const at = 'telegram:4712';
    for (let n = 1; n <= mostMisses; n += 1)
      expect(await ask(stranger, { code: `RR-26-0103-9${n}00` }, at)).toEqual({ found: null });
    expect(await ask(stranger, proposal, at)).toEqual({ minutes: 60 });
    expect(await ask(other, { code: 'RR-26-0103-9000' }, at)).toEqual({ minutes: 60 });
    expect(await ask(other, proposal, 'telegram:4713')).toMatchObject({ found: { code: proposal.code } });
    // What is theirs they may always read.
    expect(await ask(await proposerOf(proposal), proposal, at)).toMatchObject({ found: { title } });
    const later = new Date(now.getTime() + missWindowMs);
    expect(await ask(stranger, { code: 'RR-26-0103-9000' }, at, later)).toEqual({ found: null });
    expect(await LookupMissesModel.countDocuments({ _id: 'telegram:4713' })).toBe(1);
    await ask(stranger, { code: 'RR-26-0103-9000' }, at, new Date(later.getTime() + 1));
    expect(await LookupMissesModel.countDocuments({ _id: 'telegram:4713' })).toBe(0);
  });
});
