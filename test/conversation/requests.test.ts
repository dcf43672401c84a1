import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readExamples } from '../../src/classification/examples.ts';
import { splitRequests } from '../../src/conversation/requests.ts';
import { processorMs } from '../support/processor-time.ts';

const { several, one } = z
  .strictObject({
    several: z.array(z.strictObject({ text: z.string(), parts: z.array(z.string()).min(2) })),
    one: z.array(z.string()),
  })
  .parse(parse(readFileSync('test/conversation/requests.yaml', 'utf8')));

const plain = (text: string) => text.replaceAll(/\s+/g, ' ');

describe('a message', () => {
  it.each(several)('asks for several things: $text', ({ text, parts }) => {
    expect(splitRequests(text)).toEqual(parts);
  });

  it.each(one)('asks for one thing: %s', (text) => {
    expect(splitRequests(text)).toEqual([text]);
  });

  it('of one thing is never taken for several, in thousands of examples', async () => {
    const split = (await readExamples()).filter(({ text }) => splitRequests(text).length > 1);
    expect(split.map(({ text }) => text)).toEqual([]);
  });

  it('however odd, is split into its own words in their order, or left whole', () => {
    const word = fc.constantFrom(
      'perbaikan',
      'jalan',
      'minta',
      'bibit',
      'dan juga',
      ';',
      '.',
      '1.',
      '2)',
      '\n',
      '- ',
      'x',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')),
        ),
        (text) => {
          let from = 0;
          for (const part of splitRequests(text)) {
            const at = plain(text).indexOf(plain(part), from);
            expect(at).toBeGreaterThanOrEqual(from);
            from = at + plain(part).length;
          }
        },
      ),
      { seed: 20261201 },
    );
  });

  it('of ten thousand characters, or of nothing but seams, is read at once', async () => {
    const ms = await processorMs(() => {
      for (const text of ['dan juga ', '1. ', ' ', '\n', '\u00a0', '\n- ', '; ', 'minta jalan; '])
        for (const length of [990, 10_000]) splitRequests(`a${text.repeat(length / text.length)}a`);
    });
    expect(ms).toBeLessThan(1_000);
  });
});
