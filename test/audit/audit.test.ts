import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AuditEntry, AuditModel } from '../../src/audit/audit.model.ts';
import { listAudit, recordAudit, verifyAudit } from '../../src/audit/audit.ts';
import { hashOf } from '../../src/audit/chain.ts';
import { testMongoUri, useDatabase } from '../support/database.ts';

useDatabase([AuditModel]);

const at = new Date('2026-12-01T01:00:00Z');
const deed = (subject: string) => ({ by: 'ani@x.id', act: 'user-added' as const, subject, from: '10.0.0.7' });
const entries = () => AuditModel.collection as unknown as { deleteMany(all: object): Promise<unknown> };

beforeEach(async () => {
  await entries().deleteMany({});
});

async function fill(count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1) await recordAudit(deed(`user ${n}`), at);
}

describe('the audit trail', () => {
  it('numbers entries without a gap and ties each to the one before', async () => {
    await fill(3);
    const { rows: listed, total } = await listAudit({}, 1);
    expect([total, listed.map(({ _id, subject }) => [_id, subject])]).toEqual([
      3,
      [
        [3, 'user 3'],
        [2, 'user 2'],
        [1, 'user 1'],
      ],
    ]);
    expect(listed[0]?.previous).toBe(listed[1]?.hash);
    expect(await verifyAudit()).toEqual({ whole: true, checked: 3, head: listed[0]?.hash });
  });

  it('hides phone numbers and tokens', async () => {
    await recordAudit({ ...deed('x'), details: { file: '081234567890.csv', rows: 3 } }, at);
    const [entry] = (await listAudit({}, 1)).rows;
    expect(entry?.details).toEqual({ file: '[hidden].csv', rows: 3 });
  });

  it('cannot be changed or cut by any code of ours', async () => {
    await fill(1);
    for (const change of [
      AuditModel.updateOne({ _id: 1 }, { $set: { by: 'budi' } }),
      AuditModel.deleteOne({ _id: 1 }),
      AuditModel.deleteMany({}),
      AuditModel.findOneAndUpdate({ _id: 1 }, { $set: { by: 'budi' } }),
    ])
      await expect(change).rejects.toThrow('only ever added to');
  });

  const raw = () => AuditModel.collection;
  const tampered: [string, number, () => Promise<unknown>][] = [
    ['changed', 3, () => raw().updateOne({ _id: 3 as never }, { $set: { by: 'budi@x.id' } })],
    ['removed', 3, () => raw().deleteOne({ _id: 3 as never })],
    ['cut off at the beginning', 1, () => raw().deleteOne({ _id: 1 as never })],
    [
      'changed together with its own hash',
      4,
      async () => {
        const entry = (await AuditModel.findById(3).lean()) as AuditEntry;
        const forged = { ...entry, by: 'budi@x.id' };
        await raw().updateOne({ _id: 3 as never }, { $set: { by: forged.by, hash: hashOf(forged) } });
      },
    ],
  ];
  it.each(tampered)('shows where an entry was %s', async (_what, place, tamper) => {
    await fill(5);
    await tamper();
    expect(await verifyAudit()).toMatchObject({ whole: false, at: place });
  });

  it('checks only the newest when asked to', async () => {
    await fill(5);
    await raw().updateOne({ _id: 1 as never }, { $set: { by: 'budi@x.id' } });
    expect(await verifyAudit(3)).toMatchObject({ whole: true, checked: 3 });
    expect(await verifyAudit()).toMatchObject({ whole: false, at: 1 });
  });

  it('stays one chain when several processes write at once', async () => {
    const script = `
      const { connectMongo, disconnectMongo } = await import('./src/storage/mongodb.ts');
      const { recordAudit } = await import('./src/audit/audit.ts');
      const { silentLog } = await import('./src/log.ts');
      await connectMongo(process.argv[1], silentLog, process.argv[2]);
      await Promise.all(Array.from({ length: 20 }, (_, n) =>
        recordAudit({ by: 'p' + process.pid, act: 'signed-in', subject: String(n) }, new Date())));
      await disconnectMongo();`;
    const write = () => {
      const args = ['--import', 'tsx', '--input-type=module', '-e', script, testMongoUri(), raw().conn.name];
      return once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit');
    };
    const ended = await Promise.all([write(), write(), write()]);
    expect(ended.map(([code]) => code)).toEqual([0, 0, 0]);
    expect(await verifyAudit()).toMatchObject({ whole: true, checked: 60 });
  });
});
