import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { newParticipant } from '../../src/people/participants.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { officeMorning, useOffice } from '../support/office.ts';

const office = useOffice();
const browser = useBrowser();
const shots = process.env.SCREENSHOTS;

async function enterAhmad(): Promise<string> {
  await ParticipantModel.deleteMany({});
  const seat = { office: 'ketua-rt', rt: '03', village: '63.11.01.2008', kecamatan: '63.11.01' } as const;
  const reach = { phone: '+6281234567890', addresses: ['whatsapp:6281234567890'] };
  const person = await ParticipantModel.create({
    ...newParticipant(officeMorning),
    ...seat,
    ...reach,
    name: 'Ahmad Fauzi',
  });
  return person._id;
}

describe('the list of participants', { timeout: browserTimeout }, () => {
  it.each(['desk', 'phone'] as const)(
    'leads to a person, who is replaced and keeps his place in the history (%s)',
    async (size) => {
      const id = await enterAhmad();
      const page = await office().window(browser, 'staff', { size });
      await page.goto(`${office().url}peserta/daftar`);
      if (shots) await page.screenshot({ path: resolve(shots, `people-${size}.png`), fullPage: true });
      expect(await overflow(page)).toBe(0);
      await page.getByRole('link', { name: 'Ahmad Fauzi' }).click();
      await page.getByText('+62812•••••890').waitFor();
      expect(await overflow(page)).toBe(0);
      await page.getByLabel('Nama pemegang baru').fill('Budi Santoso');
      await page.getByLabel('Nomor HP pemegang baru').fill('0812 9999 0000');
      await page.getByRole('button', { name: 'Ganti pemegang' }).click();
      await page.getByText('Budi Santoso sekarang memegang jabatan ini.').waitFor();
      if (shots) await page.screenshot({ path: resolve(shots, `person-${size}.png`), fullPage: true });
      expect(await page.content()).not.toContain('81234567890');
      expect(await ParticipantModel.findById(id).lean()).toMatchObject({ leftAt: officeMorning });
      expect(await ParticipantModel.findOne({ name: 'Budi Santoso' }).lean()).toMatchObject({
        phone: '+6281299990000',
        rt: '03',
      });
    },
  );
});

describe('forms about a person', () => {
  it('keep a phone that is left blank, refuse one that is none, and stop all messages', async () => {
    const id = await enterAhmad();
    const staff = await office().signedIn('staff');
    const path = `/peserta/orang/${id}`;
    const send = (fields: Record<string, string>, to = path) => staff.post(to, fields, { from: path });
    expect((await send({ name: 'Ahmad F', phone: '', locale: 'bjn' })).status).toBe(303);
    expect(await ParticipantModel.findById(id).lean()).toMatchObject({
      name: 'Ahmad F',
      phone: '+6281234567890',
      locale: 'bjn',
    });
    expect((await send({ name: 'Ahmad F', phone: '12', locale: 'id' })).status).toBe(422);
    // One press alone stops nothing.
    expect((await send({}, `${path}/stop`)).status).toBe(303);
    expect((await ParticipantModel.findById(id).lean())?.optedOutAt).toBeUndefined();
    expect((await send({ sure: '1' }, `${path}/stop`)).status).toBe(303);
    expect(await ParticipantModel.findById(id).lean()).toMatchObject({ optedOutAt: officeMorning });
  });

  it('let somebody be written to again who was stopped or said "bukan saya", after one more question', async () => {
    const id = await enterAhmad();
    const silent = { optedOutAt: officeMorning, wrongPersonAt: officeMorning };
    await ParticipantModel.updateOne({ _id: id }, { $set: silent });
    const staff = await office().signedIn('staff');
    const path = `/peserta/orang/${id}`;
    const page = (await staff.get(path)).text;
    expect(page).toContain('Kirim pesan lagi kepada orang ini');
    expect(page).not.toContain('Dapat dihubungi');
    await staff.post(`${path}/lanjut`, {}, { from: path });
    expect((await staff.get(path)).text).toContain('Belum dilanjutkan.');
    expect(await ParticipantModel.findById(id).lean()).toMatchObject(silent);
    expect((await staff.post(`${path}/lanjut`, { sure: '1' }, { from: path })).status).toBe(303);
    const person = await ParticipantModel.findById(id).lean();
    expect([person?.optedOutAt, person?.wrongPersonAt]).toEqual([undefined, undefined]);
  });

  it('tell a channel that is not set up here from one that leads to the person', async () => {
    const path = `/peserta/orang/${await enterAhmad()}`;
    const { text } = await (await office().signedIn('staff')).get(path);
    expect(text).toContain('Saluran tak terpasang');
    expect(text).not.toContain('Dapat dihubungi');
  });

  it('are led to by the name of whoever said "bukan saya"', async () => {
    const id = await enterAhmad();
    await ParticipantModel.updateOne({ _id: id }, { $set: { wrongPersonAt: officeMorning } });
    const { text } = await (await office().signedIn('staff')).get('/peserta');
    expect(text).toMatch(new RegExp(`id="salah-orang"[\\s\\S]*href="/peserta/orang/${id}"[^>]*>Ahmad Fauzi`));
  });

  it('are all counted where more wait than one page holds, and told that the rest follow', async () => {
    await ParticipantModel.deleteMany({});
    const since = (n: number) => new Date(officeMorning.getTime() + n * 1000);
    const strangers = Array.from({ length: 203 }, (_, n) => ({
      ...newParticipant(since(n)),
      name: `Pendatang ${n + 1}`,
      office: 'bpd' as const,
      village: '63.11.01.2008',
      kecamatan: '63.11.01',
      verified: false,
      wrongPersonAt: since(n),
    }));
    await ParticipantModel.insertMany(strangers);
    const { text } = await (await office().signedIn('staff')).get('/peserta');
    expect(text).toContain('belum diverifikasi (203)');
    expect(text.match(/200 orang yang paling lama menunggu dari 203/g)).toHaveLength(2);
    expect(text).toContain('Pendatang 1<');
    expect(text).not.toContain('Pendatang 203<');
  });

  it('are closed to coordinators', async () => {
    const coordinator = await office().signedIn('coordinator');
    expect((await coordinator.get('/peserta/daftar')).status).toBe(403);
    expect((await coordinator.get(`/peserta/orang/${await enterAhmad()}`)).status).toBe(403);
  });
});
