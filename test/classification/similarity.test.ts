import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Comparable, likenessWithin, TWIN_AT, twinsAmong } from '../../src/classification/similarity.ts';

const pairs = z.array(z.tuple([z.string(), z.string()])).length(30);
const { twins, different } = z
  .strictObject({ twins: pairs, different: pairs })
  .parse(parse(readFileSync('test/classification/twins.yaml', 'utf8')));

const proposal = (text: string, issue: string | null = null): Comparable => ({ text, issue });
const compared = [...twins, ...different].map(([a, b]) => [proposal(a), proposal(b)] as const);
const likeness = likenessWithin(compared.flat());
const scores = compared.map(([a, b]) => likeness(a, b));
const [ofTwins, ofDifferent] = [scores.slice(0, 30), scores.slice(30)];

/** How often a pair of twins is more alike than a pair that is none; half where it is chance. */
function areaUnderCurve(): number {
  const wins = ofTwins.flatMap((twin) =>
    ofDifferent.map((other) => (twin > other ? 1 : twin === other ? 0.5 : 0)),
  );
  return wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
}

describe('twins', () => {
  it('are told from what only sounds alike (AUC .85 or better)', () => {
    expect(areaUnderCurve()).toBeGreaterThanOrEqual(0.85);
  });

  it('are mostly found, and others seldom shown', () => {
    const share = (some: number[]) => some.filter((score) => score >= TWIN_AT).length / some.length;
    expect({ found: share(ofTwins) >= 0.7, shown: share(ofDifferent) <= 0.2 }).toEqual({
      found: true,
      shown: true,
    });
  });

  it('come best first, three at most, never below the threshold', () => {
    const village = [
      'Jembatan gantung',
      'Jalan kebun karet',
      'Perbaikan jalan kebun karet',
      'Jalan ke kebun karet RT 3',
      'jalan kabun karet rusak',
    ];
    const found = twinsAmong(
      proposal('perbaikan jalan ke kebun karet'),
      village.map((text) => proposal(text)),
    );
    expect(found).toHaveLength(3);
    expect(found.map(({ likeness: score }) => score)).toEqual(
      [...found.map(({ likeness: score }) => score)].sort((a, b) => b - a),
    );
    expect(found.map(({ twin }) => twin.text)).not.toContain('Jembatan gantung');
  });

  it('are less alike where their issues differ', () => {
    const [a, same, other] = [
      proposal('sumur bor', 'ipm'),
      proposal('sumur bor', 'ipm'),
      proposal('sumur bor', 'ketimpangan'),
    ];
    const within = likenessWithin([a, same, other]);
    expect(within(a, other)).toBeLessThan(within(a, same));
  });

  it('are none among nothing, and of nothing', () => {
    expect(twinsAmong(proposal('sumur bor'), [])).toEqual([]);
    expect(twinsAmong(proposal(''), [proposal(''), proposal('🙏')])).toEqual([]);
  });
});
