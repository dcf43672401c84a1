import { afterEach, describe, expect, it } from 'vitest';
import { closeRound, openRound, reopenRound } from '../../src/rounds/rounds.ts';
import { useTalks } from '../support/talks.ts';

const answers = ['1', '1', 'Jalan rusak berat kalau hujan', '6', 'Pengerasan jalan menuju kebun karet'];
const toSummary = [...answers, 'dekat jembatan', '800 meter', '30', '1', '1', 'LEWATI'];

describe('a round that closes while people talk', () => {
  const held = useTalks();
  let people = 0;
  const last = (at: string) => held().talks.texts(at).at(-1);

  /** Somebody who has said so much when the round is closed. */
  async function whoSaid(lines: string[]): Promise<string> {
    people += 1;
    const at = `closed-${people}`;
    await held().talks.enter(at);
    if (lines.length > 0) await held().talks.tell(at, lines);
    await closeRound('2026');
    await expect.poll(() => held().talks.app.runtime.contexts.round()).toBeNull();
    return at;
  }
  async function reopen(): Promise<void> {
    await reopenRound('2026');
    await expect.poll(() => held().talks.app.runtime.contexts.round()).not.toBeNull();
  }
  afterEach(reopen);

  it('tells who is in the middle at once, keeps what was said, and goes on from there when it opens again', async () => {
    const at = await whoSaid(['halo', '1', '1', 'Jalan rusak berat kalau hujan']);
    await held().talks.tell(at, ['6']);
    expect(last(at)).toContain('sudah ditutup');
    expect(last(at)).toContain('belum menjadi usulan');
    await reopen();
    await held().talks.tell(at, ['6']);
    expect(last(at)).toContain('4/9');
  });

  it('tells who has sent a proposal that it is answered, and what became of it', async () => {
    const at = await whoSaid(['halo', ...toSummary, '1']);
    await held().talks.tell(at, ['halo']);
    expect(last(at)).toContain('tetap dijawab');
    expect(last(at)).not.toContain('belum dibuka');
    const code =
      held()
        .talks.texts(at)
        .join()
        .match(/RR-26-\d{4}-\d{4}/)?.[0] ?? '';
    for (const asked of ['STATUS', `CEK ${code}`]) {
      await held().talks.tell(at, [asked]);
      expect(last(at)).toContain(code);
    }
  });

  it('is not open yet for who had no part in it', async () => {
    const at = await whoSaid([]);
    await held().talks.tell(at, ['halo']);
    expect(last(at)).toContain('belum dibuka');
  });

  it('is followed by another, where they hear what of theirs was left behind unsent', async () => {
    const begun = await whoSaid(['halo', '1', '1', 'Jalan rusak berat kalau hujan']);
    await reopen();
    const greeted = await whoSaid(['halo']);
    await openRound(2027, new Date(), { hours: null });
    await expect.poll(async () => (await held().talks.app.runtime.contexts.round())?._id).toBe('2027');
    await held().talks.tell(begun, ['halo']);
    const [left, first] = held().talks.texts(begun).slice(-2);
    expect(left).toContain('"Jalan rusak berat kalau hujan"');
    expect(first).toContain('Rembuk Remas');
    await held().talks.tell(greeted, ['halo']);
    expect(held().talks.texts(greeted).join()).not.toContain('sebelumnya');
    await closeRound('2027');
  });
});
