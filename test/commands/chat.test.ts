import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rembuk } from '../support/cli.ts';

const lineSchema = z.strictObject({
  step: z.string().nullable(),
  text: z.string(),
  choices: z.array(z.strictObject({ value: z.string(), label: z.string() })),
  done: z.boolean(),
  answers: z.record(z.string(), z.looseObject({ words: z.string() })),
});

/** A whole talk as a program has it: JSON lines in, JSON lines out. */
async function talk(lines: unknown[], args: string[] = []) {
  const { code, out, err } = await rembuk(
    ['chat', '--json', ...args],
    lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
  );
  expect(err).toBe('');
  expect(code).toBe(0);
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('rembuk chat --json', () => {
  it('carries a proposal from the invitation to its code', async () => {
    const said = [
      { text: 'ya' },
      { choice: 'rt' },
      { text: 'Jalan ke kebun rusak' },
      { text: '3' },
      { text: 'Perbaikan jalan ke kebun karet' },
      { location: { lat: -2.33, lon: 115.62 } },
      { text: '800 m' },
      { text: '30' },
      { text: 'kel miskin' },
      { choice: 'village' },
      { photo: 'jalan.jpg' },
      { text: 'selesai' },
      { choice: 'send' },
      { choice: 'finished' },
    ];
    const lines = z.array(lineSchema).parse(await talk(said));
    expect(lines).toHaveLength(said.length + 1);
    expect(lines.map(({ step }) => step)).toEqual([
      ...[
        'consent',
        'area',
        'problem',
        'own_issue',
        'proposal',
        'place',
        'size',
        'households',
        'group',
        'land',
      ],
      ...['photos', 'photos', 'mirror', 'more', null],
    ]);
    expect(lines.at(-3)?.answers).toMatchObject({
      area: { value: { choice: 'rt' } },
      size: { value: { amount: 800, unit: 'm' }, words: '800 m' },
      group: { value: { choice: 'keluarga-miskin' }, words: 'kel miskin' },
      place: { value: { lat: -2.33, lon: 115.62 } },
      photos: { value: { photos: [{ mediaId: 'jalan.jpg' }] } },
    });
    expect(lines.at(-2)?.text).toContain('RR-26-0103-0001');
    expect(lines.map(({ done }) => done)).toEqual([...said.map(() => false), true]);
  }, 60_000);

  it('says of each line that is none what it expects, and goes on', async () => {
    const lines = await talk(['not json', { texts: 'ya' }, { location: { lat: '1' } }, '', { text: 'ya' }]);
    expect(lines.slice(1).map((line) => line.error ?? line.step)).toEqual([
      'not a JSON line',
      expect.stringContaining('expected {"text"}'),
      expect.stringContaining('expected {"text"}'),
      'not a JSON line',
      'area',
    ]);
  }, 60_000);

  it('has no clock of its own: the same lines give the same talk', async () => {
    const said = [{ text: 'ya' }, { text: '1' }, { text: 'banjir tiap tahun' }];
    const [once, twice] = await Promise.all([talk(said), talk(said)]);
    expect(once).toEqual(twice);
  }, 60_000);

  it('speaks the language and begins the flow that are asked for', async () => {
    const [hello] = await talk([], ['--flow', 'daftar', '--locale', 'en']);
    expect(hello).toMatchObject({ step: 'hello', text: expect.stringContaining('Welcome') });
  }, 60_000);

  it('refuses a time that is none', async () => {
    const { code, err } = await rembuk(['chat', '--now', 'tomorrow']);
    expect(code).not.toBe(0);
    expect(err).toContain('--now is not a time');
  }, 60_000);
});
