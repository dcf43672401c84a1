import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { connectMongo, disconnectMongo } from '../../src/storage/mongodb.ts';
import { environmentOf, rembuk } from '../support/command-line.ts';
import { openBalangan, propose } from '../support/proposals.ts';
import { testNow } from '../support/proposing.ts';
import { type TestService, testService } from '../support/service.ts';

/** A command is a process of its own; on a busy machine each start takes some ten seconds. */
const timeout = 120_000;

describe('rembuk export proposals', { timeout }, () => {
  let service: TestService;
  beforeAll(async () => {
    service = await testService();
    await connectMongo(service.backends.mongodbUri, silentLog, service.backends.name);
    const round = await openBalangan(testNow);
    const supported = await propose(round, { proposal: 'Siring sungai; "belakang" masjid' });
    await propose(round, { proposal: '=siring sungai', supports: supported });
  }, timeout);
  afterAll(async () => {
    await disconnectMongo();
    await service?.remove();
  });

  const run = async (...args: string[]) => {
    const { code, stdout } = await rembuk(['export', 'proposals', ...args], environmentOf(service));
    expect(code).toBe(0);
    return stdout;
  };

  it('tells as lines of JSON which proposal supports which, and by how many each is supported', async () => {
    const rows = (await run('--format', 'jsonl'))
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row));
    expect(rows).toMatchObject([
      { code: 'RR-26-0103-0001', supports: null, supporters: 1, answered_with: null },
      { code: 'RR-26-0103-0002', supports: 'RR-26-0103-0001', supporters: 0 },
    ]);
  });

  it('prints the same columns for spreadsheets, and no cell that one would carry out', async () => {
    const [head, first = '', second = ''] = (await run('--format', 'csv')).split(/\r?\n/);
    const [row = '{}'] = (await run('--format', 'jsonl')).split('\n');
    expect(head?.split(',')).toEqual(Object.keys(JSON.parse(row)));
    expect(first).toContain('"Siring sungai; ""belakang"" masjid"');
    expect(second).toContain('RR-26-0103-0001');
    expect(second).not.toMatch(/(^|,)"?=siring/);
  });

  it('prints nothing personal', async () => {
    const people = await ProposalModel.distinct('participant');
    const printed = await run('--format', 'jsonl');
    expect(people.length).toBeGreaterThan(0);
    for (const participant of people) expect(printed).not.toContain(participant);
  });

  it('prints nothing but the header for a round without proposals', async () => {
    expect((await run('--round', '1999')).trim().split('\n')).toHaveLength(1);
  });
});
