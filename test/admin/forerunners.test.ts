import { beforeAll, describe, expect, it } from 'vitest';
import { writePrivate } from '../../src/files.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { carryProposal } from '../../src/proposals/carry-over.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import type { Round } from '../../src/rounds/round.model.ts';
import { closeRound, openRound } from '../../src/rounds/rounds.ts';
import { answerProposal } from '../support/answering.ts';
import { officeMorning, useOffice } from '../support/office.ts';
import { propose } from '../support/proposals.ts';

const office = useOffice();

let first: Proposal;
let second: Proposal;
let third: Proposal;
beforeAll(async () => {
  first = await propose(office().round, { proposal: 'Siring sungai di belakang masjid', photos: 2 });
  await writePrivate(office().app.runtime.mediaDir, 'siring.jpg', Buffer.from('the wall'));
  await ProposalModel.updateOne(
    { _id: first._id },
    { $set: { 'photos.0.file': 'siring.jpg', 'photos.1.lost': 'gone' } },
  );
  second = await again(first, await nextRound(2027));
  third = await again(second, await nextRound(2028));
});

async function nextRound(year: number): Promise<Round> {
  await closeRound(String(year - 1));
  return openRound(year, officeMorning);
}

/** Agreed on, not funded, and sent again by its seat. */
async function again(proposal: Proposal, round: Round): Promise<Proposal> {
  await answerProposal(proposal, { outcome: 'accepted', sentence: 'Disepakati.' }, officeMorning);
  const participant = await ParticipantModel.findById(proposal.participant).orFail().lean();
  const carried = await carryProposal({
    round,
    participant,
    number: 1,
    from: proposal._id,
    now: officeMorning,
  });
  if (typeof carried === 'string') throw new Error(carried);
  return carried;
}

const heading = 'Foto dari usulan tahun sebelumnya';
const pageOf = async (proposal: Proposal, officer: 'coordinator' | 'local' = 'coordinator') =>
  (await (await office().signedIn(officer)).get(`/usulan/${proposal._id}`)).text;

describe('a proposal that was carried over', () => {
  it('shows the photos of the years before, which stay with the proposal of then', async () => {
    for (const proposal of [second, third]) {
      const page = await pageOf(proposal);
      expect(page).toContain(heading);
      expect(page).toMatch(
        new RegExp(`Dikirim pada rembuk 2026 dengan <a href="/usulan/${first._id}">${first.code}</a>`),
      );
      const source = /<img src="([^"]+\/foto\/1)"/.exec(page)?.[1] ?? '';
      expect((await (await office().signedIn('coordinator')).get(source)).text).toBe('the wall');
      expect(page).toContain('Foto 2 tidak bisa disimpan.');
    }
    expect((await ProposalModel.findById(third._id).orFail().lean()).photos).toEqual([]);
  });

  it('has none to show where nothing was before', async () => {
    expect(await pageOf(first)).not.toContain(heading);
  });

  it('shows none of another kecamatan to who looks after its own', async () => {
    expect(await pageOf(third, 'local')).toContain(heading);
    await ProposalModel.updateOne({ _id: first._id }, { $set: { kecamatan: '63.11.06' } });
    expect(await pageOf(third, 'local')).not.toContain(heading);
    expect(await pageOf(third)).toContain(heading);
  });
});
