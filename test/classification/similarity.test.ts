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

const villages = z
  .array(z.strictObject({ twins: z.array(z.tuple([z.string(), z.string()])), others: z.array(z.string()) }))
  .parse(parse(readFileSync('test/classification/paraphrases.yaml', 'utf8')));

/** How many twins are shown to whoever asks for a thing a second time, and how many others to anybody, a proposal. */
function shownIn(all: typeof villages): { recall: number; falseOffers: number } {
  const shown = all.flatMap(({ twins: same, others: alone }) => {
    const village = [...same.map(([first]) => first), ...alone].map((text) => proposal(text));
    const offers = (asked: Comparable, first?: string) =>
      twinsAmong(
        asked,
        village.filter((one) => one !== asked),
      ).map(({ twin }) => twin.text === first);
    return [
      ...same.map(([first, second]) => offers(proposal(second), first)),
      ...village.slice(same.length).map((asked) => offers(asked)),
    ];
  });
  const count = (which: boolean) => shown.flat().filter((isTwin) => isTwin === which).length;
  return {
    recall: count(true) / all.flatMap((village) => village.twins).length,
    falseOffers: count(false) / shown.length,
  };
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

  it('are found in other words, three shown at most, and little else is shown', () => {
    const { recall, falseOffers } = shownIn(villages);
    expect(recall).toBeGreaterThanOrEqual(0.5);
    expect(falseOffers).toBeLessThanOrEqual(0.12);
  });

  it.each([
    ['Lampu jalan RT 08', 'Lampu jalan RT 12'],
    ['Penambahan ruang kelas SDN 2', 'Penambahan ruang kelas SDN 5'],
    ['Fogging di RT 06/RW 01', 'Fogging di RT 06/RW 03'],
  ])('are none where they say another place by number: %s, %s', (one, other) => {
    expect(twinsAmong(proposal(one), [proposal(other)])).toEqual([]);
    expect(twinsAmong(proposal(one), [proposal(one.replace('RT 0', 'rt'))])).toHaveLength(1);
  });

  it.each([
    ['Perbaikan titian RT 03', 'jambatan rt 3 rumbis'],
    ['Jamban keluarga', 'minta dibikinkan kakus'],
    ['Bibit karet unggul', 'anakan gatah'],
    ['Talud jalan poros', 'bangket di jalan poros ambrol'],
  ])('are found by what words mean: %s, %s', (one, other) => {
    const others = ['Pasar desa', 'Lampu jalan', other].map((text) => proposal(text));
    expect(twinsAmong(proposal(one), others).map(({ twin }) => twin.text)).toEqual([other]);
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
