import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BroadcastModel } from '../../src/outreach/model/broadcast.model.ts';
import { planBroadcast } from '../../src/outreach/model/broadcasts.ts';
import { countInvitations } from '../../src/outreach/model/invitations.ts';
import { keepLetter } from '../../src/outreach/planning/letters.ts';
import { addParticipants } from '../../src/people/participants.ts';
import { messageOf } from '../../src/rounds/rounds.ts';
import { type BotApi, startBotApi, testToken } from '../support/bot-api/server.ts';
import { useOverWhatsApp } from '../support/over-whatsapp.ts';
import { until, untilAllSent } from '../support/uncertain.ts';

const chatOf = (index: number) => 5001 + index;
const numberOf = (index: number) => `62812340${String(10_000 + index * 7)}`;

describe('invitations over the real libraries of both networks', () => {
  let api: BotApi;
  beforeAll(async () => {
    api = await startBotApi();
  });
  afterAll(() => api?.close());
  const over = useOverWhatsApp({
    env: () => ({ TELEGRAM_BOT_TOKEN: testToken, TELEGRAM_API_ROOT: api.url }),
  });
  let entered = 0;

  /** Enters so many people on each network and invites them. */
  async function inviteOnBoth(count: number, message = messageOf(over().round)): Promise<number[]> {
    const { web, round } = over();
    const indexes = Array.from({ length: count }, (_, index) => entered + index);
    entered += count;
    const seats = indexes.flatMap((index) => {
      api.state.user(chatOf(index));
      web.addPerson(numberOf(index));
      return [`telegram:${chatOf(index)}`, `whatsapp:${numberOf(index)}`].map((address) => ({
        name: `Ketua RT ${index + 1}`,
        office: 'ketua-rt' as const,
        rt: String(index + 1).padStart(3, '0'),
        village: address.startsWith('telegram') ? '63.11.01.2003' : '63.11.01.2004',
        kecamatan: '63.11.01',
        address,
      }));
    });
    const people = await addParticipants(seats, new Date());
    const only = people.map(({ _id }) => _id);
    await planBroadcast({ ...round, message }, { only }, 'ani', new Date());
    return indexes;
  }
  const overWhatsApp = (index: number) =>
    over().web.sent.filter(({ chat }) => chat === `${numberOf(index)}@c.us`);

  it('bring the official letter first, then the text, on both', async () => {
    const { app, round, web } = over();
    const bytes = Buffer.from('%PDF-1.7 the official letter');
    const letter = await keepLetter(app.runtime.mediaDir, 'Undangan Rembuk', bytes);
    const [index = 0] = await inviteOnBoth(1, { ...messageOf(round), letter });
    await untilAllSent();
    expect(api.state.documents).toMatchObject([
      { chat: chatOf(index), name: 'Undangan Rembuk.pdf', bytes: bytes.length },
    ]);
    expect(api.sentTo(chatOf(index))).toHaveLength(1);
    const [file, text, ...more] = overWhatsApp(index);
    expect(file).toMatchObject({ type: 'document', filename: 'Undangan Rembuk.pdf' });
    expect(web.files.get(file?.directPath ?? '')?.bytes.equals(bytes)).toBe(true);
    expect(text?.body).toContain('mengundang');
    expect(more).toEqual([]);
    // WhatsApp's receipt comes after the message.
    await until(async () => (await countInvitations(round._id)).delivered === 1, 'the receipt of WhatsApp');
    expect(await countInvitations(round._id)).toMatchObject({ sent: 1, failed: 0 });
  });

  it('wait when the phone is logged out in the middle, and go on when it is linked again: each once', async () => {
    const { round, web, whatsapp } = over();
    const before = web.sent.length;
    web.behaviour.linkAtOnce = false;
    const indexes = await inviteOnBoth(20);
    await until(() => web.sent.length >= before + 8, 'eight over WhatsApp');
    web.logOut();
    await until(() => whatsapp.status().state === 'logged-out', 'the phone has ended the link');
    const holdOf = async () => (await BroadcastModel.findOne({ running: true }).lean())?.holds?.whatsapp;
    await until(async () => (await holdOf())?.why === 'channel-down', 'WhatsApp waits');
    // The other network does not wait for it, and nobody is given up.
    await until(
      () => indexes.every((index) => api.sentTo(chatOf(index)).length === 1),
      'Telegram is through',
    );
    const { queued, failed } = await countInvitations(round._id);
    expect([queued > 0, failed]).toEqual([true, 0]);

    await until(() => whatsapp.status().qr !== undefined, 'a new code to scan');
    web.link();
    await untilAllSent();
    const { unknown } = await countInvitations(round._id);
    const reached = indexes.map((index) => overWhatsApp(index).length);
    expect(Math.max(...reached)).toBe(1);
    // The one that was on its way when the link ended may be in doubt; all others have theirs.
    expect(reached.filter((times) => times === 0).length).toBeLessThanOrEqual(unknown);
    expect(unknown).toBeLessThanOrEqual(1);
  });
});
