/** What lies outside of somebody's area: one of everything that a village has. */
import { LetterModel } from '../../src/letters/letter.model.ts';
import { SentSheetModel } from '../../src/letters/sheets/sheet.model.ts';
import { InvitationModel } from '../../src/outreach/model/invitation.model.ts';
import { NoticeModel } from '../../src/outreach/model/notice.model.ts';
import { type Participant, ParticipantModel } from '../../src/people/participant.model.ts';
import { newParticipant } from '../../src/people/participants.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { correctIssue } from '../../src/proposals/review.ts';
import type { Round } from '../../src/rounds/round.model.ts';
import { SkpdDatumModel } from '../../src/skpd-data/datum.model.ts';
import { openThread } from '../../src/threads/ask.ts';
import { ThreadModel } from '../../src/threads/thread.model.ts';
import { ExampleModel } from '../../src/training/example.model.ts';
import { SpellingVariantModel } from '../../src/training/spelling-variant.model.ts';
import { UserModel } from '../../src/users/user.model.ts';
import { type Work, WorkModel } from '../../src/works/work.model.ts';
import { ani } from './accepted.ts';
import { officeMorning } from './office.ts';
import { propose, reread } from './proposals.ts';

/** A village, with a word that stands in nothing but its data. */
export interface OtherPlace {
  village: string;
  kecamatan: string;
  word: string;
}

/** Ids of what lies there. */
export interface Elsewhere extends OtherPlace {
  proposal: Proposal;
  person: Participant;
  /** Lives in the visitor's own village, in a seat that somebody held who lives there today. */
  successor: Participant;
  thread: string;
  letter: string;
  work: string;
  datum: string;
}

/** Enters one of everything. @param own the visitor's village; `n` a number that no other call has */
export async function enterElsewhere(
  round: Round,
  { word, ...place }: OtherPlace,
  own: { village: string; kecamatan: string },
  n: number,
): Promise<Elsewhere> {
  const enter = async (name: string, fields: Partial<Participant>): Promise<Participant> =>
    (await ParticipantModel.create({ ...newParticipant(officeMorning), name, ...fields })).toObject();
  const seat = { office: 'ketua-rt', rt: `9${n}` } as const;
  const sent = await propose(round, { proposal: `Pasar subuh ${word}`, ...place });
  await correctIssue(sent, sent.revision, 'ipm', ani, officeMorning);
  const proposal = await reread(sent);
  const person = await enter(`Rahmadi ${word}`, {
    ...place,
    ...seat,
    phone: `+628123456789${n}`,
    addresses: [`whatsapp:628123456789${n}`],
    verified: false,
  });
  const formerSeats = [{ ...seat, village: own.village, until: officeMorning }];
  await enter(`Nurdin ${word}`, { ...place, office: 'ketua-rt', rt: '10', formerSeats });
  const successor = await enter('Siti Juai', { ...own, ...seat });
  for (const status of ['failed', 'unknown'] as const) {
    const { _id: participant } = await enter(`Gagal ${word} ${status}`, { ...place, office: 'bpd' });
    await InvitationModel.create({
      _id: `${round._id}.${participant}`,
      round: round._id,
      participant,
      channel: 'telegram',
      address: 'telegram:1',
      status,
      queuedAt: officeMorning,
    });
  }
  const question = { participant: proposal.participant, round: round._id, at: officeMorning };
  const thread = await openThread({ ...question, words: `Kapan pasar ${word}?` });
  return {
    ...place,
    word,
    proposal,
    person,
    successor,
    thread: thread ?? '',
    letter: await writeLetter(round, proposal, n),
    work: await enterWork({ word, ...place }),
    datum: await enterDatum({ word, ...place }),
  };
}

async function writeLetter(round: Round, proposal: Proposal, n: number): Promise<string> {
  const { _id: id, code, village, kecamatan } = proposal;
  const letter = await LetterModel.create({
    _id: `${round._id}-${n}`,
    round: round._id,
    number: n,
    office: { key: 'pln', name: 'PLN' },
    proposals: [{ id, code, village, kecamatan }],
    by: ani.name,
    role: ani.role,
    at: officeMorning,
    due: '2026-12-20',
    revision: 0,
  });
  return letter._id;
}

async function enterWork({ word, ...place }: OtherPlace): Promise<string> {
  const work: Work = {
    _id: `2027.${place.village}.siring`,
    year: 2027,
    ...place,
    name: `Siring ${word}`,
    stage: 'budgeted',
    size: '120 m',
    office: '',
    list: 'daftar-lain',
    matches: [],
    others: [],
    at: officeMorning,
  };
  return (await WorkModel.create(work))._id;
}

async function enterDatum({ word, village, kecamatan }: OtherPlace): Promise<string> {
  const datum = await SkpdDatumModel.create({
    _id: `dinas-pupr.${village}.2025.jalan`,
    office: 'dinas-pupr',
    area: village,
    kecamatan,
    what: `Jalan rusak ${word}`,
    year: 2025,
    source: 'Survei',
    handedIn: { by: ani.name, at: officeMorning },
    revision: 0,
  });
  return datum._id;
}

/** All that a form could change there: people and what they sent, what is told of it, what the classifier learns, users. */
export async function allOf({ village, proposal, person, letter }: Elsewhere): Promise<unknown> {
  const there = [person._id, proposal.participant];
  return Promise.all([
    ParticipantModel.find({ village }).sort({ _id: 1 }).lean(),
    ProposalModel.find({ village }).sort({ _id: 1 }).lean(),
    ThreadModel.find({ village }).sort({ _id: 1 }).lean(),
    WorkModel.find({ village }).sort({ _id: 1 }).lean(),
    SkpdDatumModel.find({ area: village }).sort({ _id: 1 }).lean(),
    SentSheetModel.find({ village }).lean(),
    LetterModel.findById(letter).lean(),
    NoticeModel.find({ participant: { $in: there } }).lean(),
    InvitationModel.find().sort({ _id: 1 }).lean(),
    ExampleModel.find({ by: { $ne: 'repository' } }).lean(),
    SpellingVariantModel.find().lean(),
    UserModel.find({ role: 'admin' }).lean(),
  ]);
}
