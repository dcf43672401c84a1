import { randomUUID } from 'node:crypto';
import type { Answer, AnswerValue } from '../../src/conversation/types.ts';
import type { Participant } from '../../src/people/participant.model.ts';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { submitProposal } from '../../src/proposals/submit.ts';
import type { Round } from '../../src/rounds/round.model.ts';

export const testNow = new Date('2026-12-01T01:00:00Z');

export const testRound: Round = {
  _id: '2026',
  year: 2026,
  flow: 'usulan',
  quota: 3,
  answerDays: 5,
  status: 'open',
  openedAt: testNow,
};

/** Somebody of an RT; each call invents another person. */
export function aParticipant(fields: Partial<Participant> = {}): Participant {
  return {
    _id: randomUUID(),
    name: 'Ketua RT 03',
    office: 'ketua-rt',
    rt: '03',
    village: '63.11.01.2003',
    kecamatan: '63.11.01',
    unreachable: [],
    startCode: randomUUID(),
    locale: 'id',
    verified: true,
    registeredBy: 'staff',
    createdAt: testNow,
    ...fields,
  };
}

const answer = (value: AnswerValue, words: string): Answer => ({ value, words, at: testNow.toISOString() });

/** The answers of a whole proposal, as a conversation hands them over. */
export function someAnswers(
  proposal = 'Perbaikan jalan menuju kebun karet',
  problem = 'Jalan rusak berat',
): Record<string, Answer> {
  return {
    consent: answer({ kind: 'choice', choice: 'yes' }, 'Ya, mulai'),
    area: answer({ kind: 'choice', choice: 'rt' }, '1'),
    problem: answer({ kind: 'text', text: problem }, problem),
    own_issue: answer({ kind: 'choice', choice: 'pertumbuhan-ekonomi' }, 'ekonomi'),
    proposal: answer({ kind: 'text', text: proposal }, proposal),
    place: answer({ kind: 'place', landmark: 'dekat jembatan' }, 'dekat jembatan'),
    size: answer({ kind: 'quantity', amount: 800, unit: 'm' }, '800 meter'),
    households: answer({ kind: 'count', count: 30 }, '30 KK'),
    group: answer({ kind: 'choice', choice: 'umum' }, '1'),
    land: answer({ kind: 'choice', choice: 'village' }, '1'),
    photos: answer({ kind: 'skipped' }, 'LEWATI'),
  };
}

/** A proposal in the database, sent by somebody of an RT of its own unless told otherwise. */
export async function aProposal(
  fields: { participant?: Participant; number?: number; proposal?: string } = {},
): Promise<Proposal> {
  const { participant = aParticipant({ rt: randomUUID().slice(0, 8) }), number = 1, proposal } = fields;
  const stored = await submitProposal({
    round: testRound,
    participant,
    number,
    answers: someAnswers(proposal),
    channel: 'simulator',
    now: testNow,
  });
  if (!stored) throw new Error('the quota is used up');
  return stored;
}
