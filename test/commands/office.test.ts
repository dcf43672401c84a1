import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareDatabase } from '../../src/app/prepare.ts';
import { silentLog } from '../../src/log.ts';
import { connectMongo, disconnectMongo } from '../../src/storage/mongodb.ts';
import { UserModel } from '../../src/users/user.model.ts';
import { environmentOf, rembuk } from '../support/command-line.ts';
import { testNow } from '../support/proposing.ts';
import { type TestService, testService } from '../support/service.ts';

/** The commands of an office, each run as a process of its own. */
describe('commands for the office', () => {
  let service: TestService;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    service = await testService();
    env = environmentOf(service);
    await connectMongo(service.backends.mongodbUri, silentLog, service.backends.name);
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

    it('limits them to kecamatan that there are; a mistyped code is refused, not dropped', async () => {
      const limited = ['--kecamatan', '63.11.01'];
      expect(await add('budi@example.go.id', 'sandi yang panjang', ...limited)).toMatchObject({ code: 0 });
      expect(await UserModel.findById('budi@example.go.id').lean()).toMatchObject({
        scope: { kind: 'kecamatan', codes: ['63.11.01'] },
      });
      const { code, stderr } = await add('eko@example.go.id', 'sandi yang panjang', ...limited, '63.11.99');
      expect([code, stderr]).toEqual([1, 'No kecamatan of this district: 63.11.99.\n']);
      expect(await UserModel.exists({ _id: 'eko@example.go.id' })).toBeNull();
    });

    it('limits them to villages that there are, or to kecamatan, never both', async () => {
      const limited = ['--village', '63.11.01.2003', '63.11.02.2001'];
      expect(await add('lina@example.go.id', 'sandi yang panjang', ...limited)).toMatchObject({ code: 0 });
      expect(await UserModel.findById('lina@example.go.id').lean()).toMatchObject({
        scope: {
          kind: 'village',
          codes: ['63.11.01.2003', '63.11.02.2001'],
          kecamatan: ['63.11.01', '63.11.02'],
        },
      });
      const { code, stderr } = await add('eko@example.go.id', 'sandi yang panjang', ...limited, '63.11.01');
      expect([code, stderr]).toEqual([1, 'No village of this district: 63.11.01.\n']);
      const both = await add(
        'eko@example.go.id',
        'sandi yang panjang',
        ...limited,
        '--kecamatan',
        '63.11.01',
      );
      expect(both.code).toBe(1);
      expect(both.stderr).toContain('cannot be used with');
      expect(await UserModel.exists({ _id: 'eko@example.go.id' })).toBeNull();
    });

    it('enters somebody of an SKPD with the office that they belong to, and with no other', async () => {
      const skpd = ['--role', 'skpd', '--office'];
      expect(await add('rina@example.go.id', 'sandi yang panjang', ...skpd, 'dinas-pupr')).toMatchObject({
        code: 0,
      });
      expect(await UserModel.findById('rina@example.go.id').lean()).toMatchObject({
        role: 'skpd',
        scope: { kind: 'office', office: 'dinas-pupr' },
      });
      const gone = await add('dewi@example.go.id', 'sandi yang panjang', ...skpd, 'dinas-pasar');
      expect([gone.code, gone.stderr]).toEqual([1, 'No office of data/authority.yaml: dinas-pasar.\n']);
      const without = await add('dewi@example.go.id', 'sandi yang panjang', '--role', 'skpd');
      expect([without.code, without.stderr]).toEqual([
        1,
        'A user of an SKPD belongs to one office, and nobody else does.\n',
      ]);
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
    // Of what is filed most is as its author labelled it; were the labels lost, none would be.
    expect(stdout).toMatch(/│ all +│ +\d+ │ +\d+ \(\d+ %\) │ +[1-9]\d* \(/);
  });
});
