import { describe, expect, it } from 'vitest';
import { ExampleModel } from '../../src/training/example.model.ts';
import { type ModelVersion, ModelVersionModel } from '../../src/training/model-version.model.ts';
import { SpellingVariantModel } from '../../src/training/spelling-variant.model.ts';
import { idInForce } from '../../src/training/versions.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { rowsOf } from '../support/downloaded.ts';
import { officeMorning, useOffice } from '../support/office.ts';
import { ordinaryProposals, propose } from '../support/proposals.ts';

const browser = useBrowser();
const office = useOffice();

/** Versions as trainings leave them; what they hold is not opened by the pages. */
async function versions(): Promise<void> {
  const standing = (macroF1: number, right: number) => ({
    macroF1,
    perClass: { none: 0.9, kemiskinan: 0.93, ipm: macroF1 },
    decisions: { count: 40, right },
  });
  const version = (number: number, fields: Partial<ModelVersion>): ModelVersion => ({
    _id: `version-${number}`,
    number,
    trainedAt: officeMorning,
    by: 'corrections',
    examples: [],
    corrections: number * 20,
    variants: [],
    wentLiveAt: [],
    document: 'not opened here',
    ...fields,
  });
  const compared = (after: number, right: number) => ({
    standing: standing(after, right),
    inForce: standing(0.91, 0.8),
    inForceNumber: 1,
  });
  await ModelVersionModel.create([
    version(1, { by: 'start', corrections: 0, liveSince: new Date('2026-12-01T00:00:00Z') }),
    version(2, { compared: compared(0.93, 0.9), liveSince: new Date('2026-12-01T00:30:00Z') }),
    version(3, { compared: compared(0.85, 0.7), refused: 'worse-on-examples' }),
  ]);
}

describe('the page of the model', { timeout: browserTimeout }, () => {
  it('shows versions with what changed; an admin goes back to an earlier one', async () => {
    await versions();
    const page = await office().window(browser, 'admin');
    await page.goto(`${office().url}model`);
    const inForce = page.locator('.versions > li', { has: page.locator('.tag.good') });
    await expect.poll(() => inForce.count()).toBe(1);
    expect(await inForce.innerText()).toMatch(/Versi 2[\s\S]*91[\s\S]*93[\s\S]*\+2/);
    expect(await page.locator('.versions > li', { hasText: 'Ditolak' }).innerText()).toContain('Versi 3');
    await page.getByRole('button', { name: 'Pakai versi 1' }).click();
    await page.getByRole('status').getByText('Versi itu sekarang berlaku.').waitFor();
    expect(await idInForce()).toBe('version-1');
  });

  it('takes words on a phone, tells what is wrong with one, and takes them back', async () => {
    const page = await office().window(browser, 'coordinator', { size: 'phone', scripts: false });
    await page.goto(`${office().url}model`);
    expect(await overflow(page)).toBe(0);
    const form = page.locator('form[action="/model/kata"]');
    await form.getByLabel('Ditulis').fill('handil');
    await form.getByLabel('Artinya').fill('handil');
    await form.getByRole('button', { name: 'Tambah kata' }).click();
    await page.getByRole('alert').waitFor();
    expect(await form.getByLabel('Ditulis').inputValue()).toBe('handil');
    await form.getByLabel('Artinya').fill('saluran air');
    await form.getByRole('button', { name: 'Tambah kata' }).click();
    await page.getByRole('status').getByText('Kata “handil” ditambahkan.').waitFor();
    expect(await SpellingVariantModel.findOne().lean()).toMatchObject({
      variant: 'handil',
      meaning: 'saluran air',
    });
    await page.getByRole('button', { name: 'Hapus handil' }).click();
    await page.getByRole('status').getByText('dihapus').waitFor();
    expect(await SpellingVariantModel.countDocuments()).toBe(0);
  });

  it('queues a training, once however often it is asked for', async () => {
    const page = await office().window(browser, 'coordinator');
    await page.goto(`${office().url}model`);
    await page.getByRole('button', { name: 'Latih sekarang' }).click();
    await page.getByText('Sedang dilatih dan dibandingkan').waitFor();
    expect(await page.getByRole('button', { name: 'Latih sekarang' }).count()).toBe(0);
    await office().app.runtime.queues.get('train').obliterate({ force: true });
  });

  it('lets a correction be forgotten; the proposal keeps its issue', async () => {
    const proposal = await propose(office().round, { proposal: 'Kanopi parkir <b>posyandu</b>' });
    const page = await office().window(browser, 'coordinator');
    await page.goto(`${office().url}usulan/${proposal._id}`);
    await page.getByLabel('Masalah makro yang benar').selectOption('ipm');
    await page.getByRole('button', { name: 'Tetapkan masalah' }).click();
    await page.getByRole('status').waitFor();
    expect(await ExampleModel.findOne({ by: 'ani@balangan.example' }).lean()).toMatchObject({
      text: proposal.text,
      primary: 'ipm',
    });
    await page.goto(`${office().url}model`);
    await page.getByRole('button', { name: 'Lupakan Kanopi parkir <b>posyandu</b>' }).click();
    await page.getByRole('status').getByText('tidak lagi dipelajari').waitFor();
    expect(await ExampleModel.countDocuments({ by: 'ani@balangan.example' })).toBe(0);
  });

  it('is not for staff', async () => {
    const staff = await office().signedIn('staff');
    expect((await staff.get('/model')).status).toBe(403);
    expect((await staff.get('/kesepakatan')).status).toBe(403);
  });
});

describe('the agreement report', { timeout: browserTimeout }, () => {
  it('compares model, proposer and coordinator, and gives the same as CSV', async () => {
    const desk = await office().window(browser, 'coordinator');
    for (const told of ordinaryProposals.slice(0, 4)) {
      const proposal = await propose(office().round, told);
      await desk.goto(`${office().url}usulan/${proposal._id}`);
      await desk.getByLabel('Masalah makro yang benar').selectOption('ketimpangan');
      await desk.getByRole('button', { name: 'Tetapkan masalah' }).click();
      await desk.getByRole('status').waitFor();
    }
    const page = await office().window(browser, 'coordinator', { size: 'phone' });
    await page.goto(`${office().url}kesepakatan`);
    expect(await overflow(page)).toBe(0);
    const text = await page.locator('main').innerText();
    expect(text).toContain('Ketimpangan');
    expect(text).toContain('0 dari 4');
    const rows = await rowsOf(await office().signedIn('coordinator'), '/kesepakatan.xlsx');
    expect(rows).toContainEqual(['2026-12', 'ketimpangan', 4, 0, 4, 0, 2]);
  });
});
