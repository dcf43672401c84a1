import { beforeAll, describe, expect, it, vi } from 'vitest';
import { AuditModel } from '../../src/audit/audit.model.ts';
import { keepSound } from '../../src/media/sounds.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { claimVoices } from '../../src/proposals/wording.ts';
import { VoiceModel } from '../../src/voices/voice.model.ts';
import { noteVoice, voiceIdOf } from '../../src/voices/voices.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { officeMorning, useOffice } from '../support/office.ts';
import { propose, reread } from '../support/proposals.ts';
import { voiceNote } from '../support/sounds.ts';

const browser = useBrowser();
const office = useOffice({ role: 'all' });

const seconds = 65;
const recording = voiceNote(seconds);

/** A proposal whose problem was said aloud, in one recording or more. */
async function spoken(proposal: string, village: string, recordings = 1): Promise<Proposal> {
  const { round, app } = office();
  const { _id, participant } = await propose(round, { proposal, village, at: officeMorning });
  const notes = Array.from({ length: recordings }, (_, index) => `note-${index}-${_id}`).map((mediaId) => ({
    mediaId,
    mime: 'audio/ogg',
    seconds,
  }));
  for (const { mediaId, mime } of notes) {
    const id = voiceIdOf(participant, mediaId);
    const media = `telegram:${mediaId}`;
    await noteVoice(id, { participant, media, mime, seconds, question: 'problem' }, officeMorning);
    const file = await keepSound(app.runtime.mediaDir, id, recording);
    await VoiceModel.updateOne({ _id: id }, { $set: { file } });
  }
  const [first, ...more] = notes;
  const value = { kind: 'voice' as const, ...first, ...(more.length > 0 ? { more } : {}) };
  const answer = { value, words: '(voice note, 65 s)', at: officeMorning.toISOString() };
  await ProposalModel.updateOne({ _id }, { $set: { 'answers.problem': answer, text: proposal } });
  const now = await ProposalModel.findById(_id).lean().orFail();
  await claimVoices(now);
  return now;
}

let juai: Proposal;
let paringin: Proposal;
beforeAll(async () => {
  juai = await spoken('Siring sungai di belakang masjid', '63.11.01.2003');
  paringin = await spoken('Lampu jalan di tikungan pasar', '63.11.06.2005');
});

const pageOf = (proposal: Proposal) => `/usulan/${encodeURIComponent(proposal._id)}`;
const soundOf = (proposal: Proposal) => `${pageOf(proposal)}/suara/problem`;

describe('a recording on the page of a proposal', { timeout: browserTimeout }, () => {
  it('is heard, written down by staff, put right, and taken back, at a desk and on a small phone', async () => {
    const { url } = office();
    const page = await office().window(browser, 'staff');
    await page.goto(`${url}${pageOf(juai).slice(1)}`);
    const voice = page.locator('#suara-problem');
    expect(await voice.textContent()).toMatch(
      /Pesan suara, 1:05.*Belum ditranskrip.*Transkrip otomatis tidak dipasang/s,
    );
    // The browser plays it, and seeks in it.
    expect(await page.getByLabel('Dengarkan suara: Masalah').count()).toBe(1);
    const length = await page.evaluate(`(async () => {
      const audio = document.querySelector('#suara-problem audio');
      const loaded = new Promise((done, failed) => {
        audio.onloadedmetadata = done;
        audio.onerror = () => failed(new Error(audio.error.message));
      });
      audio.preload = 'auto';
      audio.load();
      await loaded;
      const sought = new Promise((done) => { audio.onseeked = done; });
      audio.currentTime = 60;
      await sought;
      return [Math.round(audio.duration), Math.round(audio.currentTime)];
    })()`);
    expect(length).toEqual([seconds, 60]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await overflow(page)).toBe(0);

    // Nothing but dots is no transcript, and stays in the form.
    const field = page.getByLabel('Yang diucapkan: Masalah');
    await field.fill('...');
    await page.getByRole('button', { name: 'Simpan transkrip' }).click();
    await page.getByRole('link', { name: 'Tulis kata-kata yang terdengar.' }).waitFor();
    expect(await field.inputValue()).toBe('...');
    await field.fill('Tabing sungai runtuh, rumah warga parak');
    await page.getByRole('button', { name: 'Simpan transkrip' }).click();
    await page.getByText('Transkrip tersimpan').waitFor();
    expect(await voice.textContent()).toMatch(
      /Tabing sungai runtuh, rumah warga parak.*Ditulis Siti Norhayati/s,
    );
    await vi.waitFor(
      async () =>
        expect((await reread(juai)).text).toBe(
          'Siring sungai di belakang masjid. Tabing sungai runtuh, rumah warga parak',
        ),
      { timeout: 30_000 },
    );
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByText('Betulkan transkrip').click();
    await field.fill('Tebing sungai runtuh');
    await page.getByRole('button', { name: 'Simpan transkrip' }).click();
    await page.getByText('Transkrip tersimpan').waitFor();
    await page.getByRole('button', { name: 'Kembalikan yang sebelumnya' }).click();
    await page.getByText('Transkrip sebelumnya dipakai lagi').waitFor();
    expect(await voice.textContent()).toContain('Tabing sungai runtuh, rumah warga parak');
    expect(await overflow(page)).toBe(0);
    const acts = await AuditModel.find({ subject: juai._id }).sort({ _id: 1 }).lean();
    expect(acts.map(({ act }) => act)).toEqual(['voice-typed', 'voice-typed', 'voice-taken-back']);
    expect(JSON.stringify(acts)).not.toContain('sungai');
  });

  it('that two write down at once keeps what the second has typed, and tells them', async () => {
    const siti = await office().signedIn('staff');
    const fields = { revision: 0, text: 'Lampu padam, gelap malam hari' };
    expect((await siti.post(soundOf(paringin), fields)).status).toBe(303);
    const ani = await office().signedIn('coordinator');
    const second = await ani.post(soundOf(paringin), { ...fields, text: 'Lampu mati semua' });
    expect(second.status).toBe(409);
    expect(second.text).toContain('Lampu mati semua</textarea>');
    expect(second.text).toContain('Lampu padam, gelap malam hari</blockquote>');
  });

  it('that has a second one behind it is shown with it, each to be heard and written down by itself', async () => {
    const both = await spoken('Balai pertemuan di simpang ampat', '63.11.01.2003', 2);
    const siti = await office().signedIn('staff');
    const second = `${soundOf(both)}.2`;
    expect((await siti.get(second)).status).toBe(200);
    for (const none of ['.0', '.3', '.x'])
      expect((await siti.get(`${soundOf(both)}${none}`)).status).toBe(404);
    expect((await siti.post(second, { revision: 0, text: 'Warga tidak punya tempat' })).status).toBe(303);
    expect((await siti.post(soundOf(both), { revision: 0, text: 'Hujan kehujanan' })).status).toBe(303);
    const { text } = await siti.get(pageOf(both));
    expect(text.match(/<audio/g)).toHaveLength(2);
    await vi.waitFor(
      async () =>
        expect((await reread(both)).text).toBe(
          'Balai pertemuan di simpang ampat. Hujan kehujanan Warga tidak punya tempat',
        ),
      { timeout: 30_000 },
    );
  });

  it('is sent whole or in parts, as what it is, to those only in whose area the proposal is', async () => {
    const siti = await office().signedIn('staff');
    const whole = await siti.get(soundOf(paringin));
    expect(whole.status).toBe(200);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'audio/ogg',
      'content-length': String(recording.length),
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=3600',
      'content-security-policy': expect.stringContaining("media-src 'self'"),
    });
    const part = await siti.get(soundOf(paringin), { range: 'bytes=100-199' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${recording.length}`);
    const budi = await office().signedIn('local');
    expect((await budi.get(soundOf(juai))).status).toBe(200);
    expect((await budi.get(soundOf(paringin))).status).toBe(404);
    expect((await budi.post(soundOf(paringin), { revision: 1, text: 'Bukan' })).status).toBe(404);
    expect((await office().visitor().get(soundOf(juai))).status).toBe(303);
    for (const other of ['proposal', '__proto__', 'constructor', '..%2f..%2fsession-secret'])
      expect((await siti.get(`${pageOf(juai)}/suara/${other}`)).status).toBe(404);
  });
});
