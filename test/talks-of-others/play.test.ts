import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../../src/app/app.ts';
import { silentLog } from '../../src/log.ts';
import { addParticipants } from '../../src/people/participants.ts';
import { listRegions } from '../../src/regions/regions.ts';
import { openRound } from '../../src/rounds/rounds.ts';
import { type BotApi, startBotApi, testToken } from '../support/bot-api/server.ts';
import { type TestService, testService } from '../support/service.ts';
import { playTelegramTalk, telegramTalks } from '../support/telegram-scripts.ts';

/**
 * What public bug reports of chat gateways and bots describe, said to the running service over the real telegraf. Each talk
 * names its report in a comment; only its facts are used. `vitest run -u` writes the transcripts anew; read the difference.
 */
describe('talks that others’ bots got wrong', () => {
  let api: BotApi;
  let service: TestService;
  let app: App;
  const chatOf = (file: string) => 7_001 + telegramTalks.indexOf(file);

  beforeAll(async () => {
    api = await startBotApi();
    service = await testService({ TELEGRAM_BOT_TOKEN: testToken, TELEGRAM_API_ROOT: api.url });
    app = await startApp(service.config, service.backends, { ...service, role: 'all', log: silentLog });
    await openRound(2026, new Date(), { hours: null });
    // Each in a village of their own, so that no talk meets the proposals of another.
    const villages = await listRegions('63.11');
    const people = telegramTalks.map((file, index) => ({
      name: 'Amat',
      office: 'ketua-rt' as const,
      rt: '03',
      village: villages[index]?._id ?? '',
      kecamatan: villages[index]?.kecamatan.code ?? '',
      address: `telegram:${chatOf(file)}` as const,
    }));
    await addParticipants(people, new Date());
  });
  afterAll(async () => {
    await app?.stop();
    await api?.close();
    await service?.remove();
  });

  it.each(telegramTalks)('%s', async (file) => {
    const transcript = await playTelegramTalk(file, api, app, chatOf(file));
    await expect(transcript).toMatchFileSnapshot(file.replace('.yaml', '.txt'));
  });
});
