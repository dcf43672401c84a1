import { describe, expect, it } from 'vitest';
import { authorityOf } from '../../src/conversation/authority.ts';
import { readAuthorityFile } from '../../src/issues/authority-file.ts';

const rules = await readAuthorityFile();

describe('whose work a thing usually is', () => {
  it.each([
    ['Ruang kelas baru SMA 1 Paringin', { level: 'province', words: 'SMA' }],
    ['rehab gedung Sekolah Menengah Kejuruan', { level: 'province', words: 'Sekolah Menengah Kejuruan' }],
    ['Perbaikan jalan provinsi yang berlubang', { level: 'province', words: 'jalan provinsi' }],
    ['Lab komputer MTs', { level: 'central', words: 'MTs' }],
    ['Tower BTS, tidak ada sinyal', { level: 'central', words: 'Tower BTS' }],
    ['Rehab posyandu Mawar', { level: 'village', words: 'posyandu' }],
    ['Pasar desa dekat SMK', { level: 'village', words: 'Pasar desa' }],
  ])('is told of "%s"', (text, found) => {
    expect(authorityOf(text, rules)).toEqual(found);
  });

  it.each([
    'Perbaikan jalan menuju SMA',
    'Lampu jalan di depan gedung SMK',
    'Pelatihan las untuk lulusan SMK',
    'Beasiswa SMA keluarga miskin',
    'Lampu jalan samping posyandu',
    'Perbaikan jalan ke kebun karet',
    'Smartphone untuk warga',
    '',
  ])('is not told of "%s"', (text) => {
    expect(authorityOf(text, rules)).toBeNull();
  });

  it('is told by every rule, each with the law that says so', () => {
    for (const { level, words, source } of rules.things) {
      expect(source).toMatch(/^(UU|PP) \d+\/\d{4}, /);
      for (const word of words) expect(authorityOf(word, rules)).toEqual({ level, words: word });
    }
  });

  it('is unknown where no rules are', () => {
    expect(authorityOf('Ruang kelas SMA', undefined)).toBeNull();
  });
});
