/**
 * Makes a round as large as a bench wants it: invented people with three proposals each, written to the database as the
 * service would have left them. The same seed makes the same round. It is no test of the service's own writing.
 */
import { readExamples } from '../../src/classification/examples.ts';
import type { Example } from '../../src/classification/types.ts';
import type { Answer, AnswerValue } from '../../src/conversation/types.ts';
import { type Random, random } from '../../src/demo/random.ts';
import { type Participant, ParticipantModel } from '../../src/people/participant.model.ts';
import type { Decision } from '../../src/proposals/decision.model.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { outcomes, reasonCodes, reasonOutcomes } from '../../src/proposals/reasons.ts';
import type { Region } from '../../src/regions/region.model.ts';
import type { Round } from '../../src/rounds/round.model.ts';
import { collectionOf } from '../../src/storage/collection-of.ts';

const seed = 8;
const proposalsEach = 3;
const batch = 2_000;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Fills a round with so many proposals, spread over these villages and over three weeks from its opening. */
export async function fillRound(round: Round, villages: readonly Region[], count: number): Promise<void> {
  const chance = random(seed);
  const examples = await readExamples();
  for (let from = 0; from < count; from += batch) {
    const people: Participant[] = [];
    const proposals: Proposal[] = [];
    for (let index = from; index < Math.min(from + batch, count); index += 1) {
      const seat = Math.floor(index / proposalsEach);
      const village = villages[seat % villages.length];
      if (!village) throw new RangeError('no village to propose from');
      const rt = String(1 + Math.floor(seat / villages.length)).padStart(2, '0');
      if (index % proposalsEach === 0 || index === from) people.push(personOf(seat, village, rt, round));
      proposals.push(
        proposalOf(index, { round, village, rt, of: count, chance, example: chance.pick(examples) }),
      );
    }
    await collectionOf<Participant>(ParticipantModel).bulkWrite(
      people.map((one) => ({ replaceOne: { filter: { _id: one._id }, replacement: one, upsert: true } })),
      { ordered: false },
    );
    await collectionOf<Proposal>(ProposalModel).insertMany(proposals, { ordered: false });
  }
}

const personId = (seat: number) => `bench-${seat}`;

function personOf(seat: number, village: Region, rt: string, round: Round): Participant {
  return {
    _id: personId(seat),
    name: `Ketua RT ${rt} ${village.name}`,
    office: 'ketua-rt',
    rt,
    village: village._id,
    kecamatan: village.kecamatan.code,
    addresses: [`telegram:${700_000_000 + seat}`],
    unreachable: [],
    startCode: `bench${seat}`,
    locale: 'id',
    verified: true,
    registeredBy: 'staff',
    consent: { textVersion: '1', at: round.openedAt },
    createdAt: round.openedAt,
  };
}

interface Told {
  round: Round;
  village: Region;
  rt: string;
  of: number;
  chance: Random;
  example: Example;
}

/** Half are decided, a third released; every seventh waits for the classifier's question to be settled. */
function proposalOf(index: number, { round, village, rt, of, chance, example }: Told): Proposal {
  const submittedAt = new Date(round.openedAt.getTime() + Math.floor((index / of) * 21 * dayMs));
  const title = `${example.text} RT ${rt}`;
  const confidence = 0.5 + chance.below(50) / 100;
  const issue = confidence < 0.57 ? null : example.primary;
  const [, , kecamatan = '', desa = ''] = village._id.split('.');
  const decision = chance.below(2) === 0 ? undefined : decisionOf(submittedAt, chance);
  return {
    _id: `${round._id}.${personId(Math.floor(index / proposalsEach))}.${(index % proposalsEach) + 1}`,
    code: `RR-26-${kecamatan}${desa.slice(-2)}-${String(index + 1).padStart(6, '0')}`,
    round: round._id,
    participant: personId(Math.floor(index / proposalsEach)),
    village: village._id,
    kecamatan: village.kecamatan.code,
    quotaKey: `${village._id}/rt/${rt}`,
    title,
    text: `${title}. Warga sudah lama mengeluhkan hal ini.`,
    answers: answersOf(title, example.primary, submittedAt, chance),
    ownIssue: chance.below(3) === 0 ? null : example.primary,
    supporters: [],
    support: chance.below(9) === 0 ? 1 + chance.below(4) : 0,
    photos: [],
    classification: {
      primary: example.primary,
      secondary: null,
      confidence,
      because: example.text.split(' ').slice(0, 2),
      scores: { [example.primary]: confidence },
      decision: issue ? 'file' : 'ask',
      version: 'bench',
      at: submittedAt,
    },
    issue,
    ...(issue ? { issueBy: 'classifier' } : {}),
    status: decision?.releasedAt ? decision.outcome : decision ? 'in-review' : 'classified',
    ...(decision ? { decision } : {}),
    history: [
      {
        at: submittedAt,
        by: personId(Math.floor(index / proposalsEach)),
        role: 'participant',
        what: 'status',
        from: 'draft',
        to: 'submitted',
      },
    ],
    submittedAt,
    answerBy: new Date(submittedAt.getTime() + round.answerDays * dayMs),
    revision: 0,
  };
}

function decisionOf(submittedAt: Date, chance: Random): Decision {
  const outcome = chance.below(2) === 0 ? 'accepted' : chance.pick(outcomes);
  const reason = reasonCodes.find((code) => reasonOutcomes[code] === outcome);
  const at = new Date(submittedAt.getTime() + chance.below(4 * 24 * 60) * minuteMs);
  const decision: Decision = {
    outcome,
    ...(reason ? { reason } : {}),
    sentence: 'Terima kasih, usulan ini kami bahas dalam musrenbang desa.',
    by: 'ani@balangan.example',
    role: 'coordinator',
    at,
  };
  if (chance.below(3) === 0) return decision;
  return {
    ...decision,
    releasedAt: at,
    delivery: { status: 'sent', channel: 'telegram', at: new Date(at.getTime() + minuteMs) },
  };
}

function answersOf(title: string, issue: string, at: Date, chance: Random): Record<string, Answer> {
  const answer = (value: AnswerValue, words: string): Answer => ({ value, words, at: at.toISOString() });
  const problem = 'Warga sudah lama mengeluhkan hal ini.';
  return {
    consent: answer({ kind: 'choice', choice: 'yes' }, 'Ya, mulai'),
    area: answer({ kind: 'choice', choice: 'rt' }, '1'),
    problem: answer({ kind: 'text', text: problem }, problem),
    own_issue: answer({ kind: 'choice', choice: issue }, '6'),
    proposal: answer({ kind: 'text', text: title }, title),
    place: answer({ kind: 'place', landmark: chance.pick(['dekat langgar', 'muka balai desa']) }, 'dekat'),
    size: answer({ kind: 'quantity', amount: 1 + chance.below(900), unit: 'm' }, 'meter'),
    households: answer({ kind: 'count', count: 1 + chance.below(90) }, 'KK'),
    group: answer({ kind: 'choice', choice: 'umum' }, '1'),
    land: answer({ kind: 'choice', choice: 'village' }, '1'),
    photos: answer({ kind: 'skipped' }, 'LEWATI'),
  };
}
