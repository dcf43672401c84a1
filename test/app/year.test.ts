import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DecisionDraft } from '../../src/proposals/decision-draft.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { closeRound, openRound } from '../../src/rounds/rounds.ts';
import { ThreadModel } from '../../src/threads/thread.model.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { tickOf, untoldMatches } from '../../src/works/telling.ts';
import { WorkModel } from '../../src/works/work.model.ts';
import { toProvince } from '../support/answering.ts';
import { type BotApi, startBotApi, testToken } from '../support/bot-api/server.ts';
import { enterOfficer, type Officer, officePassword, officers, useOffice } from '../support/office.ts';
import { fetchPdf } from '../support/pdf.ts';
import { reread } from '../support/proposals.ts';
import { patienceMs } from '../support/proposer.ts';
import { returnList } from '../support/returned-list.ts';
import type { FormFields } from '../support/visitor.ts';
import { bringWorks } from '../support/works.ts';
import { liveYear } from '../support/year.ts';

const env: NodeJS.ProcessEnv = { TELEGRAM_BOT_TOKEN: testToken };
let api: BotApi;
beforeAll(async () => {
  api = await startBotApi();
  env.TELEGRAM_API_ROOT = api.url;
});
const office = useOffice({ role: 'all', env });
afterAll(() => api?.close());
const year = liveYear(office, () => api);

/** Ten in the morning of a day in Balangan. */
const morningOf = (day: string) => new Date(`${day}T02:00:00Z`);
const goTo = (day: string) => {
  office().clock.now = morningOf(day);
};

const juai = '63.11.01.2003';
const tabuan = '63.11.02.2004';
const accepted: DecisionDraft = { outcome: 'accepted', sentence: 'Masuk daftar musrenbang desa.' };
const refused: DecisionDraft = {
  outcome: 'rejected',
  reason: 'tidak-selaras',
  sentence: 'Belum sesuai rencana pembangunan.',
};

/** Works at another SKPD than the officer of the tests. */
const nor = {
  email: 'nor@balangan.example',
  name: 'Nor Ainah',
  role: 'skpd',
  scope: { kind: 'office', office: 'dinas-perkim' },
} as const;

const send = async (path: string, officer: Officer, fields: FormFields) => {
  const { status } = await (await office().signedIn(officer)).post(path, fields);
  expect([path, status]).toEqual([path, 303]);
};

async function threadOf({ participant }: Proposal) {
  const thread = await ThreadModel.findOne({ participant }).sort({ _id: -1 }).lean();
  if (!thread) throw new Error('nothing was asked');
  return { ...thread, path: `/tanya-jawab/${encodeURIComponent(thread._id)}` };
}

it('goes from the rembuk to what is built, and everybody hears each step once', {
  timeout: 10 * patienceMs,
}, async () => {
  goTo('2026-12-01');
  const [road, well, bridge, lamps, latrines] = await Promise.all([
    year.send({ proposal: 'Jalan ke kebun karet', village: juai }),
    year.send({ proposal: 'Sumur bor', village: juai }),
    year.send({ proposal: 'Jembatan gantung', village: juai }),
    year.send({ proposal: 'Lampu jalan', village: juai }),
    year.send({ proposal: 'Jamban sehat', village: juai }),
  ]);
  const [siring, posyandu, fence, school] = await Promise.all([
    year.send({ proposal: 'Siring sungai', village: tabuan }),
    year.send({ proposal: 'Rehab posyandu', village: tabuan }),
    year.send({ proposal: 'Pengecatan pagar', village: tabuan }),
    year.send({ proposal: 'Ruang kelas SMK', village: tabuan }),
  ]);
  const all = [road, well, bridge, lamps, latrines, siring, posyandu, fence, school];
  const goingOn = [road, well, bridge, lamps, latrines, siring, posyandu];

  goTo('2026-12-08');
  for (const one of goingOn) await year.answers(one, accepted);
  await year.answers(fence, refused);
  await year.answers(school, toProvince);
  goTo('2026-12-09');
  await year.eachToldOnce(all, /^Kabar usulan/);

  await askAndAnswer([road, well, bridge, siring, posyandu]);
  await handOn(school);

  goTo('2027-01-12');
  const inJuai = { tier: 'musrenbang-desa', forum: 'Musrenbang Desa Juai', day: '2027-01-12' } as const;
  const inTabuan = { ...inJuai, forum: 'Musrenbang Desa Tabuan' };
  await year.meets(inJuai, [
    [road, 1],
    [well, 2],
    [bridge, 3],
    [lamps, 4],
    [latrines, 'Menunggu data keluarga miskin yang baru.'],
  ]);
  await year.meets(inTabuan, [
    [siring, 1],
    [posyandu, 2],
  ]);
  await year.eachToldOnce([road, well, bridge, lamps], 'Disepakati di Musrenbang Desa Juai');
  await year.eachToldOnce([siring, posyandu], 'Disepakati di Musrenbang Desa Tabuan');
  await year.eachToldOnce([latrines], 'Belum disepakati di Musrenbang Desa Juai');

  const agreed = await fetchPdf(office(), 'coordinator', minutesOf(juai));
  expect(agreed.pages.join(' ')).toMatch(
    /1 Jalan ke kebun karet .* 2 Sumur bor .* 3 Jembatan gantung .* 4 Lampu jalan .* Lampiran III.* 1 Jamban sehat .* Menunggu data keluarga miskin yang baru\./,
  );

  for (const village of [juai, tabuan]) await send(`/desa/${village}/kirim`, 'coordinator', {});
  await year.eachToldOnce(all, /^Lembar /);
  for (const one of all) expect(year.filesOf(one)).toEqual([expect.stringMatching(/\.pdf$/)]);

  goTo('2027-02-02');
  const kecamatan = {
    tier: 'musrenbang-kecamatan',
    forum: 'Musrenbang Kecamatan',
    day: '2027-02-02',
  } as const;
  await year.meets(kecamatan, [
    [road, 1],
    [well, 2],
    [bridge, 3],
    [lamps, 'Digeser ke tahun depan.'],
    [siring, 1],
    [posyandu, 2],
  ]);
  await year.eachToldOnce([road, well, bridge, siring, posyandu], 'Disepakati di Musrenbang Kecamatan');
  await year.eachToldOnce([lamps], 'Belum disepakati di Musrenbang Kecamatan');

  goTo('2027-06-02');
  const { page, path } = await returnList(
    office(),
    [
      [road, 'Masuk RKPD', ''],
      [siring, 'Masuk RKPD', ''],
      [well, 'Belum disepakati', 'Belum masuk pagu tahun 2028.'],
    ],
    { tier: 'rkpd', forum: 'RKPD 2028', day: '2027-06-01' },
  );
  for (const { code } of [road, siring, well]) expect(page).toContain(code);
  expect((await reread(road)).status).toBe('musrenbang-kecamatan');
  await send(path, 'coordinator', {});
  await year.eachToldOnce([road, siring], 'Masuk rencana kerja kabupaten (RKPD): RKPD 2028');
  await year.eachToldOnce([well], 'Belum masuk rencana kerja kabupaten (RKPD): RKPD 2028');

  goTo('2027-10-05');
  const works = [
    [road, 'Peningkatan jalan kebun karet', 'Juai', 'Juai'],
    [siring, 'Pembangunan siring', 'Halong', 'Tabuan'],
  ] as const;
  await bringWorks(works, 'dianggarkan', office().clock.now);
  for (const [proposal] of works) await fulfilledBy(proposal);
  await tellOfWorks();
  await year.eachToldOnce([road, siring], 'Sudah dianggarkan dalam APBD');
  goTo('2027-11-24');
  await bringWorks(works, 'selesai', office().clock.now);
  await tellOfWorks();
  await year.eachToldOnce([road, siring], 'Sudah terlaksana');

  await closeRound('2026');
  goTo('2027-12-01');
  const next = await openRound(2027, office().clock.now);
  for (const one of [well, bridge, posyandu]) {
    await year.says(one, 'halo', '1', 'masih perlu');
    await year.eachToldOnce([one], new RegExp(`^Diteruskan: ${one.code} menjadi RR-27-`));
  }
  const carried = await ProposalModel.find({ round: next._id }).sort({ code: 1 }).lean();
  expect(carried.map(({ title, carriedFrom }) => [title, carriedFrom?.code]).sort()).toEqual(
    [well, bridge, posyandu].map(({ title, code }) => [title, code]).sort(),
  );

  const states = await Promise.all(all.map(async (one) => [one.title, (await reread(one)).status]));
  expect(Object.fromEntries(states)).toEqual({
    'Jalan ke kebun karet': 'realised',
    'Sumur bor': 'musrenbang-kecamatan',
    'Jembatan gantung': 'musrenbang-kecamatan',
    'Lampu jalan': 'musrenbang-desa',
    'Jamban sehat': 'accepted',
    'Siring sungai': 'realised',
    'Rehab posyandu': 'musrenbang-kecamatan',
    'Pengecatan pagar': 'rejected',
    'Ruang kelas SMK': 'forwarded',
  });
  // Nothing came twice in the whole year, whatever was tried again meanwhile.
  for (const one of all) {
    const news = year.toldTo(one).filter((text) => text.startsWith('Kabar'));
    expect(news).toEqual([...new Set(news)]);
  }
});

/** A person says yes to the work that the list names this proposal beside. */
async function fulfilledBy({ _id: proposal, code }: Proposal): Promise<void> {
  const work = await WorkModel.findOne({ code }).lean();
  await send('/realisasi/cocok', 'staff', { work: work?._id ?? '', proposal, answer: 'ya' });
}

async function tellOfWorks(): Promise<void> {
  const match = (await untoldMatches(wholeDistrict)).map(tickOf);
  await send('/realisasi/sampaikan', 'coordinator', { match });
}

const minutesOf = (village: string) =>
  `/rembuk/2026/berita-acara.pdf?kecamatan=${village.slice(0, 8)}&desa=${village}&forum=Musrenbang+Desa` +
  '&place=Balai+Desa&day=2027-01-12&lines=2';

/** What is another authority's goes there by letter; its answer comes back into the chat. */
async function handOn(school: Proposal): Promise<void> {
  const fields = { round: '2026', office: 'provinsi-pendidikan', due: '2026-12-23', proposals: school._id };
  await send('/surat', 'coordinator', fields);
  await year.eachToldOnce([school], 'Sudah kami teruskan dengan surat kepada Dinas Pendidikan provinsi');
  const { pages } = await fetchPdf(office(), 'coordinator', '/surat/2026-1/surat.pdf');
  expect(pages.join(' ')).toContain(school.code);
  const sentence = 'Masuk rencana rehab SMK tahun 2028.';
  const answer = { revision: 0, outcome: 'taken', sentence, proposals: school._id };
  await send('/surat/2026-1/jawaban', 'coordinator', answer);
  await year.eachToldOnce([school], sentence);
}

/** Five ask; two SKPD answer what they were given, each in the chat in which it was asked. */
async function askAndAnswer(askers: Proposal[]): Promise<void> {
  await enterOfficer(nor);
  const ofNor = office().visitor();
  await ofNor.signIn(nor.email, officePassword);
  for (const one of askers) await year.says(one, 'halo', `TANYA kapan ${one.title} dikerjakan`);
  for (const [index, one] of askers.entries()) {
    const toPerkim = index % 2 === 1;
    const { revision, path } = await threadOf(one);
    const due = '2026-12-11';
    await send(`${path}/serahkan`, 'coordinator', {
      revision,
      office: toPerkim ? nor.scope.office : officers.skpd.scope.office,
      due,
    });
    const fields = { revision: revision + 1, words: `Tentang ${one.title}: direncanakan tahun depan.` };
    const [theirs, others] = toPerkim
      ? [ofNor, await office().signedIn('skpd')]
      : [await office().signedIn('skpd'), ofNor];
    expect((await others.post(`${path}/jawab`, fields)).status).toBe(404);
    expect((await theirs.post(`${path}/jawab`, fields)).status).toBe(303);
  }
  for (const one of askers) await year.eachToldOnce([one], `Tentang ${one.title}: direncanakan`);
}
