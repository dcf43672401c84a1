import type { Classification } from '../../src/classification/types.ts';
import type { Answer, AnswerValue } from '../../src/conversation/types.ts';
import { loadIndicators, loadIssues } from '../../src/issues/issues.ts';
import { readIssuesFile } from '../../src/issues/issues-file.ts';
import { addParticipants } from '../../src/people/participants.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { recordClassification } from '../../src/proposals/review.ts';
import { submitProposal } from '../../src/proposals/submit.ts';
import { giveSupport } from '../../src/proposals/support.ts';
import { readDistrict } from '../../src/regions/district-file.ts';
import { loadRegions } from '../../src/regions/regions.ts';
import type { Round } from '../../src/rounds/round.model.ts';
import { openRound } from '../../src/rounds/rounds.ts';

/** What the office's pages need to stand on: Balangan's villages, issues and indicators, and an open round. */
export async function openBalangan(now: Date): Promise<Round> {
  const { district, villages, indicators } = await readDistrict('63.11');
  await loadRegions(district.code, villages);
  await loadIndicators(indicators);
  await loadIssues(await readIssuesFile());
  return openRound(2026, now);
}

/** A proposal told shortly; what is not said is taken from an ordinary one. */
export interface Told {
  proposal: string;
  problem?: string;
  village?: string;
  rt?: string;
  ownIssue?: string;
  place?: { landmark?: string; lat?: number; lon?: number };
  size?: [number, string];
  households?: number;
  group?: string;
  photos?: number;
  /** The proposal that they support. */
  supports?: Pick<Proposal, 'code'>;
  /** The issue that they called right in the summary. */
  confirmed?: string;
  /** The whole message, where it asked for several things. */
  message?: string;
  /** What the classifier says of it; null leaves it waiting. */
  said?: { primary: string; confidence: number; because?: string[]; secondary?: string } | null;
  at?: Date;
}

let rts = 0;

/** Sends a proposal through the real services, from a new representative, and has it classified. */
export async function propose(round: Round, told: Told): Promise<Proposal> {
  rts += 1;
  const { village = '63.11.01.2003', rt = String(rts), at = round.openedAt } = told;
  const [participant] = await addParticipants(
    [
      {
        name: `Bapak RT ${rt}`,
        office: 'ketua-rt',
        rt,
        village,
        kecamatan: village.slice(0, 8),
        address: `telegram:8123456${String(rts).padStart(3, '0')}`,
      },
    ],
    at,
  );
  if (!participant) throw new Error('nobody was added');
  const submission = {
    round,
    participant,
    number: 1,
    answers: answersOf(told, at),
    channel: 'telegram',
    now: at,
  };
  const stored = await submitProposal(submission);
  if (!stored) throw new Error('the quota is used up');
  await giveSupport(stored, at);
  if (told.said !== null) await recordClassification(stored._id, classified(told), at);
  return reread(stored);
}

/** A proposal as the database holds it now. */
export async function reread({ _id }: Pick<Proposal, '_id'>): Promise<Proposal> {
  const proposal = await ProposalModel.findById(_id).lean();
  if (!proposal) throw new Error('gone');
  return proposal;
}

function answersOf(told: Told, at: Date): Record<string, Answer> {
  const { proposal, problem = 'Warga sudah lama mengeluhkan hal ini', ownIssue = 'unknown' } = told;
  const { place = { landmark: 'dekat langgar' }, size: [amount, unit] = [1, 'unit'] } = told;
  const { households = 30, group = 'umum', photos = 0, supports, confirmed, message = proposal } = told;
  const answer = (value: AnswerValue, words: string): Answer => ({ value, words, at: at.toISOString() });
  const pictures = Array.from({ length: photos }, (_, index) => ({
    mediaId: `AgAC-${index}`,
    mime: 'image/jpeg',
  }));
  return {
    consent: answer({ kind: 'choice', choice: 'yes' }, 'Ya, mulai'),
    area: answer({ kind: 'choice', choice: 'rt' }, '1'),
    problem: answer({ kind: 'text', text: problem }, problem),
    own_issue: answer({ kind: 'choice', choice: ownIssue }, '6'),
    proposal: answer({ kind: 'text', text: proposal }, message),
    place: answer({ kind: 'place', ...place }, place.landmark ?? 'lokasi'),
    size: answer({ kind: 'quantity', amount, unit }, `${amount} ${unit === 'm' ? 'meter' : unit}`),
    households: answer({ kind: 'count', count: households }, `${households} KK`),
    group: answer({ kind: 'choice', choice: group }, '1'),
    land: answer({ kind: 'choice', choice: 'village' }, '1'),
    ...(confirmed ? { confirmed_issue: answer({ kind: 'choice', choice: confirmed }, 'Isu betul') } : {}),
    ...(supports ? { twins: answer({ kind: 'choice', choice: supports.code }, 'Dukung usulan itu') } : {}),
    photos: answer(
      pictures.length > 0 ? { kind: 'photos', photos: pictures } : { kind: 'skipped' },
      pictures.length > 0 ? 'foto' : 'LEWATI',
    ),
  };
}

const issueKeys = ['kemiskinan', 'pengangguran', 'pertumbuhan-ekonomi', 'ipm', 'ketimpangan', 'none'];

function classified({ said }: Told): Classification & { version: string } {
  const {
    primary,
    confidence,
    because = [],
    secondary = null,
  } = said ?? { primary: 'ketimpangan', confidence: 0.93 };
  const rest = (1 - confidence) / (issueKeys.length - 1);
  return {
    primary,
    secondary,
    confidence,
    because,
    scores: Object.fromEntries(issueKeys.map((key) => [key, key === primary ? confidence : rest])),
    decision: confidence >= 0.6 ? 'file' : 'ask',
    version: 'test',
  };
}

/** Proposals as villages of Balangan send them, for pages that should look like a real morning at the office. */
export const ordinaryProposals: Told[] = [
  {
    proposal: 'Perbaikan jalan menuju kebun karet RT 03 sampai jembatan, panjang 800 meter',
    problem: 'Jalan rusak parah, kalau hujan karet tidak bisa diangkut dan harga jatuh di tengkulak',
    village: '63.11.01.2003',
    rt: '03',
    ownIssue: 'pertumbuhan-ekonomi',
    place: { landmark: 'dari simpang tiga sampai jembatan', lat: -2.18342, lon: 115.62817 },
    size: [800, 'm'],
    households: 64,
    photos: 3,
    said: {
      primary: 'pertumbuhan-ekonomi',
      secondary: 'ketimpangan',
      confidence: 0.91,
      because: ['karet', 'kebun', 'jalan menuju'],
    },
  },
  {
    proposal: 'Sumur bor gasan 30 KK nang balum baisi banyu barasih',
    problem: 'Musim kemarau sumur karing, maambil banyu ka sungai jauh',
    village: '63.11.02.2004',
    size: [1, 'unit'],
    ownIssue: 'kemiskinan',
    said: { primary: 'kemiskinan', confidence: 0.88, because: ['sumur bor', 'banyu', 'KK'] },
  },
  {
    proposal: 'Pelatihan menjahit untuk ibu-ibu dan anak muda yang belum bekerja',
    problem: 'Banyak lulusan SMA menganggur',
    village: '63.11.03.2004',
    size: [20, 'orang'],
    group: 'perempuan',
    said: { primary: 'pengangguran', confidence: 0.95, because: ['pelatihan', 'menjahit', 'belum bekerja'] },
  },
  {
    proposal: 'Rehab posyandu dan penambahan alat timbang balita',
    problem: 'Bangunan posyandu bocor, alat timbang rusak',
    village: '63.11.04.2001',
    group: 'anak-pemuda',
    said: { primary: 'ipm', confidence: 0.97, because: ['posyandu', 'balita'] },
  },
  {
    proposal: 'Titian ulin penghubung dua RT yang terpisah sungai',
    problem: 'Anak sekolah harus memutar 5 km',
    village: '63.11.05.2003',
    size: [40, 'm'],
    photos: 1,
    said: { primary: 'ketimpangan', secondary: 'ipm', confidence: 0.58, because: ['titian', 'penghubung'] },
  },
  {
    proposal: 'Bantuan modal untuk kelompok amplang ibu-ibu PKK yang sudah berjalan',
    problem: 'Pesanan ada tetapi modal kurang',
    village: '63.11.06.2005',
    size: [1, 'kelompok'],
    said: {
      primary: 'pertumbuhan-ekonomi',
      confidence: 0.84,
      because: ['modal', 'kelompok', 'sudah berjalan'],
    },
  },
  {
    proposal: 'Pengecatan pagar kantor desa dan gapura',
    problem: 'Pagar sudah kusam',
    village: '63.11.07.2002',
    said: { primary: 'none', confidence: 0.92, because: ['pagar', 'kantor desa', 'gapura'] },
  },
  {
    proposal: 'Lampu jalan di tikungan dan depan pasar',
    problem: 'Gelap kalau malam, sering kecelakaan',
    village: '63.11.08.2001',
    size: [12, 'titik'],
    said: { primary: 'ketimpangan', confidence: 0.79, because: ['lampu jalan'] },
  },
  {
    proposal: 'Jamban sehat untuk keluarga miskin',
    problem: 'Masih banyak yang buang air di sungai',
    village: '63.11.01.2001',
    size: [15, 'unit'],
    group: 'keluarga-miskin',
    said: { primary: 'kemiskinan', confidence: 0.96, because: ['jamban', 'keluarga miskin'] },
  },
  {
    proposal: 'minta bantu alat bengkel gasan pemuda handak buka usaha',
    problem: 'anak muda kada baisi gawian',
    village: '63.11.02.2001',
    size: [2, 'paket'],
    said: {
      primary: 'pengangguran',
      secondary: 'pertumbuhan-ekonomi',
      confidence: 0.51,
      because: ['bengkel', 'pemuda'],
    },
  },
  {
    proposal: 'Bibit karet unggul untuk kelompok tani',
    village: '63.11.03.2005',
    size: [5000, 'unit'],
    said: null,
  },
];
