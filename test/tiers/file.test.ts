import { beforeAll, describe, expect, it } from 'vitest';
import { models } from '../../src/app/models.ts';
import { ListError } from '../../src/people/import/list-error.ts';
import { readSheet } from '../../src/people/import/sheet.ts';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import type { Actor } from '../../src/proposals/review.ts';
import type { Tier } from '../../src/proposals/step.model.ts';
import { listRegions } from '../../src/regions/regions.ts';
import { proposalSheet } from '../../src/reports/proposal-sheet.ts';
import { xlsxOf } from '../../src/reports/xlsx-stream.ts';
import type { Round } from '../../src/rounds/round.model.ts';
import { confirmEntry, findEntry, keepEntry, planEntry } from '../../src/tiers/entries.ts';
import type { Entry } from '../../src/tiers/entry.model.ts';
import { checkFile } from '../../src/tiers/file/check.ts';
import { readDecisionHeadings } from '../../src/tiers/file/columns.ts';
import { recommend } from '../../src/tiers/recommend.ts';
import { acceptedProposal, ani } from '../support/accepted.ts';
import { useDatabase } from '../support/database.ts';
import { openBalangan, propose, reread } from '../support/proposals.ts';
import { swellingXlsx } from '../support/swelling-xlsx.ts';
import { texts } from '../support/talking.ts';

useDatabase([...models]);

const now = new Date('2027-03-01T02:00:00Z');
const budi = { ...ani, scope: { kind: 'kecamatan', codes: ['63.11.06'] } } as const;
const lina = {
  ...ani,
  scope: { kind: 'village', codes: ['63.11.01.2003'], kecamatan: ['63.11.01'] },
} as const;
const district = 'Kabupaten Balangan';
let round: Round;
let bridge: Proposal;
let road: Proposal;
let market: Proposal;
let waiting: Proposal;

beforeAll(async () => {
  round = await openBalangan(now);
  const at = (n: number) => new Date(now.getTime() + n * 60_000);
  bridge = await acceptedProposal(round, {
    proposal: '=Jembatan gantung',
    village: '63.11.01.2003',
    at: at(1),
  });
  road = await acceptedProposal(round, { proposal: 'Jalan tani', village: '63.11.01.2003', at: at(2) });
  market = await acceptedProposal(round, { proposal: 'Pasar pagi', village: '63.11.06.2005', at: at(3) });
  waiting = await propose(round, { proposal: 'Lampu jalan', village: '63.11.01.2003', at: at(4) });
  await recommend([{ id: road._id, actor: 'desa', words: 'Sangat perlu' }], ani, now);
});

type Row = Record<string, string | number | null>;

/** The list as the office downloads it, read back by heading. */
async function exported(): Promise<{ headings: string[]; rows: Row[] }> {
  const regions = await listRegions('63.11');
  async function* proposals() {
    for (const one of [bridge, road, market, waiting]) yield await reread(one);
  }
  const sheet = proposalSheet({
    proposals: proposals(),
    regions,
    district,
    texts,
    locale: 'id',
    timeZone: 'Asia/Makassar',
  });
  const headings = sheet.columns.map(({ heading }) => heading);
  const rows: Row[] = [];
  for await (const cells of sheet.rows)
    rows.push(Object.fromEntries(headings.map((heading, index) => [heading, cells[index] ?? null])));
  return { headings, rows };
}

/** Rows as a file; `above` stands above the headings. */
async function fileOf(headings: string[], rows: readonly Row[], above: string[][] = []): Promise<Buffer> {
  async function* cells() {
    for (const line of [...above.slice(1), ...(above.length > 0 ? [headings] : [])]) yield line;
    for (const row of rows) yield headings.map((heading) => row[heading] ?? null);
  }
  const first = above[0] ?? headings;
  const columns = headings.map((_, index) => ({ heading: first[index] ?? '', width: 10 }));
  const pieces: Uint8Array[] = [];
  for await (const piece of xlsxOf({ name: 'Daftar usulan', columns, rows: cells() })) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function check(file: Buffer, { tier = null, actor = ani }: { tier?: Tier | null; actor?: Actor } = {}) {
  const sheet = await readSheet(file, readDecisionHeadings);
  const settings = { round: round._id, tier, regions: await listRegions('63.11'), district, texts };
  return checkFile(sheet, settings, actor);
}

const changed = (rows: readonly Row[], changes: Record<string, Row>) =>
  rows.map((row) => ({ ...row, ...changes[String(row['Id Usulan'])] }));
const reasons = ({ findings }: Awaited<ReturnType<typeof check>>) =>
  findings.map(({ line, reason, broken }) => `${line} ${reason}${broken ? '' : ' (remark)'}`);

async function entryOf(read: Awaited<ReturnType<typeof check>>): Promise<Entry> {
  const meeting = { round: round._id, forum: 'Peraturan Bupati tentang RKPD 2028', day: '2027-02-20' };
  const id = await keepEntry({ by: ani.name, at: now, ...meeting, file: 'a.xlsx', ...read });
  const entry = await findEntry(id, ani.name);
  if (!entry) throw new Error('not kept');
  expect(await findEntry(id, 'siti@balangan.example')).toBeNull();
  return entry;
}

describe('the list of proposals, read back', () => {
  it('says nothing new as it was written, whatever its columns are called and wherever they stand', async () => {
    const { headings, rows } = await exported();
    const nothing = { results: [], recommendations: [], findings: [] };
    expect(await check(await fileOf(headings, rows))).toEqual(nothing);
    expect(await check(await fileOf(headings.toReversed(), rows))).toEqual(nothing);
    const above = [['DAFTAR USULAN TAHUN 2026'], ['Bapperida Kabupaten Balangan'], ['']];
    expect(await check(await fileOf(headings, rows, above))).toEqual(nothing);
    expect(await check(await fileOf(headings, rows), { tier: 'rkpd' })).toEqual(nothing);
    expect(rows[1]).toMatchObject({ 'Rekomendasi Kelurahan/Desa': 'Sangat perlu', Status: 'Disepakati' });
  });

  it('understands states that another office calls otherwise, and plain words where its tier is named', async () => {
    const { headings, rows } = await exported();
    const file = await fileOf(
      ['Kode Usulan', 'Status', 'Prioritas', 'Keterangan'],
      [
        {
          'Kode Usulan': bridge.code.toLowerCase().replaceAll('-', ' '),
          Status: 'terakomodir RKPD',
          Prioritas: 4,
          Keterangan: '',
        },
        { 'Kode Usulan': market.code, Status: 'Musrenbangcam', Prioritas: null, Keterangan: 'Mendesak' },
      ],
    );
    expect(await check(file)).toMatchObject({
      results: [
        { id: bridge._id, tier: 'rkpd', passed: true, rank: 4, reason: '' },
        { id: market._id, tier: 'musrenbang-kecamatan', passed: true, reason: 'Mendesak' },
      ],
      findings: [],
    });
    const plain = changed(rows, {
      [bridge.code]: { Status: 'Disetujui' },
      [road.code]: { Status: 'Ditolak', Catatan: 'Pagu habis' },
    });
    expect((await check(await fileOf(headings, plain), { tier: 'skpd' })).results).toEqual([
      { id: bridge._id, tier: 'skpd', passed: true, reason: '' },
      { id: road._id, tier: 'skpd', passed: false, reason: 'Pagu habis' },
    ]);
    expect(reasons(await check(await fileOf(headings, plain)))).toEqual([
      '2 state-needs-tier',
      '3 state-needs-tier',
    ]);
  });

  it('is refused by name: unknown, two states, other village, district or round, no rank, no state', async () => {
    const { headings, rows } = await exported();
    const [first = {}, second = {}, third = {}, fourth = {}] = rows;
    const bad = [
      { ...first, Status: 'Masuk RKPD' },
      { ...first, Status: 'Masuk APBD' },
      { ...second, Status: 'Masuk RKPD' },
      { ...second, Status: 'Masuk RKPD' },
      { ...third, 'Id Usulan': 'RR-26-0199-0001' },
      { ...third, 'Id Usulan': '' },
      { ...third, 'Kelurahan/Desa': 'Sirap' },
      { ...third, Kabupaten: 'Kabupaten Tabalong' },
      { ...third, Status: 'Masuk RKPP' },
      { ...third, Status: 'Perlu dilengkapi' },
    ];
    const read = await check(await fileOf(headings, bad));
    expect(reasons(read)).toEqual([
      '3 two-states',
      '5 row-twice (remark)',
      '6 code-nobody',
      '7 code-missing',
      '8 other-village',
      '9 other-district',
      '10 state-unknown',
      '11 state-of-office',
    ]);
    expect(read.findings.find(({ reason }) => reason === 'state-unknown')?.suggestion).toBe('Masuk RKPD');
    expect(read.results.map(({ id }) => id)).toEqual([road._id]);
    const ranks = await fileOf([...headings, 'Peringkat'], [{ ...first, Status: 'RKPD', Peringkat: 'satu' }]);
    expect(reasons(await check(ranks))).toEqual(['2 rank-unfit']);
    // Of another kecamatan, and one that is not on its way yet.
    expect(reasons(await check(await fileOf(headings, [first]), { actor: budi }))).toEqual(['2 code-nobody']);
    const early = await entryOf(await check(await fileOf(headings, [{ ...fourth, Status: 'Masuk RKPD' }])));
    expect((await planEntry(early, ani, now)).problems).toMatchObject([
      { code: waiting.code, problem: 'not-on-way' },
    ]);
  });

  it('is refused by the cells whose formula failed: no proposer is told "#N/A"', async () => {
    const { headings, rows } = await exported();
    const [first = {}, second = {}, third = {}] = rows;
    const failed = [
      { ...first, Status: 'Masuk RKPD', Catatan: '#N/A' },
      { ...second, Status: '#REF!' },
      { ...third, 'Id Usulan': 'Err:502' },
    ];
    const read = await check(await fileOf(headings, failed));
    expect(reasons(read)).toEqual(['2 cell-error', '3 cell-error', '4 cell-error']);
    expect(read.results).toEqual([]);
  });

  it('of somebody of a village is read for its own proposals and its musrenbang desa alone', async () => {
    const { headings, rows } = await exported();
    const file = await fileOf(
      headings,
      changed(rows, {
        [bridge.code]: { Status: 'Dibahas di musrenbang desa', 'Rekomendasi SKPD': 'Masuk pagu' },
        [road.code]: { Status: 'Dibahas di musrenbang kecamatan' },
        [market.code]: { Status: 'Dibahas di musrenbang desa' },
      }),
    );
    const read = await check(file, { actor: lina });
    expect(reasons(read)).toEqual(['2 recommends-district (remark)', '4 code-nobody']);
    const plan = await planEntry(await entryOf(read), lina, now);
    expect(plan.steps.map(({ proposal, state }) => [proposal.code, state])).toEqual([
      [bridge.code, 'musrenbang-desa'],
    ]);
    expect(plan.problems).toMatchObject([{ code: road.code, problem: 'not-yours' }]);
  });

  it('is refused whole without ids, or when it swells', async () => {
    const refusal = (file: Buffer) =>
      check(file).then(
        () => 'taken',
        (error: unknown) => (error instanceof ListError ? error.problem : String(error)),
      );
    expect(await refusal(await fileOf(['Status', 'Catatan'], [{ Status: 'RKPD', Catatan: 'x' }]))).toBe(
      'column-missing-code',
    );
    expect(await refusal(await swellingXlsx('xl/worksheets/sheet1.xml', 200))).toBe('swells');
  });

  it('changes states, ranks and recommendations once it is confirmed, and asks about what goes back', async () => {
    const { headings, rows } = await exported();
    const file = await fileOf(
      [...headings, 'Peringkat'],
      changed(rows, {
        [bridge.code]: { Status: 'Masuk APBD', Peringkat: 3, 'Rekomendasi TAPD': 'Pagu 2028' },
        [road.code]: { Status: 'Masuk RKPD', 'Rekomendasi Kelurahan/Desa': 'Perlu, bertahap' },
      }),
    );
    const entry = await entryOf(await check(file));
    expect(await planEntry(entry, ani, now)).toMatchObject({
      steps: [{ state: 'rkpd' }, { state: 'apbd' }],
      problems: [],
      back: 0,
      recommendations: 2,
    });
    const written = { steps: 2, recommendations: 2 };
    const plainly = { leaveOut: false, goBack: false };
    expect(await confirmEntry(entry, plainly, ani, now)).toEqual(written);
    expect(await confirmEntry(entry, plainly, ani, now)).toEqual({ steps: 0, recommendations: 0 });
    expect(await reread(bridge)).toMatchObject({
      status: 'apbd',
      steps: [{ tier: 'apbd', rank: 3, forum: 'Peraturan Bupati tentang RKPD 2028', by: ani.name }],
    });
    expect((await reread(road)).recommendations).toMatchObject([
      { words: 'Sangat perlu' },
      { words: 'Perlu, bertahap' },
    ]);
    // The list as it is now says nothing new; the one of before says that they go back.
    const after = await exported();
    expect(await check(await fileOf(after.headings, after.rows))).toMatchObject({
      results: [],
      recommendations: [],
    });
    const old = await entryOf(
      await check(await fileOf(headings, changed(rows, { [bridge.code]: { Catatan: 'Dicoret' } }))),
    );
    const plan = await planEntry(old, ani, now);
    expect(plan.problems).toMatchObject([{ code: road.code, problem: 'reason-back' }]);
    expect([plan.back, plan.steps.map(({ state }) => state)]).toEqual([1, ['accepted']]);
    expect(await confirmEntry(old, { leaveOut: true, goBack: false }, ani, now)).toBeNull();
    expect(await confirmEntry(old, { leaveOut: false, goBack: true }, ani, now)).toBeNull();
    expect(await confirmEntry(old, { leaveOut: true, goBack: true }, ani, now)).toMatchObject({ steps: 1 });
    expect((await reread(bridge)).status).toBe('accepted');
  });
});
