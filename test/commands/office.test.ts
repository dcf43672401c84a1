import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { prepareDatabase } from '../../src/prepare.ts';
import { connectMongo, disconnectMongo } from '../../src/storage/mongodb.ts';
import { UserModel } from '../../src/users/user.model.ts';
import { environmentOf, rembuk } from '../support/command-line.ts';
import { testNow } from '../support/proposing.ts';
import { type TestService, testService } from '../support/service.ts';

/** The commands of an office, each run as a process of its own. */
describe('commands for the office', { timeout: 120_000 }, () => {
  let service: TestService;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    service = await testService();
    env = environmentOf(service);
    await connectMongo(service.places.mongodbUri, silentLog, service.places.name);
    await prepareDatabase(service.config, testNow);
  });
  afterAll(async () => {
    await disconnectMongo();
    await service?.remove();
  });

  describe('rembuk user add', () => {
    const add = (email: string, password: string, ...more: string[]) =>
      rembuk(['user', 'add', email, ...more], env, `${password}\n`);

    it('lets somebody sign in, and keeps no password that could be read', async () => {
      const ended = await add('ani@example.go.id', 'sandi yang panjang', '--role', 'staff', '--name', 'Ani');
      expect(ended).toMatchObject({ code: 0, stdout: 'ani@example.go.id may sign in as staff.\n' });
      const user = await UserModel.findById('ani@example.go.id').lean();
      expect(user).toMatchObject({ name: 'Ani', role: 'staff' });
      expect(JSON.stringify(user)).not.toContain('sandi yang panjang');
    });

    it.each([
      ['not an address', 'sandi yang panjang', 'is not an e-mail address'],
      ['short@example.go.id', 'pendek', 'The password needs'],
      ['ani@example.go.id', 'sandi yang lain lagi', 'There is a user with this e-mail address already'],
    ])('refuses %s with a plain sentence', async (email, password, sentence) => {
      const { code, stdout, stderr } = await add(email, password);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain(sentence);
      expect(stderr).not.toMatch(/\n\s+at /);
    });
  });

  it('rembuk demo --once accounts for everybody and ends with 0', async () => {
    const { code, stdout } = await rembuk(['demo', '--once', '--people', '12'], {
      ...env,
      LOG_LEVEL: 'warn',
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/entered[ │]+12[ │]+100 %/);
    expect(stdout).toMatch(/invited[ │]+12[ │]+100 %/);
  });
});
