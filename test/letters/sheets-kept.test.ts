import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writePrivate } from '../../src/files.ts';
import { removeSheets } from '../../src/letters/sheets/remove.ts';
import { pathOf, sheetsIn } from '../../src/letters/sheets/send.ts';
import { NoticeModel, type NoticeStatus } from '../../src/outreach/model/notice.model.ts';
import { useDatabase } from '../support/database.ts';

useDatabase([NoticeModel]);

const day = (n: number) => new Date(Date.UTC(2026, 11, n));
const ages = { written: day(9), undelivered: day(2) };

let mediaDir: string;
beforeEach(async () => {
  mediaDir = await mkdtemp(join(tmpdir(), 'rembuk-sheets-'));
});
afterEach(async () => {
  await rm(mediaDir, { recursive: true });
  await NoticeModel.deleteMany({});
});

const files = () => readdir(sheetsIn(mediaDir));

/** A sheet's PDF as it lies there, and a notice for each state in which one stands that carries it. */
async function sheet(
  file: string,
  written: Date,
  statuses: NoticeStatus[],
  queuedAt = written,
): Promise<void> {
  await writePrivate(sheetsIn(mediaDir), file, Buffer.from('%PDF-1.4'));
  await utimes(join(sheetsIn(mediaDir), file), written, written);
  await NoticeModel.create(
    statuses.map((status) => ({
      _id: `sheet:${file}:${status}`,
      participant: status,
      round: '2026',
      key: 'sheet.new',
      file: { name: 'Lembar Desa Juai.pdf', path: pathOf(file) },
      status,
      queuedAt,
    })),
  );
}

describe('the PDF of a sheet that was sent', () => {
  it('goes once every RT has it or was given up, and not before', async () => {
    await sheet('told.pdf', day(5), ['sent', 'dropped']);
    for (const status of ['queued', 'taken', 'sending', 'failed', 'unknown'] as const)
      await sheet(`${status}.pdf`, day(5), ['sent', status]);
    expect(await removeSheets(ages, mediaDir)).toBe(1);
    expect((await files()).sort()).toEqual([
      'failed.pdf',
      'queued.pdf',
      'sending.pdf',
      'taken.pdf',
      'unknown.pdf',
    ]);
    expect(await removeSheets(ages, mediaDir)).toBe(0);
  });

  it('stays while its notices may only be being written down', async () => {
    await sheet('fresh.pdf', day(9), []);
    await sheet('left.pdf.new', day(8), []);
    expect(await removeSheets(ages, mediaDir)).toBe(1);
    expect(await files()).toEqual(['fresh.pdf']);
  });

  it('goes after a while though nothing reaches some RT, whose notices are tried no more', async () => {
    await sheet('old.pdf', day(5), ['sent', 'failed', 'unknown'], day(1));
    await sheet('waits.pdf', day(5), ['queued'], day(1));
    expect(await removeSheets(ages, mediaDir)).toBe(1);
    expect(await files()).toEqual(['waits.pdf']);
    expect(await NoticeModel.countDocuments({ status: 'dropped' })).toBe(2);
    expect(await NoticeModel.countDocuments({ status: 'queued' })).toBe(1);
  });

  it('is not looked for where no sheet was sent yet', async () => {
    expect(await removeSheets(ages, mediaDir)).toBe(0);
  });
});
