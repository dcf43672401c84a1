import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { prepareDatabase } from '../../src/prepare.ts';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { connectMongo, disconnectMongo } from '../../src/storage/mongodb.ts';
import { UserModel } from '../../src/users/user.model.ts';
import { environmentOf, rembuk } from '../support/command-line.ts';
import { aProposal, testNow } from '../support/proposing.ts';
import { type TestService, testService } from '../support/service.ts';

/** The commands of an office, each run as a process of its own on a database with two proposals in it. */
describe('commands for the office', { timeout: 120_000 }, () => {
  let service: TestService;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    service = await testService();
    env = environmentOf(service);
    await connectMongo(service.places.mongodbUri, silentLog, service.places.name);
    await prepareDatabase(service.config, testNow);
    await aProposal({ proposal: '=HYPERLINK("http://example.org","jalan")' });
    await aProposal({ proposal: 'Titian ulin, 3 "handil"\ndi RT 2' });
  });
  afterAll(async () => {
    await disconnectMongo();
    await service?.remove();
  });

  describe('rembuk export proposals', () => {
    it('prints CSV that a spreadsheet opens and that starts no formula', async () => {
      const { code, stdout } = await rembuk(['export', 'proposals'], env);
      expect(code).toBe(0);
      const rows = parse<Record<string, string>>(stdout, { columns: true, bom: true });
      expect(rows.map(({ proposal }) => proposal).sort()).toEqual([
        expect.stringMatching(/^'=HYPERLINK/),
        'Titian ulin, 3 "handil"\ndi RT 2',
      ]);
      expect(rows[0]).toMatchObject({ rembuk: '2026', village_code: '63.11.01.2003', households: '30' });
    });

    it('prints one JSON object a line, without anything personal', async () => {
      const { code, stdout } = await rembuk(['export', 'proposals', '--format', 'jsonl'], env);
      const rows = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect([code, rows.length]).toEqual([0, 2]);
      for (const { participant } of await ProposalModel.find().lean())
        expect(stdout).not.toContain(participant);
      expect(Object.keys(rows[0])).not.toContain('participant');
    });

    it('prints nothing but the header for a round without proposals', async () => {
      const { code, stdout } = await rembuk(['export', 'proposals', '--rembuk', '1999'], env);
      expect([code, stdout.trim().split('\n').length]).toEqual([0, 1]);
    });
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
