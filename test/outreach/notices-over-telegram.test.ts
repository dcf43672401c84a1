import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, startApp } from '../../src/app/app.ts';
import { silentLog } from '../../src/log.ts';
import { NoticeModel } from '../../src/outreach/model/notice.model.ts';
import { notify } from '../../src/outreach/model/notices.ts';
import { addParticipants } from '../../src/people/participants.ts';
import { openRound } from '../../src/rounds/rounds.ts';
import { type BotApi, startBotApi, testToken } from '../support/bot-api/server.ts';
import { tuesdayMorning } from '../support/inviting.ts';
import { type TestService, testService } from '../support/service.ts';

let api: BotApi;
let service: TestService;
let app: App;
beforeAll(async () => {
  api = await startBotApi();
  service = await testService({ TELEGRAM_BOT_TOKEN: testToken, TELEGRAM_API_ROOT: api.url });
  app = await startApp(service.config, service.backends, {
    ...service,
    role: 'all',
    log: silentLog,
    now: () => tuesdayMorning,
  });
});
afterAll(async () => {
  await app.stop();
  await service.remove();
  await api.close();
});

it('brings notices, long ones and their files over Telegram, once each, through a 429', {
  timeout: 120_000,
}, async () => {
  const chats = [6001, 6002];
  const round = await openRound(2026, tuesdayMorning);
  const people = await addParticipants(
    chats.map((chat, index) => ({
      name: `Ketua RT ${index + 1}`,
      office: 'ketua-rt' as const,
      rt: `0${index + 1}`,
      village: '63.11.01.2003',
      kecamatan: '63.11.01',
      address: `telegram:${api.state.user(chat).id}`,
    })),
    tuesdayMorning,
  );
  await writeFile(join(app.runtime.dataDir, 'lembar.pdf'), '%PDF-1.7 lembar');
  api.fail({ method: 'sendMessage', code: 429, description: 'Too Many Requests', retryAfter: 1 });
  const words = 'Rincian pekerjaan jalan tani. '.repeat(180).trim();
  await notify(
    people.map(({ _id: participant }) => ({
      _id: `sheet:${participant}`,
      participant,
      round: round._id,
      key: 'step.passed.apbd',
      args: {
        forum: 'APBD 2028',
        day: tuesdayMorning.getTime(),
        rank: 0,
        head: 'none',
        code: 'X',
        title: 'Y',
      },
      words,
      file: { name: 'Lembar Desa.pdf', path: 'lembar.pdf' },
    })),
    tuesdayMorning,
  );
  await expect
    .poll(async () => (await NoticeModel.find().lean()).map(({ status }) => status), { timeout: 60_000 })
    .toEqual(['sent', 'sent']);
  for (const chat of chats) {
    const parts = api.sentTo(chat).map(({ text }) => text);
    expect(parts).toHaveLength(2);
    expect(parts.join(' ').match(/Rincian pekerjaan jalan tani\./g)).toHaveLength(180);
    expect(parts[0]).toMatch(
      /^Kabar lanjutan usulan X: Y\n\nSudah dianggarkan dalam APBD: APBD 2028, 1 Desember 2026\./,
    );
    expect(api.state.documents.filter((one) => one.chat === chat).map(({ name }) => name)).toEqual([
      'Lembar Desa.pdf',
    ]);
  }
});
