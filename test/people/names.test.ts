import { describe, expect, it } from 'vitest';
import { isPlaceholder, isSameName } from '../../src/people/names.ts';

describe('names in one seat', () => {
  it.each([
    ['Ahmad Fauzi', 'AHMAD FAUZI'],
    ['H. Ahmad Fauzi', 'Ahmad Fauzi, S.Pd'],
    ['Ahmad', 'Ahmad Fauzi'],
    ['Siti Aminah', 'Hj Siti Aminnah'],
    ["Syafi'i", 'Syafii'],
  ])('%s is %s', (one, other) => {
    expect(isSameName(one, other)).toBe(true);
    expect(isSameName(other, one)).toBe(true);
  });

  it.each([
    ['Ahmad Fauzi', 'Budi'],
    ['Ahmad Fauzi', 'Ahmad Rizki'],
    ['Ani', 'Ali'],
    ['Warga 101', 'Warga 102'],
    ['', 'Budi'],
  ])('%s is not %s', (one, other) => {
    expect(isSameName(one, other)).toBe(false);
  });

  it('that are only an office are no names', () => {
    expect(['Ketua RT 03 Desa Juai', 'Kepala Desa Sirap', ''].every(isPlaceholder)).toBe(true);
    expect(['Ahmad', 'Rtiwi'].some(isPlaceholder)).toBe(false);
  });
});
