import { beforeAll, describe, expect, it } from 'vitest';
import { auditedDownloads, auditedForms, unauditedForms } from '../../src/admin/shell/audited.ts';
import { acts } from '../../src/audit/acts.ts';
import { AuditModel } from '../../src/audit/audit.model.ts';
import { recordAudit } from '../../src/audit/audit.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { officeMorning, officePassword, officers, signInTimeout, useOffice } from '../support/office.ts';
import { propose } from '../support/proposals.ts';
import { officeRoutes } from '../support/routes.ts';

const office = useOffice();
const browser = useBrowser();
const trail = () => AuditModel.find().sort({ _id: 1 }).lean();

describe('every form of the office', () => {
  const forms = officeRoutes().flatMap(({ method, path }) => (method === 'post' ? [path] : []));

  it.each(forms)('%s goes on the trail, or is said to do nothing', (path) => {
    expect([path in auditedForms, unauditedForms.includes(path)].filter(Boolean)).toHaveLength(1);
  });

  it('of the tables is there', () => {
    const paths = officeRoutes().map(({ path }) => path);
    for (const path of [...Object.keys(auditedForms), ...Object.keys(auditedDownloads), ...unauditedForms])
      expect(paths).toContain(path);
  });
});

describe('the trail', { timeout: signInTimeout }, () => {
  it('tells sign-ins, failed ones too, decisions, releases, users and downloads, with who and from where', async () => {
    const proposal = await propose(office().round, { proposal: 'Jembatan gantung' });
    const { email } = officers.admin;
    const hadi = office().visitor();
    await hadi.signIn(email, 'bukan kata sandinya');
    await hadi.signIn(email, officePassword);
    const variant = `/usulan/${encodeURIComponent(proposal._id)}`;
    await hadi.post(`${variant}/keputusan`, { revision: 0, outcome: 'accepted', sentence: 'Ya.' });
    const answers = `${proposal._id}:1`;
    expect((await hadi.post('/jawaban/kirim', { answers })).status).toBe(422);
    await hadi.post('/jawaban/kirim', { answers, because: 'Ani cuti, telepon 0812 3456 7890.' });
    await hadi.post(`${variant}/tarik-lepas`, { revision: 2 });
    await hadi.get('/rembuk/2026/sunyi/telepon.xlsx');
    await hadi.post('/pengguna', { name: '', email: 'tak sah' });
    await hadi.post('/keluar');
    const told = (await trail()).map(({ act, by, subject }) => [act, by, subject]);
    expect(told).toEqual([
      ['sign-in-failed', 'unknown', email],
      ['signed-in', email, undefined],
      ['answer-drafted', email, proposal._id],
      ['own-answer-released', email, proposal._id],
      ['answers-released', email, undefined],
      ['answer-recalled', email, proposal._id],
      ['call-list-downloaded', email, '2026'],
      ['signed-out', email, undefined],
    ]);
    for (const { from } of await trail()) expect(from).toBe('127.0.0.1');
    const details = async (wanted: string) => (await trail()).find(({ act }) => act === wanted)?.details;
    expect(await details('answers-released')).toEqual({ count: 1, left: 0 });
    const because = String((await details('own-answer-released'))?.because);
    expect([because.startsWith('Ani cuti'), because.includes('3456')]).toEqual([true, false]);
  });
});

describe('the page /jejak', { timeout: browserTimeout }, () => {
  beforeAll(async () => {
    for (const [n, act] of acts.entries())
      await recordAudit(
        {
          by: n % 2 ? officers.staff.email : 'cli:root',
          act,
          subject: `63.11.01.2003.${'panjang'.repeat(8)}`,
          from: '2001:db8:85a3::8a2e:370:7334',
        },
        officeMorning,
      );
  });

  it.each(['desk', 'phone'] as const)('shows, narrows and pages, without scripts too (%s)', async (size) => {
    const page = await office().window(browser, 'admin', { size, scripts: false });
    await page.goto(`${office().url}jejak`);
    await page.getByText(/Rantai catatan utuh/).waitFor();
    expect(await overflow(page)).toBe(0);
    const rows = page.locator('tbody tr');
    expect(await rows.count()).toBe(50);
    await page.getByRole('link', { name: 'Berikutnya' }).click();
    await page.getByLabel('Siapa', { exact: true }).selectOption('cli:root');
    await page.getByLabel('Apa', { exact: true }).selectOption('signed-in');
    await page.getByRole('button', { name: 'Terapkan' }).click();
    await expect.poll(() => rows.count()).toBe(1);
    if (process.env.SCREENSHOTS)
      await page.screenshot({ path: `${process.env.SCREENSHOTS}/audit-${size}.png`, fullPage: true });
    await page.goto(`${office().url}jejak?siapa=tidak-ada`);
    await page.getByText('Tidak ada yang cocok').waitFor();
  });

  it('says loudly that the chain is broken', async () => {
    await AuditModel.collection.updateOne({ _id: 3 as never }, { $set: { by: 'orang lain' } });
    const { text } = await (await office().signedIn('admin')).get('/jejak');
    expect(text).toContain('Rantai catatan putus di nomor 3');
  });
});
