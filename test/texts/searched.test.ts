import { describe, expect, it } from 'vitest';
import { searchable, searchPattern } from '../../src/texts/searched.ts';

// manyfold3d/manyfold#3775, historyforge/historyforge#435: what was typed with ' did not find ’.
describe('a search', () => {
  it.each([
    ["nor'aini", 'Nor’aini'],
    ['Nor’aini', "NOR'AINI"],
    ["al-qur'an", 'TPA Al-Qur`an'],
    ['siti aminah', 'Siti  Aminah'],
    ['siti aminah', 'Siti\u00a0Aminah'],
    ['jl. a (baru)', 'Jl. A (Baru)'],
  ])('for %j finds %j', (typed, stands) => {
    expect(searchable(stands)).toContain(searchable(typed));
    expect(stands).toMatch(searchPattern(typed));
  });

  it('takes signs of patterns for what they are', () => {
    expect('Jl. A').not.toMatch(searchPattern('jl.+a'));
    expect('aaaa').not.toMatch(searchPattern('(a+)+$'));
  });
});
