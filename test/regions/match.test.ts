import { describe, expect, it } from 'vitest';
import { createVillageFinder } from '../../src/regions/match.ts';
import { placeKey } from '../../src/texts/place-key.ts';
import { balanganRegions } from '../support/lists.ts';

const regions = await balanganRegions();
const find = createVillageFinder(regions);
const codeOf = (words: Parameters<typeof find>[0]) => {
  const match = find(words);
  return 'region' in match ? match.region._id : match.problem;
};

describe('a village of a list', () => {
  it.each([
    [{ code: '63.11.01.2003' }, '63.11.01.2003'],
    [{ code: '6311012003' }, '63.11.01.2003'],
    [{ kecamatan: 'Tebing Tinggi', village: "Ju'uh" }, '63.11.08.2004'],
    [{ kecamatan: 'tebing tinggi', village: 'JUUH' }, '63.11.08.2004'],
    [{ kecamatan: 'Kec. Tebing Tinggi', village: 'Desa Ju`uh' }, '63.11.08.2004'],
    [{ kecamatan: 'Batumandi', village: 'Batu Mandi' }, '63.11.04.2005'],
    [{ kecamatan: 'Awayan', village: 'Sungai Pumpung' }, '63.11.03.2022'],
    [{ kecamatan: 'Lampihong', village: 'Sei. Tabuk' }, '63.11.05.2019'],
    [{ kecamatan: 'Juai', village: 'Galumbang' }, '63.11.01.2006'],
    [{ kecamatan: 'Paringin Selatan', village: 'Galumbang' }, '63.11.07.2006'],
    [{ kecamatan: '63.11.07', village: 'Galumbang' }, '63.11.07.2006'],
    [{ village: 'Muara Ninian' }, '63.11.01.2001'],
  ])('%j is %s', (words, code) => {
    expect(codeOf(words)).toBe(code);
  });

  it('is not taken by a name that two kecamatan have; both are named', () => {
    expect(find({ village: 'Galumbang' })).toEqual({
      problem: 'village-ambiguous',
      part: 'village',
      suggestions: ['Galumbang, Kecamatan Juai', 'Galumbang, Kecamatan Paringin Selatan'],
    });
  });

  it('that is nearly one is suggested, not taken', () => {
    expect(find({ kecamatan: 'Juai', village: 'Galumban' })).toMatchObject({
      problem: 'village-unknown',
      suggestions: ['Galumbang, Kecamatan Juai'],
    });
    expect(find({ kecamatan: 'Juwai', village: 'Juai' })).toMatchObject({
      problem: 'kecamatan-unknown',
      suggestions: ['Juai'],
    });
  });

  it('of another kecamatan is suggested with its own', () => {
    expect(find({ kecamatan: 'Halong', village: 'Sirap' })).toMatchObject({
      suggestions: ['Sirap, Kecamatan Juai'],
    });
  });

  it('whose code and name contradict each other is not guessed', () => {
    expect(codeOf({ code: '63.11.01.2003', village: 'Sirap' })).toBe('code-other-village');
    expect(codeOf({ code: '6311010003' })).toBe('code-unknown');
    expect(codeOf({})).toBe('village-missing');
  });

  it('of another district is told as such, not as a mistyped one of ours', () => {
    expect(codeOf({ code: '63.09.01.2003' })).toBe('code-other-district');
    expect(codeOf({ code: '6309012003', village: 'Juai' })).toBe('code-other-district');
    expect(codeOf({ code: '63.09' })).toBe('code-unknown');
  });

  it('of the district is found by its own kecamatan and name, each of the 157', () => {
    const lost = regions.filter(
      (region) => codeOf({ kecamatan: region.kecamatan.name, village: region.name }) !== region._id,
    );
    expect(lost).toEqual([]);
  });

  it('has a plain form that no other village of its kecamatan has', () => {
    const keys = regions.map((region) => `${region.kecamatan.code} ${placeKey(region.name)}`);
    expect(new Set(keys).size).toBe(regions.length);
  });
});
