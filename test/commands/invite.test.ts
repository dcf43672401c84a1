import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { BroadcastModel } from '../../src/outreach/model/broadcast.model.ts';
import { InvitationModel } from '../../src/outreach/model/invitation.model.ts';
import { addParticipants } from '../../src/people/participants.ts';
import { openRound } from '../../src/rounds/rounds.ts';
import { connectMongo, disconnectMongo } from '../../src/storage/mongodb.ts';
import { testToken } from '../support/bot-api/server.ts';
import { environmentOf, rembuk } from '../support/command-line.ts';
import { type TestService, testService } from '../support/service.ts';

/** No service runs beside it: the commands only plan, and say what is planned. */
describe('rembuk invite', () => {
  let service: TestService;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    service = await testService();
    env = environmentOf(service, { TELEGRAM_BOT_TOKEN: testToken });
    const { mongodbUri, name } = service.backends;
    await connectMongo(mongodbUri, silentLog, name);
    const now = new Date();
    await openRound(now.getFullYear(), now, { hours: null });
    const seats = ['telegram:5001', 'telegram:5002', ''].map((address, index) => ({
      name: `Ketua RT ${index + 1}`,
      office: 'ketua-rt' as const,
      rt: `0${index + 1}`,
      village: '63.11.01.2003',
      kecamatan: '63.11.01',
      ...(address ? { address } : {}),
    }));
    await addParticipants(seats, now);
  });
  afterAll(async () => {
    await disconnectMongo();
    await service?.remove();
  });

  const invite = (...args: string[]) => rembuk(['invite', ...args], env);
  const states = async () =>
    (await BroadcastModel.find({}).sort({ createdAt: 1 }).lean()).map((one) => one.state);

  it('previews without writing anything, word for word as it would arrive', async () => {
    const { code, stdout } = await invite('preview');
    expect(code).toBe(0);
    expect(stdout).toContain('3 people of the audience, 2 would be invited');
    expect(stdout).toContain('telegram: 2 (2 have never written)');
    expect(stdout).toContain('left out, no-channel: 1');
    expect(stdout).toContain('mengundang');
    expect(await BroadcastModel.countDocuments()).toBe(0);
    expect(await InvitationModel.countDocuments()).toBe(0);
  });

  it('plans one sending at a time, holds it, goes on with it and ends it for good', async () => {
    expect((await invite('send', '--at', '2099-12-01T09:00+08:00')).code).toBe(0);
    const second = await invite('send');
    expect([second.code, second.stderr]).toEqual([1, expect.stringContaining('Nothing was sent')]);
    expect(await states()).toEqual(['scheduled']);

    expect((await invite('pause')).stdout).toContain('paused');
    expect(await states()).toEqual(['paused']);
    expect((await invite('status')).stdout).toContain(': paused');
    expect((await invite('resume')).code).toBe(0);
    expect(await states()).toEqual(['scheduled']);
    expect((await invite('cancel')).stdout).toContain('cancelled');
    const after = await invite('resume');
    expect([after.code, after.stderr]).toEqual([1, expect.stringContaining('No invitations are being sent')]);
    expect(await states()).toEqual(['cancelled']);
  });

  it('tells in one line what it does not understand', async () => {
    const { code, stderr } = await invite('send', '--at', 'tomorrow');
    expect(code).toBe(1);
    expect(stderr).toContain('must be a time such as 2026-12-01T09:00+08:00');
  });
});
