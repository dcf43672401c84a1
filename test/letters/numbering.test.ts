import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LetterModel } from '../../src/letters/letter.model.ts';
import { type LetterDraft, LetterError, writeLetter } from '../../src/letters/write.ts';
import { NoticeModel } from '../../src/outreach/model/notice.model.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { SeatUsageModel } from '../../src/proposals/seat-usage.model.ts';
import type { Round } from '../../src/rounds/round.model.ts';
import { RoundModel } from '../../src/rounds/round.model.ts';
import { openRound } from '../../src/rounds/rounds.ts';
import { CounterModel } from '../../src/storage/counter.model.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { VoiceModel } from '../../src/voices/voice.model.ts';
import { answerProposal, toProvince } from '../support/answering.ts';
import { useDatabase } from '../support/database.ts';
import { propose } from '../support/proposals.ts';

useDatabase([
  LetterModel,
  NoticeModel,
  ProposalModel,
  ParticipantModel,
  RoundModel,
  SeatUsageModel,
  CounterModel,
  VoiceModel,
]);

const now = new Date('2026-12-01T01:00:00Z');
const ani = { name: 'ani@balangan.example', role: 'coordinator', scope: wholeDistrict } as const;
const offices = [{ key: 'provinsi-pendidikan', name: 'Dinas Pendidikan provinsi' }];

let round: Round;
const forwarded: Proposal[] = [];
beforeAll(async () => {
  round = await openRound(2026, now);
  for (const proposal of ['Atap SMK', 'Laboratorium SMK', 'Pagar SMA', 'Asrama SMK']) {
    const sent = await propose(round, { proposal });
    await answerProposal(sent, toProvince, now);
    forwarded.push(sent);
  }
});
beforeEach(() => LetterModel.deleteMany({}));

const write = (...proposals: Proposal[]) => {
  const ids = proposals.map(({ _id }) => _id);
  const draft: LetterDraft = { round, office: 'provinsi-pendidikan', proposals: ids, due: '2026-12-29' };
  return writeLetter(draft, offices, ani, now);
};
const numbers = async () =>
  (await LetterModel.find({ round: '2026' }).sort({ number: 1 }).lean()).map(({ number }) => number);
const nth = (index: number) => forwarded[index] as Proposal;

describe('the number of a letter', () => {
  it('is not used up by one that could not be stored', async () => {
    await write(nth(0));
    // It stands in a letter that the list of this round does not show, so that only the store refuses it.
    const { _id: id, code, village, kecamatan } = nth(1);
    const { _id, ...first } = await LetterModel.findById('2026-1').orFail().lean();
    await LetterModel.create({
      ...first,
      _id: '2025-9',
      round: '2025',
      number: 9,
      proposals: [{ id, code, village, kecamatan }],
    });
    await expect(write(nth(1))).rejects.toThrow(LetterError);
    await write(nth(2));
    expect(await numbers()).toEqual([1, 2]);
  });

  it('is each one’s own where several are written at once, and leaves no gap', async () => {
    const written = await Promise.all(forwarded.map((one) => write(one)));
    expect(written.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4]);
    expect(await numbers()).toEqual([1, 2, 3, 4]);
  });

  it('is given to one of two who put the same into a letter at the same time', async () => {
    const tried = await Promise.allSettled([write(nth(0)), write(nth(0)), write(nth(0))]);
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of tried) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(LetterError);
    await write(nth(1));
    expect(await numbers()).toEqual([1, 2]);
  });
});
