import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { meetStranger, record } from '../../src/people/participants.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { releaseDecision } from '../../src/proposals/release.ts';
import { type Actor, correctIssue, decide } from '../../src/proposals/review.ts';
import { openThread } from '../../src/threads/ask.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { type Office, officeMorning, officers } from './office.ts';
import { ordinaryProposals, propose, reread } from './proposals.ts';

const hours = (n: number) => new Date(officeMorning.getTime() + n * 3_600_000);

const ani: Actor = { name: officers.coordinator.email, role: 'coordinator', scope: wholeDistrict };

/**
 * An ordinary morning a week into the round: a proposal every half day, the oldest late, some drafted, one released,
 * one with photos; people who asked for help or registered themselves. The same at every run.
 */
export async function anOrdinaryMorning(office: Office): Promise<Proposal[]> {
  const proposals: Proposal[] = [];
  for (const [index, told] of ordinaryProposals.entries())
    proposals.push(await propose(office.round, { ...told, at: hours(index * 13) }));
  office.clock.now = hours(7 * 24);
  const [first, well, sewing, , , , paint] = proposals;
  if (!first || !well || !sewing || !paint) throw new Error('too few ordinary proposals');
  await putPhotos(office, first);
  await decide(
    well,
    0,
    { outcome: 'accepted', sentence: 'Sumur bor masuk daftar untuk musrenbang desa.' },
    ani,
    hours(100),
  );
  await correctIssue(sewing, 0, 'pengangguran', ani, hours(101));
  await decide(
    await reread(sewing),
    1,
    {
      outcome: 'returned',
      reason: 'data-kurang',
      lacks: 'size',
      sentence: 'Mohon sebutkan berapa hari pelatihannya.',
    },
    ani,
    hours(101),
  );
  await decide(
    paint,
    0,
    {
      outcome: 'rejected',
      reason: 'bukan-masalah-pokok',
      sentence: 'Pagar kantor desa dapat dicat dengan dana desa.',
    },
    ani,
    hours(120),
  );
  await releaseDecision(paint._id, ani, hours(121));
  await openThread({ participant: first.participant, round: first.round, words: '', at: hours(160) });
  await record.wrongPerson(sewing.participant, hours(150));
  const stranger = await meetStranger('simulator:9001', 'Hamdani', hours(140));
  await ParticipantModel.updateOne(
    { _id: stranger._id },
    { $set: { office: 'ketua-rt', rt: '02', village: '63.11.08.2001', kecamatan: '63.11.08' } },
  );
  return Promise.all(proposals.map(reread));
}

/** Three drawn photos of a road, as they lie in the folder after they were fetched and cleaned. */
async function putPhotos(office: Office, proposal: Proposal): Promise<void> {
  const folder = join(office.service.config.DATA_DIR, 'media');
  await mkdir(folder, { recursive: true });
  for (const [index, sky] of ['#9cc9e8', '#c9d8de', '#e8c99c'].entries()) {
    const file = `${proposal._id}-${index}.jpg`;
    const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">
      <rect width="640" height="480" fill="${sky}"/><rect y="200" width="640" height="280" fill="#3f6b35"/>
      <polygon points="290,200 350,200 560,480 80,480" fill="#8a6a45"/>
      <ellipse cx="${300 + index * 30}" cy="${360 + index * 20}" rx="70" ry="16" fill="#5c452c"/></svg>`;
    await writeFile(join(folder, file), await sharp(Buffer.from(drawn)).jpeg({ quality: 70 }).toBuffer());
    await ProposalModel.updateOne({ _id: proposal._id }, { $set: { [`photos.${index}.file`]: file } });
  }
}
