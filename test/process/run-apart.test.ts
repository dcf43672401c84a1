import { describe, expect, it } from 'vitest';
import { ApartError, type Bounds, runApart } from '../../src/process/child/run-apart.ts';

const bounds: Bounds = { memoryMb: 200, patienceMs: 20_000, answerBytes: 1_000_000 };
const script = (name: string) => new URL(`scripts/${name}.mjs`, import.meta.url);
const nothing = Buffer.alloc(0);

const fault = (name: string, some: Partial<Bounds> = {}): Promise<unknown> =>
  runApart(script(name), nothing, { ...bounds, ...some }).catch((error) => error);

describe('what runs apart', () => {
  it('is given the bytes whole, and neither settings nor secrets', async () => {
    process.env.TELEGRAM_BOT_TOKEN = 'secret';
    const input = Buffer.alloc(5_000_000);
    const said = JSON.parse(String(await runApart(script('settings'), input, bounds)));
    delete process.env.TELEGRAM_BOT_TOKEN;
    expect(said.given).toBe(input.length);
    expect(said.env).not.toContain('TELEGRAM_BOT_TOKEN');
    expect(said.env).not.toContain('MONGODB_URI');
  });

  it('says in a word why it has no answer', async () => {
    expect(await fault('word')).toMatchObject({ name: 'ApartError', reason: 'no-good' });
  });

  it('is ended when it takes more memory than its bound, also outside of the JavaScript heap', async () => {
    const before = process.memoryUsage().rss;
    // Its own fault of allocation, or the end that the kernel makes of it: never an answer, never the machine's memory.
    expect(await fault('hoard')).toBeInstanceOf(Error);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it.each(['spin', 'wait'])('is ended when its time is over (%s)', async (name) => {
    expect(await fault(name, { patienceMs: 700 })).toBeInstanceOf(ApartError);
  });

  it('is ended when its answer has no end', async () => {
    expect(await fault('chatter')).toMatchObject({ reason: 'answer too long' });
  });

  it('that cannot be started is a fault of ours, not of what was sent', async () => {
    const error = await fault('there-is-none');
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(ApartError);
  });
});
