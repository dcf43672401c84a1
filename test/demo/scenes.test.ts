import { describe, expect, it } from 'vitest';
import { inventPeople, type Person } from '../../src/demo/people.ts';
import { readDemoProposals } from '../../src/demo/proposals.ts';
import { withScenes } from '../../src/demo/scenes.ts';
import { readVerdicts } from '../../src/demo/verdicts.ts';
import { readAuthorityFile } from '../../src/issues/authority-file.ts';
import { outcomes, reasonOutcomes } from '../../src/proposals/reasons.ts';
import { readDistrict } from '../../src/regions/district-file.ts';

const { district, villages } = await readDistrict('63.11');
const regions = villages.map((row) => ({
  _id: row.village_code,
  name: row.village,
  type: row.type,
  kecamatan: { code: row.kecamatan_code, name: row.kecamatan },
  district: district.code,
}));
const map = district.map ?? {};
const invented = inventPeople(regions, await readDemoProposals(), 60, 1);
const people = withScenes(invented, map, 1);

describe('the scenes of the demo', () => {
  it('have three pairs of neighbours who ask for the same, and are glad to support each other', () => {
    const wish = ({ seat, persona }: Person) => `${seat.village} ${persona.proposals[0]?.proposal}`;
    const pairs = [...new Set(people.map(wish))]
      .map((one) => people.filter((person) => wish(person) === one))
      .filter((some) => some.length > 1);
    expect(pairs).toHaveLength(3);
    for (const pair of pairs) {
      expect(new Set(pair.map(({ seat }) => seat.rt)).size).toBe(2);
      expect(pair.map(({ persona }) => persona.seed % 2)).toEqual([0, 0]);
    }
  });

  it('have two villages where everybody is silent', () => {
    const silent = people.filter(({ persona }) => persona.habit.kind === 'ignores');
    expect(new Set(silent.map(({ seat }) => seat.village)).size).toBe(2);
    for (const { seat, persona } of people)
      if (silent.some((one) => one.seat.village === seat.village)) expect(persona.habit.kind).toBe('ignores');
  });

  it('have people who send a photo and a place within the district', () => {
    const showing = people.filter(
      ({ persona }) => persona.habit.kind === 'shows' && typeof persona.proposals[0]?.place === 'object',
    );
    expect(showing.length).toBeGreaterThan(5);
  });

  it('keep every seat to one person, and everybody in a seat of the district', () => {
    const seats = people.map(({ seat }) => `${seat.village} ${seat.rt ?? seat.office}`);
    expect(new Set(seats).size).toBe(60);
  });

  it('are the same again from the same seed', () => {
    expect(withScenes(invented, map, 1)).toEqual(people);
  });

  it('answer with reasons that fit their outcomes', async () => {
    for (const verdict of await readVerdicts())
      if (verdict !== 'later' && verdict.reason) expect(reasonOutcomes[verdict.reason]).toBe(verdict.outcome);
  });

  it('are answered in every way there is, and handed on to an office that there is', async () => {
    const { offices } = await readAuthorityFile();
    const given = (await readVerdicts()).flatMap((verdict) => (verdict === 'later' ? [] : [verdict]));
    expect([...new Set(given.map(({ outcome }) => outcome))].sort()).toEqual([...outcomes].sort());
    for (const { outcome, office } of given)
      expect(offices.some(({ key }) => key === office)).toBe(outcome === 'forwarded');
  });
});
