import { beforeAll, describe, expect, it } from 'vitest';
import { LetterModel } from '../../src/letters/letter.model.ts';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { acceptedProposal } from '../support/accepted.ts';
import { officers, useOffice } from '../support/office.ts';
import { fetchPdf } from '../support/pdf.ts';
import { propose, reread } from '../support/proposals.ts';
import { returnList } from '../support/returned-list.ts';
import type { FormFields } from '../support/visitor.ts';

/** What somebody of one village sees of the district, and enters of its forums. */
const office = useOffice();
const [juai] = officers.village.scope.codes;
const sirap = '63.11.01.2008';

let bridge: Proposal;
let road: Proposal;
let nextDoor: Proposal;

beforeAll(async () => {
  const { round } = office();
  const at = (minute: number) => new Date(round.openedAt.getTime() + minute * 60_000);
  bridge = await acceptedProposal(round, { proposal: 'Jembatan gantung', village: juai, at: at(1) });
  road = await acceptedProposal(round, { proposal: 'Jalan tani', village: juai, at: at(2) });
  nextDoor = await acceptedProposal(round, { proposal: 'Pasar pagi', village: sirap, at: at(3) });
  await propose(round, { proposal: 'Lampu jalan', village: '63.11.06.2005', at: at(4) });
});

const lina = () => office().signedIn('village');
const textOf = async (path: string) => (await (await lina()).get(path)).text;

describe('somebody of a village', () => {
  it('finds a row for the village on Beranda, and its figures only', async () => {
    const text = await textOf('/');
    expect(text).toContain('2 usulan masuk');
    expect(text).toContain('Per desa');
    expect(text).toContain(`/usulan?rembuk=2026&amp;kecamatan=63.11.01&amp;desa=${juai}`);
    expect(text).not.toContain('Sirap');
    expect(text).not.toContain('Desa bersuara');
  });

  it('is offered the own kecamatan and village wherever places are chosen, and no other', async () => {
    for (const path of ['/usulan', '/tahapan', '/desa', '/peta', '/data-skpd', '/rembuk/2026/berita-acara']) {
      const text = await textOf(path);
      expect(text, path).toContain('Juai');
      for (const other of ['Sirap', 'Paringin', 'Halong', 'Pasar pagi'])
        expect(text, path).not.toContain(other);
    }
  });

  it.each(['', 'kecamatan=63.11.01', `kecamatan=63.11.01&desa=${juai}`])(
    'makes the minutes of the own musrenbang desa: "%s"',
    async (asked) => {
      const head = 'forum=Musrenbang+Desa&place=Balai+Desa&day=2026-12-15&lines=0';
      const { name, pages } = await fetchPdf(
        office(),
        'village',
        `/rembuk/2026/berita-acara.pdf?${asked}&${head}`,
      );
      expect(name).toContain(`berita-acara-${juai}-2026.pdf`);
      expect(pages[0]).toContain('Desa Juai, Kecamatan Juai');
      expect(pages.join()).toContain('Jembatan gantung');
      expect(pages.join()).not.toContain('Pasar pagi');
    },
  );

  it('makes none of another village or kecamatan', async () => {
    for (const asked of [`kecamatan=63.11.01&desa=${sirap}`, 'kecamatan=63.11.06'])
      for (const page of ['berita-acara', 'berita-acara.pdf'])
        expect((await (await lina()).get(`/rembuk/2026/${page}?${asked}`)).status).toBe(404);
  });

  it('reads no letter that holds something of another village', async () => {
    const letter = async (number: number, proposals: Proposal[]) =>
      LetterModel.create({
        _id: `2026-${number}`,
        round: '2026',
        number,
        office: { key: 'pln', name: 'PLN' },
        proposals: proposals.map(({ _id: id, code, village, kecamatan }) => ({
          id,
          code,
          village,
          kecamatan,
        })),
        by: officers.coordinator.email,
        role: 'coordinator',
        at: office().clock.now,
        due: '2026-12-20',
        revision: 0,
      });
    await letter(1, [road]);
    await letter(2, [bridge, nextDoor]);
    const visitor = await lina();
    expect((await visitor.get('/surat/2026-1')).status).toBe(200);
    expect((await visitor.get('/surat/2026-2')).status).toBe(404);
    expect((await (await office().signedIn('local')).get('/surat/2026-2')).status).toBe(200);
  });
});

describe('results entered by somebody of a village', () => {
  const row = (proposal: Proposal, index = 0) => ({
    [`proposal-${index}`]: `${proposal._id}:${proposal.revision}`,
    [`passed-${index}`]: 'ya',
  });
  const meeting = { forum: 'Musrenbang Desa Juai', day: '2026-11-30' };
  const send = async (fields: FormFields) =>
    (await lina()).post('/tahapan?rembuk=2026', { ...meeting, ...fields });

  it('are refused for the kecamatan, and for the tiers above it', async () => {
    for (const tahap of ['musrenbang-kecamatan', 'skpd', 'rkpd', 'apbd', 'realised']) {
      const { status } = await send({ tahap, kecamatan: '63.11.01', ...row(bridge) });
      expect([tahap, status]).toEqual([tahap, 400]);
    }
    const { text } = await (await lina()).get('/tahapan?tahap=musrenbang-kecamatan&kecamatan=63.11.01');
    expect(text).not.toContain('value="musrenbang-kecamatan"');
  });

  it('leave out what lies in the next village, also where its id is sent', async () => {
    const { location } = await send({ tahap: 'musrenbang-desa', desa: sirap, ...row(nextDoor) });
    const visitor = await lina();
    expect((await visitor.get(location ?? '')).text).toContain('Usulan ini tidak ada');
    await visitor.post(location ?? '', { leaveOut: 'ya', goBack: 'ya' });
    expect(await reread(nextDoor)).toEqual(nextDoor);
  });

  it('take the own proposals on by list', async () => {
    expect(await textOf('/tahapan')).toContain('Jembatan gantung');
    const { location } = await send({
      tahap: 'musrenbang-desa',
      kecamatan: '63.11.01',
      desa: juai,
      ...row(bridge),
    });
    expect((await (await lina()).post(location ?? '', {})).status).toBe(303);
    expect(await reread(bridge)).toMatchObject({
      status: 'musrenbang-desa',
      steps: [{ by: officers.village.email, tier: 'musrenbang-desa' }],
    });
  });

  it('take them on by file, and neither the next village nor another tier', async () => {
    const file = { forum: 'Musrenbang Desa Juai', day: '2026-11-30' };
    const decided = [
      [road, 'Dibahas di musrenbang desa', ''],
      [nextDoor, 'Dibahas di musrenbang desa', ''],
    ] as const;
    const { page, path } = await returnList(office(), decided, { tier: '', ...file }, 'village');
    expect(page).toContain('Jalan tani');
    expect(page).not.toContain('Pasar pagi');
    expect((await (await lina()).post(path, { leaveOut: 'ya' })).status).toBe(303);
    expect((await reread(road)).status).toBe('musrenbang-desa');
    expect(await reread(nextDoor)).toEqual(nextDoor);

    const higher = [[road, 'Dibahas di musrenbang kecamatan', '']] as const;
    const tried = await returnList(office(), higher, { tier: '', ...file }, 'village');
    expect(tried.page).toContain('di luar wilayah Anda');
    await (await lina()).post(tried.path, { leaveOut: 'ya' });
    expect((await reread(road)).status).toBe('musrenbang-desa');
    await expect(
      returnList(office(), higher, { tier: 'musrenbang-kecamatan', ...file }, 'village'),
    ).rejects.toThrow('not taken: 400');
  });
});
