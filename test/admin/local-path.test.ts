import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localPath } from '../../src/admin/shell/local-path.ts';

describe('the way back after the sign-in', () => {
  it.each([
    ['/usulan/2026.x?masalah=ipm', '/usulan/2026.x?masalah=ipm'],
    ['jawaban', '/jawaban'],
    ['', '/'],
    ['/.//evil.example', '/'],
    ['/..//evil.example/x', '/'],
    ['/a/..//evil.example', '/'],
    ['/./\\evil.example', '/'],
    ['/%2e//evil.example', '/'],
    ['\t//evil.example', '/'],
    ['/\n/evil.example', '/'],
    ['http:/\\evil.example', '/'],
    ['http://here.invalid//evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['http://[', '/'],
  ])('for %j is %s', (given, path) => {
    expect(localPath(given)).toBe(path);
  });

  it('never leads anywhere else, whatever was given', () => {
    const parts = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '//',
      '%2e',
      '%2f',
      ':',
      '@',
      '\t',
      '\n',
      'evil.example',
      'http:',
      '?',
      '#',
    );
    const any = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.array(parts).map((some) => some.join('')),
    );
    fc.assert(
      fc.property(any, (given) => {
        const site = 'https://rembuk.example.go.id';
        expect(new URL(localPath(given), `${site}/masuk`).origin).toBe(site);
      }),
      { numRuns: 3_000, seed: 7 },
    );
  });
});
