import { describe, expect, it } from 'vitest';
import { problemOf } from '../../src/users/password-rules.ts';
import { processorMs } from '../support/processor-time.ts';

const ani = { email: 'ani.rahmawati@balangan.go.id', name: 'Ani Rahmawati' };

describe('a password', () => {
  it.each([
    ['password1234', 'password-guessable'],
    ['123456789012', 'password-guessable'],
    ['qwertyuiop12', 'password-guessable'],
    ['bismillah1234', 'password-guessable'],
    ['sayangkamu123', 'password-guessable'],
    ['indonesia1945', 'password-guessable'],
    ['RembukRemas2026', 'password-guessable'],
    ['Balangan2026!', 'password-guessable'],
    ['aaaaaaaaaaaaaa', 'password-guessable'],
    ['ani.rahmawati@balangan.go.id', 'password-guessable'],
    ['AniRahmawati1', 'password-guessable'],
    ['rahmawati2026', 'password-guessable'],
    ['kebun kecil', 'password-short'],
    ['kebun karet di Juai 26', null],
    ['pasar terapung lok baintan', null],
    ['kucing hitam makan ikan', null],
  ])('"%s": %s', async (password, problem) => {
    expect(await problemOf(password, ani)).toBe(problem);
  });

  it('of enormous length is judged at once', async () => {
    const ms = await processorMs(async () =>
      expect(await problemOf('a1'.repeat(500), ani)).toBe('password-guessable'),
    );
    expect(ms).toBeLessThan(3_000);
  });
});
