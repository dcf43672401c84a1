import { beforeEach, describe, expect, it, vi } from 'vitest';
import { InvitationModel } from '../../src/outreach/model/invitation.model.ts';
import { TrialModel } from '../../src/outreach/model/trial.model.ts';
import { trialsAnHour } from '../../src/outreach/model/trials.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { setRound } from '../../src/rounds/rounds.ts';
import { ConversationModel } from '../../src/talks/conversation.model.ts';
import { chatCodeOf, tieOfficeChat, untieOfficeChat } from '../../src/users/office-chat.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { balanganRegions } from '../support/lists.ts';
import { officers, useOffice } from '../support/office.ts';
import { faultsOf, picture } from '../support/pictures.ts';
import { enterHeads, villages } from '../support/representatives.ts';

const browser = useBrowser();
const office = useOffice({ role: 'all' });
const known = { flows: ['usulan'], regions: await balanganRegions() };
const { email } = officers.staff;

beforeEach(async () => {
  await Promise.all([ParticipantModel.deleteMany({}), TrialModel.deleteMany({}), untieOfficeChat(email)]);
  await enterHeads(villages.juai, 2);
  const texts = { id: 'Yth. {kepada}, mari berembuk bersama.', en: 'Dear {kepada}, let us talk together.' };
  await setRound('2026', { texts }, known);
});

/** Siti presses Start in her own chat, by the code of her account. */
async function tied(chat: string): Promise<void> {
  await office().simulator.say(chat, { kind: 'start', code: await chatCodeOf(email) });
  const said = () =>
    office()
      .simulator.sentTo(chat)
      .map(({ text }) => text);
  await vi.waitFor(() => expect(said().join()).toContain('akun kantor Siti Norhayati'), 60_000);
}

describe('an invitation to oneself', { timeout: browserTimeout }, () => {
  it('comes through the same hands, counts as nobody’s invitation and begins no talk', async () => {
    await tied('siti-1');
    const page = await office().window(browser, 'staff', { size: 'phone', scripts: false });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${office().url}rembuk/2026/undangan`);
    await page.getByRole('link', { name: 'Kirim percobaan ke saya' }).click();
    await page.getByLabel(/Chat saya/).waitFor();
    expect([await overflow(page), await faultsOf(page)]).toEqual([0, []]);
    await page.getByLabel(/Chat saya/).check();
    await page.getByLabel('Bahasa').selectOption('Bahasa Inggris');
    await page.getByRole('button', { name: 'Kirim percobaan' }).click();
    await page.getByRole('status').getByText('Percobaan masuk antrean kirim.').waitFor();
    await page.locator('.tag', { hasText: 'Terkirim' }).waitFor();
    await picture(page, 'trial-phone', false);
    const message = office().simulator.sentTo('siti-1').at(-1);
    expect(message?.text).toMatch(
      /^A TRIAL, not an invitation:\n\nDear Ahmad Fauzi 1, RT head 01 Juai, let us talk/,
    );
    expect(message?.text).toContain('Type STOP at any time');
    expect(message?.choices.length).toBeGreaterThan(1);
    expect(await InvitationModel.countDocuments()).toBe(0);
    expect(await ConversationModel.countDocuments({ round: '2026' })).toBe(0);
    expect(await page.content()).not.toContain('siti-1');
  });

  it('tells how it failed, and is given as often as one needs to look, not more', async () => {
    await tied('siti-2');
    office().simulator.failNext({ kind: 'unreachable', reason: 'chat not found' }, { address: 'siti-2' });
    const page = await office().window(browser, 'staff');
    await page.goto(`${office().url}rembuk/2026/undangan/percobaan`);
    await page.getByRole('button', { name: 'Kirim percobaan' }).click();
    await page.getByText('Kata jaringan: chat not found').waitFor();
    const staff = await office().signedIn('staff');
    const send = () => staff.post('/rembuk/2026/undangan/percobaan', { to: 'chat', locale: 'id' });
    for (let sent = 1; sent < trialsAnHour; sent += 1) expect((await send()).status).toBe(303);
    const refused = await send();
    expect([refused.status, await TrialModel.countDocuments()]).toEqual([422, trialsAnHour]);
    expect(refused.text).toContain('Sudah sepuluh percobaan');
  });

  it('goes to nobody else: neither to a chat that was not tied, nor to a phone where no WhatsApp is', async () => {
    const staff = await office().signedIn('staff');
    const send = (fields: Record<string, string>) => staff.post('/rembuk/2026/undangan/percobaan', fields);
    expect((await send({ to: 'chat' })).text).toContain('Chat Anda belum terhubung.');
    expect((await send({ to: 'whatsapp', phone: '0812 3456 7890' })).status).toBe(422);
    expect(await TrialModel.countDocuments()).toBe(0);
  });
});

describe("a user's own chat", () => {
  it('is tied once by a code; in another chat the same code ties nothing until the first is let go', async () => {
    const code = await chatCodeOf(email);
    expect(await chatCodeOf(email)).toBe(code);
    expect((await tieOfficeChat(code.toLowerCase(), 'telegram:1'))?._id).toBe(email);
    expect((await tieOfficeChat(code, 'telegram:1'))?._id).toBe(email);
    expect(await tieOfficeChat(code, 'telegram:2')).toBeNull();
    expect(await tieOfficeChat('KANTOR-ABCDEFGHJK', 'telegram:2')).toBeNull();
    await untieOfficeChat(email);
    expect(await tieOfficeChat(code, 'telegram:2')).toBeNull();
    expect(await chatCodeOf(email)).not.toBe(code);
  });
});
