import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { networkAddress } from '../../src/channels/address.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { type BotApi, startBotApi, testToken } from '../support/bot-api/server.ts';
import { useBrowser } from '../support/browser.ts';
import { officeMorning, officePassword, officers, useOffice } from '../support/office.ts';
import { propose, reread } from '../support/proposals.ts';
import { type Proposer, patienceMs, talkedProposal } from '../support/proposer.ts';

const browser = useBrowser();

const minutes = (n: number) => new Date(officeMorning.getTime() + n * 60_000);
/** A sign-in is worth twelve hours: this one ends eleven minutes into the morning, by the office's own clock. */
const signedInAt = minutes(11 - 12 * 60);
const dayBefore = minutes(-30 * 60);

/** What the coordinator makes of a proposal, and what the answer then is. */
const verdicts = {
  accept: 'accepted',
  correct: 'accepted',
  refuse: 'rejected',
  write: 'rejected',
  forward: 'forwarded',
  return: 'returned',
  merge: 'merged',
} as const;
type Verdict = keyof typeof verdicts;

/** The special ones among the first dozen, the one that is written while the session ends in the middle; all else accepted. */
const plan = (count: number): Verdict[] => {
  const special: Verdict[] = ['return', 'accept', 'correct', 'refuse', 'merge', 'refuse', 'forward'];
  const later: Verdict[] = ['correct', 'refuse', 'merge', 'refuse', 'correct'];
  const plain = Array.from({ length: count - special.length - later.length - 1 }, (): Verdict => 'accept');
  const half = Math.floor(plain.length / 2);
  return [...special, ...plain.slice(0, half), 'write', ...plain.slice(half), ...later];
};

describe.each([
  ['by keys', true, 40],
  ['without scripts, where no key is needed', false, 14],
] as const)("a coordinator's day, %s", (_how, scripts, count) => {
  const env: NodeJS.ProcessEnv = { TELEGRAM_BOT_TOKEN: testToken };
  let api: BotApi;
  beforeAll(async () => {
    api = await startBotApi();
    env.TELEGRAM_API_ROOT = api.url;
  });
  const office = useOffice({ role: 'all', env });
  afterAll(() => api?.close());

  let proposer: Proposer;
  let proposals: Proposal[];
  const chats = new Map<string, number>();

  /** The day before: one of them talks with the service, the others' proposals lie there. */
  async function yesterday(): Promise<void> {
    office().clock.now = dayBefore;
    proposer = await talkedProposal(office(), api, 'Titian ulin penghubung dua RT');
    proposals = [proposer.proposal];
    for (let n = 1; n < count; n += 1)
      proposals.push(
        await propose(office().round, {
          proposal: `Usulan nomor ${n}.`,
          at: new Date(dayBefore.getTime() + n * 1_000),
        }),
      );
    for (const { _id, participant } of proposals) {
      const person = await ParticipantModel.findById(participant).lean();
      const chat = Number(networkAddress(person?.addresses?.[0] ?? 'telegram:0'));
      chats.set(_id, api.state.user(chat).id);
    }
    office().clock.now = signedInAt;
  }

  const news = ({ _id }: Proposal) =>
    api.sentTo(chats.get(_id) ?? 0).filter(({ text }) => text.startsWith('Kabar usulan'));
  const answered = () => proposals.filter((one) => news(one).length > 0).length;
  const heading = (page: Page, { title }: Proposal) =>
    page.getByRole('heading', { level: 1, name: title }).waitFor();
  const told = (page: Page, words: string | RegExp) => page.getByRole('status').getByText(words).waitFor();
  const signIn = async (page: Page) => {
    await page.getByLabel('Surel').fill(officers.coordinator.email);
    await page.getByLabel('Kata sandi').fill(officePassword);
    await page.getByRole('button', { name: 'Masuk' }).click();
  };
  const saveAndNext = (page: Page) => page.getByRole('button', { name: 'Simpan, lalu berikutnya' }).click();

  /** Chooses an outcome: by its key, which brings a reason and a sentence, or by hand. */
  async function choose(page: Page, outcome: string, key: string): Promise<void> {
    if (scripts) return page.keyboard.press(key);
    await page.locator(`[name=outcome][value=${outcome}]`).check();
    const reason = page.locator(`[name=reason-${outcome}]`).first();
    if ((await reason.count()) > 0) await reason.check();
    await page.getByLabel('Satu kalimat untuk pengusul').fill('Mohon dibaca; hubungi kantor desa.');
  }

  async function decideOne(page: Page, verdict: Verdict): Promise<void> {
    if (verdict === 'correct') {
      await page.getByLabel('Masalah makro yang benar').selectOption('kemiskinan');
      await page.getByRole('button', { name: 'Tetapkan masalah' }).click();
      await told(page, 'Masalah makro tersimpan.');
    }
    if (verdict === 'accept' || verdict === 'correct') {
      await choose(page, 'accepted', '1');
      // The key alone saves it and leads on.
      return scripts ? undefined : saveAndNext(page);
    }
    if (verdict === 'refuse') {
      await choose(page, 'rejected', '2');
      return scripts ? page.keyboard.press('Enter') : saveAndNext(page);
    }
    if (verdict === 'write') return writeTooLong(page);
    if (verdict === 'forward') {
      await choose(page, 'forwarded', '4');
      await page.getByLabel('Diteruskan kepada').selectOption('dinas-perkim');
    } else if (verdict === 'merge') {
      await choose(page, 'merged', '5');
      await page.locator('#merged').fill(proposals[1]?.code ?? '');
    } else {
      await choose(page, 'returned', '3');
      await page.getByLabel('Yang perlu dilengkapi').selectOption('place');
    }
    await saveAndNext(page);
  }

  /** The session ends while a sentence is written. */
  async function writeTooLong(page: Page): Promise<void> {
    await page.getByLabel('Belum dapat diakomodir').check();
    await page.getByLabel('anggaran tahun ini belum mencukupi').check();
    await page.getByLabel('Satu kalimat untuk pengusul').fill('Kalimat saya sendiri, lama ditulis.');
    office().clock.now = minutes(12);
    await saveAndNext(page);
    await signIn(page);
    await page.getByText('Yang Anda tulis sebelumnya dipulihkan').waitFor();
    expect(await page.getByLabel('Satu kalimat untuk pengusul').inputValue()).toBe(
      'Kalimat saya sendiri, lama ditulis.',
    );
    expect(await page.getByLabel('anggaran tahun ini belum mencukupi').isChecked()).toBe(true);
    await saveAndNext(page);
  }

  /** Another person releases all that is drafted. */
  async function release(n: number): Promise<void> {
    const page = await office().window(browser, 'admin', { scripts });
    await page.goto(`${office().url}jawaban`);
    await page.getByRole('button', { name: 'Lepas yang dipilih' }).click();
    await page.getByRole('heading', { name: `Lepas ${n} jawaban?` }).waitFor();
    await page.getByRole('button', { name: `Ya, lepas ${n} jawaban` }).click();
    await told(page, `${n} jawaban dilepas.`);
    await page.close();
  }

  it('goes from Beranda to answers in the hands of all', { timeout: 10 * patienceMs }, async () => {
    await yesterday();
    const { url, clock } = office();
    const page = await browser.open({ scripts });
    await page.goto(url);
    await signIn(page);
    await page.getByRole('heading', { name: 'Pekerjaan hari ini' }).waitFor();
    clock.now = officeMorning;
    await page.reload();
    const undecided = page.locator('.todo a', { hasText: 'Perlu diputuskan' });
    expect(await undecided.locator('strong').textContent()).toBe(String(count));
    await undecided.click();
    await page.getByRole('link', { name: 'Putuskan satu per satu' }).click();

    const planned = plan(count);
    for (const [index, proposal] of proposals.entries()) {
      await heading(page, proposal);
      await decideOne(page, planned[index] ?? 'accept');
    }
    await page.getByText('Semua usulan sudah diputuskan').waitFor();
    const decided = await Promise.all(proposals.map(reread));
    expect(decided.map(({ decision }) => decision?.outcome)).toEqual(planned.map((one) => verdicts[one]));
    const naming = (verdict: Verdict) => decided.filter((_, index) => planned[index] === verdict);
    for (const one of naming('correct')) expect(one.issue).toBe('kemiskinan');
    for (const one of naming('merge')) expect(one.decision?.mergedWith?.code).toBe(proposals[1]?.code);
    expect(naming('forward')[0]?.decision?.forwardedTo?.key).toBe('dinas-perkim');
    expect(naming('write')[0]?.decision?.sentence).toBe('Kalimat saya sendiri, lama ditulis.');
    expect(naming('refuse')).toHaveLength(4);

    await release(count);
    const [, recalled] = proposals;
    if (!recalled) throw new Error('too few proposals');
    await page.goto(`${url}usulan/${recalled._id}`);
    await page.getByRole('button', { name: /^Tarik kembali, sebelum/ }).click();
    await told(page, 'pengusul tidak menerima apa pun');
    await page.getByLabel('Satu kalimat untuk pengusul').fill('Masuk daftar; kami kabari waktunya.');
    await page.getByRole('button', { name: 'Simpan saja' }).click();
    await told(page, 'Jawaban tersimpan');
    expect(answered()).toBe(0);

    const deliveredAt = minutes(12 + 10);
    clock.now = deliveredAt;
    await expect.poll(answered, { timeout: patienceMs }).toBe(count - 1);
    expect(news(recalled)).toEqual([]);

    const asked = `Usulan ${proposer.proposal.code} perlu dilengkapi: lokasi.`;
    await api.waitFor(proposer.chat, ({ text }) => text.includes(asked), patienceMs);
    await proposer.tell(['belakang masjid Al-Falah RT 03']);
    await page.goto(url);
    const completed = page.locator('.todo a', { hasText: 'Sudah dilengkapi' });
    expect(await completed.locator('strong').textContent()).toBe('1');
    await completed.click();
    await page.getByRole('link', { name: proposer.proposal.title }).first().click();
    await heading(page, proposer.proposal);
    await page.getByText('belakang masjid Al-Falah RT 03').first().waitFor();
    await choose(page, 'accepted', '1');
    if (!scripts) await saveAndNext(page);
    await expect.poll(async () => (await reread(proposer.proposal)).decision?.outcome).toBe('accepted');

    await release(2);
    clock.now = minutes(12 + 20);
    await expect.poll(() => news(recalled).length, { timeout: patienceMs }).toBe(1);
    await expect.poll(() => news(proposer.proposal).length, { timeout: patienceMs }).toBe(2);
    expect(news(recalled)[0]?.text).toContain('Masuk daftar; kami kabari waktunya.');
    await expect
      .poll(async () => (await Promise.all(proposals.map(reread))).every(({ answeredAt }) => answeredAt))
      .toBe(true);

    // The clock runs to the first answer that arrived, and stands for all but the one that was recalled.
    for (const one of await Promise.all(proposals.map(reread)))
      expect(one.answeredAt).toEqual(one._id === recalled._id ? minutes(12 + 20) : deliveredAt);
    await page.goto(url);
    const sum = (await page.locator('tr.sum').textContent()) ?? '';
    expect(sum).toMatch(/30 jam30 jam100\s?%$/);
    await page.getByText(`${count} usulan masuk, ${count} sudah sampai jawabannya.`).waitFor();
    expect(await page.locator('.todo a', { hasText: /Terlambat|diputuskan|Siap dikirim/ }).count()).toBe(0);
    expect(proposals.map((one) => news(one).length)).toEqual(
      proposals.map((one) => (one._id === proposer.proposal._id ? 2 : 1)),
    );
  });
});
