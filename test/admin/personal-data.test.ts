import { describe, expect, it } from 'vitest';
import { AuditModel } from '../../src/audit/audit.model.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { newParticipant } from '../../src/people/participants.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { officeMorning, officers, useOffice } from '../support/office.ts';

const office = useOffice();
const browser = useBrowser();
const seat = { office: 'ketua-rt', rt: '03', village: '63.11.01.2008', kecamatan: '63.11.01' } as const;

describe('personal data, for somebody who asks at the office', { timeout: browserTimeout }, () => {
  it.each(['desk', 'phone'] as const)('is shown, and erased only when it is sure (%s)', async (size) => {
    const { _id } = await ParticipantModel.create({
      ...newParticipant(officeMorning),
      ...seat,
      name: `Ahmad Fauzi ${size}`,
      phone: '+6281234567890',
    });
    const page = await office().window(browser, 'staff', { size, scripts: false });
    await page.goto(`${office().url}peserta/orang/${_id}`);
    await page.getByRole('link', { name: 'Data pribadi yang disimpan' }).click();
    await page.getByText('Nomor HP: +62812•••••890').waitFor();
    await page.getByText(/^Jabatan: Ketua RT 03/).waitFor();
    if (process.env.SCREENSHOTS)
      await page.screenshot({ path: `${process.env.SCREENSHOTS}/personal-${size}.png`, fullPage: true });
    expect(await overflow(page)).toBe(0);
    await page.getByRole('button', { name: 'Hapus data pribadi' }).click();
    await page.getByText('Centang dulu bahwa orangnya sudah meminta.').waitFor();
    expect((await ParticipantModel.findById(_id).lean())?.eraseAt).toBeUndefined();
    await page.getByLabel('Orangnya sudah meminta, dan saya yakin').check();
    await page.getByRole('button', { name: 'Hapus data pribadi' }).click();
    await page.getByText(`Data pribadi Ahmad Fauzi ${size} sedang dihapus.`).waitFor();
    expect(await ParticipantModel.findById(_id).lean()).toMatchObject({ eraseAt: officeMorning });
    const by = officers.staff.email;
    for (const act of ['data-shown', 'data-erased'] as const)
      expect(await AuditModel.exists({ act, by, subject: _id })).not.toBeNull();
  });
});
