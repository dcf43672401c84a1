import { beforeAll, describe, expect, it } from 'vitest';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { decide } from '../../src/proposals/review.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { officeMorning, officers, useOffice } from '../support/office.ts';
import { faultsOf } from '../support/pictures.ts';
import { propose, reread } from '../support/proposals.ts';

const browser = useBrowser();
const office = useOffice();
const ani = { name: officers.coordinator.email, role: 'coordinator', scope: wholeDistrict };

describe.each([
  ['phone', false],
  ['desk', true],
] as const)("one's own answer at a %s", (size, scripts) => {
  let proposal: Proposal;
  beforeAll(async () => {
    proposal = await propose(office().round, { proposal: `Gedung SMA di ${size}` });
    await decide(proposal, 0, { outcome: 'accepted', sentence: 'Masuk daftar.' }, ani, officeMorning);
  });

  it('is released for a reason, recalled before it leaves, and a draft again', {
    timeout: 2 * browserTimeout,
  }, async () => {
    const page = await office().window(browser, 'coordinator', { size, scripts });
    const sound = async () => expect([await overflow(page), await faultsOf(page)]).toEqual([0, []]);
    await page.goto(`${office().url}jawaban`);
    await page.getByRole('checkbox', { name: proposal.title }).check();
    await page.getByRole('button', { name: 'Lepas yang dipilih' }).click();
    await page.getByText('1 jawaban disusun oleh Anda sendiri').waitFor();
    await page.getByText('Selama 10 menit jawaban masih dapat ditarik kembali').waitFor();
    await sound();
    await page.getByLabel('Mengapa dilepas sendiri?').fill('Petugas lain cuti.');
    await page.getByRole('button', { name: 'Ya, lepas 1 jawaban' }).click();
    await page.getByRole('heading', { name: 'Masih dapat ditarik' }).waitFor();
    await sound();
    await page.getByRole('checkbox', { name: proposal.title }).check();
    await page.getByRole('button', { name: 'Tarik yang dipilih' }).click();
    await page.getByRole('status').getByText('1 jawaban ditarik dan siap dikirim lagi.').waitFor();
    expect((await reread(proposal)).decision).toMatchObject({ outcome: 'accepted', by: ani.name });
    expect((await reread(proposal)).decision?.releasedAt).toBeUndefined();
    await page.goto(`${office().url}usulan/${proposal._id}`);
    await page.getByText('Jawaban yang sudah dilepas ditarik sebelum terkirim').waitFor();
    expect(await page.locator('.checklist').textContent()).toContain('Mungkin tidak: “SMA”.');
    await sound();
  });
});
