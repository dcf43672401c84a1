import { describe, expect, it } from 'vitest';
import { inventPeople } from '../../src/demo/people.ts';
import { readDemoProposals } from '../../src/demo/proposals.ts';
import { readDistrict } from '../../src/regions/district-file.ts';
import type { Region } from '../../src/regions/region.model.ts';

const { district, villages } = await readDistrict('63.11');
const regions = villages.map(
  (row): Region => ({
    _id: row.village_code,
    name: row.village,
    type: row.type,
    kecamatan: { code: row.kecamatan_code, name: row.kecamatan },
    district: district.code,
  }),
);
const proposals = await readDemoProposals();
const sixty = inventPeople(regions, proposals, 60, 1);

describe('the people of the demo', () => {
  it('come from all eight kecamatan, evenly', () => {
    const kecamatan = [...new Set(sixty.map(({ seat }) => seat.kecamatan))];
    expect(kecamatan).toHaveLength(8);
    for (const one of kecamatan)
      expect([7, 8]).toContain(sixty.filter(({ seat }) => seat.kecamatan === one).length);
  });

  it('have names of their own, and hold the offices that come to a rembuk', () => {
    expect(new Set(sixty.map(({ seat }) => seat.name)).size).toBe(60);
    for (const { seat } of sixty) expect(seat.name).toMatch(/^\p{Lu}[\p{L} ]+ \p{Lu}\p{L}+$/u);
    expect(new Set(sixty.map(({ seat }) => seat.office)).size).toBe(6);
  });

  it('sit each in a seat of their own, also when they are many', () => {
    for (const people of [sixty, inventPeople(regions, proposals, 600, 4)]) {
      const seats = people.map(({ seat }) => `${seat.village} ${seat.rt ?? seat.office}`);
      expect(new Set(seats).size).toBe(seats.length);
    }
  });

  it('are the same again from the same seed, and others from another', () => {
    expect(inventPeople(regions, proposals, 60, 1)).toEqual(sixty);
    expect(inventPeople(regions, proposals, 60, 2)).not.toEqual(sixty);
  });

  it('go straight through for two thirds, and propose no thing twice', () => {
    expect(sixty.filter(({ persona }) => persona.habit.kind === 'straightforward')).toHaveLength(40);
    const all = sixty.flatMap(({ persona }) => persona.proposals.map((proposal) => proposal.proposal));
    expect(new Set(all).size).toBe(all.length);
  });
});
