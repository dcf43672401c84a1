import { describe, expect, it } from 'vitest';
import { useTalks } from '../support/talks.ts';

describe('a message that its network could not open', () => {
  const held = useTalks();
  const unopened = { kind: 'unsupported', what: 'unopened' } as const;

  it('is asked for again; the question waits as before, and it counts as no answer that was missed', async () => {
    const { talks } = held();
    const budi = await talks.enter('budi');
    await talks.tell('budi', ['halo', '1', '1', unopened, unopened]);
    expect(talks.texts('budi').slice(-2)).toEqual([
      'Pesan terakhir sampai, tetapi belum bisa terbuka di sini. Mohon kirim sekali lagi.',
      'Pesan terakhir sampai, tetapi belum bisa terbuka di sini. Mohon kirim sekali lagi.',
    ]);
    expect((await talks.conversation(budi))?.state?.misses).toBe(0);

    await talks.tell('budi', ['Jalan ke kebun rusak']);
    expect((await talks.conversation(budi))?.state?.answers).toMatchObject({
      problem: { words: 'Jalan ke kebun rusak' },
    });
  });

  it('is asked for in another way where it is to be seen once', async () => {
    const { talks } = held();
    await talks.enter('wati');
    await talks.tell('wati', ['halo', { kind: 'unsupported', what: 'view-once' }]);
    expect(talks.texts('wati').at(-1)).toContain('tanpa "sekali lihat"');
  });

  it('begins a talk where there is none, as any first message does', async () => {
    const { talks } = held();
    await talks.enter('udin');
    await talks.tell('udin', [unopened]);
    expect(talks.texts('udin').at(-1)).toContain('Bersedia?');
  });
});
