import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import type { Round } from '../../src/rounds/round.model.ts';
import { findRound, openRound } from '../../src/rounds/rounds.ts';
import { connectMongo, disconnectMongo } from '../../src/storage/mongodb.ts';
import { environmentOf, rembuk } from '../support/command-line.ts';
import { type TestService, testService } from '../support/service.ts';

let service: TestService;
let folder: string;

beforeAll(async () => {
  service = await testService();
  folder = await mkdtemp(join(tmpdir(), 'rembuk-round-'));
  const { mongodbUri, name } = service.backends;
  await connectMongo(mongodbUri, silentLog, name);
  await openRound(2026, new Date('2026-12-01T01:00:00Z'));
});
afterAll(async () => {
  await disconnectMongo();
  await service.remove();
  await rm(folder, { recursive: true, force: true });
});

const file = async (name: string, content: string | Buffer) => {
  await writeFile(join(folder, name), content);
  return join(folder, name);
};
const set = (...args: string[]) => rembuk(['round', 'set', ...args], environmentOf(service));
const round = async () => (await findRound('2026')) as Round;

describe('rembuk round set', () => {
  it('changes all that the page of a round can change', async () => {
    const pdf = Buffer.from('%PDF-1.4 official');
    const { code, stdout, stderr } = await set(
      ...['--name', 'Rembuk Remas 2026', '--first-day', '2026-12-01', '--last-day', '2026-12-21'],
      ...['--quota', '4', '--answer-days', '7', '--flow', 'usulan'],
      ...['--text', await file('id.txt', 'Yth. {kepada}, mari berkumpul di {tempat}.')],
      ...['--text-bjn', await file('bjn.txt', 'Yth. {kepada}, ayu bakumpul di {tempat}.')],
      ...['--text-en', await file('en.txt', 'Dear {kepada}, please come to {tempat}.')],
      ...['--place', 'Pendopo', '--time', '09.00', '--letter', await file('Surat Bupati.pdf', pdf)],
      ...['--hours', '08:00-19:00', '--pause', 'fri=11:00-14:00', 'sun=08:00-12:00', '--reminders', '48,120'],
      ...[
        '--kecamatan',
        'juai,63.11.02',
        '--office',
        'ketua-rt,pkk',
        '--channel',
        'telegram',
        '--no-silent-only',
      ],
    );
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('Rembuk 2026 is changed.');
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    expect(await round()).toMatchObject({
      name: 'Rembuk Remas 2026',
      firstDay: '2026-12-01',
      lastDay: '2026-12-21',
      quota: 4,
      answerDays: 7,
      message: {
        texts: {
          id: expect.stringContaining('mari'),
          bjn: expect.stringContaining('ayu'),
          en: expect.stringContaining('Dear'),
        },
        place: 'Pendopo',
        time: '09.00',
        letter: { name: 'Surat Bupati.pdf', sha256, bytes: pdf.length },
      },
      hours: {
        from: '08:00',
        to: '19:00',
        except: [
          { weekday: 5, from: '11:00', to: '14:00' },
          { weekday: 0, from: '08:00', to: '12:00' },
        ],
      },
      reminders: [48, 120],
      audience: {
        kecamatan: ['63.11.01', '63.11.02'],
        villages: [],
        offices: ['ketua-rt', 'pkk'],
        channels: ['telegram'],
        silentOnly: false,
      },
    });
    const kept = join(service.config.DATA_DIR, 'media', 'letters', `${sha256}.pdf`);
    expect(await readFile(kept)).toEqual(pdf);
  });

  it('leaves the rest as it stands, and takes away what is to go', async () => {
    await set(
      '--pause',
      'none',
      '--office',
      'all',
      '--reminders',
      'none',
      '--no-letter',
      '--text-en',
      'none',
    );
    const changed = await round();
    expect(changed).toMatchObject({
      hours: { from: '08:00', to: '19:00', except: [] },
      audience: { kecamatan: ['63.11.01', '63.11.02'], offices: [], silentOnly: false },
      reminders: [],
    });
    expect(changed.message?.letter).toBeUndefined();
    expect(Object.keys(changed.message?.texts ?? {}).sort()).toEqual(['bjn', 'id']);
    await set('--everybody', '--hours', 'always');
    expect(await round()).toMatchObject({ hours: null, audience: { kecamatan: [], silentOnly: true } });
  });

  it('says in plain words all that is wrong, and changes nothing', async () => {
    const before = await round();
    const wrong = await file('wrong.txt', 'Yth. {nma}, mari berkumpul semuanya.');
    const { code, stderr } = await set('--text', wrong, '--kecamatan', 'Gambir', '--last-day', '2026-11-01');
    expect(code).toBe(1);
    expect(stderr).toContain('Unknown field {nma}. Perhaps {nama} was meant?');
    expect(stderr).toContain('There is no area with the code Gambir in this district.');
    expect(stderr).toContain('The last day lies before the first.');
    const letter = await set('--letter', wrong);
    expect(letter.stderr).toContain('The official letter must be a PDF.');
    expect(await round()).toEqual(before);
  });
});
