import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Invitation,
  InvitationModel,
  type InvitationStatus,
} from '../../src/outreach/model/invitation.model.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { ConversationModel } from '../../src/talks/conversation.model.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { rowsOf } from '../support/downloaded.ts';
import { officeMorning, useOffice } from '../support/office.ts';
import { faultsOf, picture } from '../support/pictures.ts';
import { propose } from '../support/proposals.ts';
import { enterHeads, villages } from '../support/representatives.ts';

const browser = useBrowser();
const office = useOffice();

/** How the heads of RT of three villages stand; the first of Juai has sent a proposal. */
const standings: [village: string, statuses: InvitationStatus[]][] = [
  [villages.juai, ['answered', 'failed', 'sent', 'read', 'answered']],
  [villages.sirap, ['delivered', 'no-channel']],
  [villages.baruh, ['read', 'queued']],
];

beforeAll(async () => {
  for (const [village, statuses] of standings) {
    const people = await enterHeads(village, statuses.length);
    const rows = people.map(
      ({ _id }, index): Invitation => ({
        _id: `2026.${_id}`,
        round: '2026',
        participant: _id,
        status: statuses[index] ?? 'queued',
        queuedAt: officeMorning,
        ...(statuses[index] === 'failed' ? { reason: 'address changed' } : {}),
      }),
    );
    await InvitationModel.create(rows);
  }
  const [first, , , , last] = await ParticipantModel.find({ village: villages.juai }).sort({ rt: 1 }).lean();
  if (!first || !last) throw new Error('not entered');
  await propose(office().round, { proposal: 'Jembatan gantung', village: villages.juai, rt: '01' });
  await ParticipantModel.updateOne({ _id: last._id }, { $set: { phone: '+6281234567890' } });
  const { engine, flows, contexts } = office().app.runtime;
  const flow = await flows.current('usulan');
  const context = await contexts.context(last, office().round, 'id');
  const { state } = engine.start(flow, 'id', context);
  const begun = engine.receive(flow, state, { kind: 'text', text: 'Ya' }, context).state;
  await ConversationModel.create({
    _id: last._id,
    round: '2026',
    state: begun,
    version: 2,
    turn: 2,
    handled: ['simulator.1'],
    updatedAt: officeMorning,
  });
});

describe('the page of RT sunyi', { timeout: browserTimeout }, () => {
  it.each(['desk', 'phone'] as const)(
    'leads from the district to a village, to whoever is to be called, and to his page (%s)',
    async (size) => {
      const page = await office().window(browser, 'staff', { size, scripts: size === 'desk' });
      if (size === 'phone') await page.setViewportSize({ width: 360, height: 740 });
      await page.goto(`${office().url}rembuk/2026`);
      await page.getByRole('link', { name: 'RT sunyi' }).click();
      await page.locator('table.silent').waitFor();
      const rows = await page.locator('table.silent tbody tr').allTextContents();
      expect(rows).toEqual(['JuaiJuai1111', 'SirapJuai11––', "Ju'uhTebing Tinggi––1–"]);
      const tiles = await page.locator('.tile strong').allTextContents();
      expect(tiles).toEqual(['2', '2', '2', '1']);
      expect([await overflow(page), await faultsOf(page)]).toEqual([0, []]);
      await picture(page, `silent-small-${size}`, false);

      await page.getByRole('link', { name: 'Juai', exact: true }).click();
      await page.getByRole('heading', { name: 'Desa/kelurahan Juai' }).waitFor();
      await page.getByText('berhenti di pertanyaan 1 dari 9').waitFor();
      await page.getByText('nomornya berubah').waitFor();
      expect([await overflow(page), await faultsOf(page)]).toEqual([0, []]);
      expect(await page.content()).not.toContain('81234567890');
      await picture(page, `silent-village-${size}`, false);
      await page.getByRole('link', { name: 'Hamdani 1' }).click();
      await page.getByRole('heading', { name: 'Undangan dan usulan' }).waitFor();
      await page.getByRole('link', { name: 'Rembuk 2026' }).click();
      await page.getByRole('heading', { name: 'Rembuk 2026' }).waitFor();
    },
  );

  it('hands out call lists with phones to staff, of the area that is looked at', async () => {
    const staff = await office().signedIn('staff');
    const path = '/rembuk/2026/sunyi/telepon.xlsx?kecamatan=63.11.01&desa=63.11.01.2003';
    expect((await staff.get(path)).headers.get('content-disposition')).toContain(
      'rt-sunyi-63.11.01.2003.xlsx',
    );
    const rows = await rowsOf(staff, path);
    expect(rows).toHaveLength(5);
    // In columns on every computer, with the zeros of "05" (mui/mui-x#3689, instedd/surveda#1099).
    const hamdani = ['Hamdani 1', 'Ketua RT', '05', '0812-3456-7890', 'Berhenti di tengah'];
    expect(rows.map((row) => row.slice(2, 7))).toContainEqual(hamdani);
    const pdf = await staff.get('/rembuk/2026/sunyi/telepon.pdf?kecamatan=63.11.01');
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(pdf.text.startsWith('%PDF-')).toBe(true);
    // A whole district's would hold everything else up.
    expect((await staff.get('/rembuk/2026/sunyi/telepon.pdf')).status).toBe(400);
  });

  it('shows coordinators of some kecamatan their own, and no phones', async () => {
    const budi = await office().signedIn('local');
    const { text } = await budi.get('/rembuk/2026/sunyi');
    expect(text).toContain('Sirap');
    expect(text).not.toContain('Tebing Tinggi');
    expect(text).not.toContain('telepon.xlsx');
    expect((await budi.get('/rembuk/2026/sunyi?kecamatan=63.11.08')).text).toContain('Tidak ada yang sunyi');
    expect((await budi.get('/rembuk/2026/sunyi/telepon.xlsx')).status).toBe(403);
  });

  it('says what to do where nobody was invited yet', async () => {
    await InvitationModel.deleteMany({});
    const page = await office().window(browser, 'staff');
    await page.goto(`${office().url}rembuk/2026/sunyi`);
    await page.getByRole('heading', { name: 'Belum ada yang diundang' }).waitFor();
    await page.getByRole('link', { name: 'Ke halaman Undangan' }).click();
    await page.getByRole('heading', { name: 'Undangan', exact: true }).waitFor();
  });
});
