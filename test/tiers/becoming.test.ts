import { describe, expect, it } from 'vitest';
import { type Step, type Tier, tiers } from '../../src/proposals/step.model.ts';
import { becoming, type Said } from '../../src/tiers/becoming.ts';

const at = new Date('2027-01-12T02:00:00Z');
const meeting = { forum: 'Musrenbang', day: '2027-01-12' };
const said = (tier: Tier, passed: boolean, more: Partial<Said> = {}): Said => ({
  tier,
  passed,
  reason: '',
  ...meeting,
  ...more,
});
const step = (tier: Tier, more: Partial<Step> = {}): Step => ({
  tier,
  outcome: 'passed',
  ...meeting,
  by: 'ani',
  role: 'coordinator',
  at,
  ...more,
});
const accepted = { status: 'accepted' as const };
const inVillage = { status: 'musrenbang-desa' as const, steps: [step('musrenbang-desa', { rank: 2 })] };

describe('what a forum makes of a proposal', () => {
  it('goes on to every later tier, also over one that nobody entered', () => {
    for (const tier of tiers)
      expect(becoming(accepted, said(tier, true))).toMatchObject({
        kind: 'step',
        state: tier,
        back: false,
        step: { tier, outcome: 'passed', forum: 'Musrenbang', day: '2027-01-12' },
      });
  });

  it.each([
    'submitted',
    'in-review',
    'rejected',
    'returned',
    'forwarded',
    'merged',
    'withdrawn',
    'already-realised',
  ] as const)('is nothing where it is %s', (status) => {
    const problem = { kind: 'problem', problem: 'not-on-way' };
    expect(becoming({ status }, said('rkpd', true))).toEqual(problem);
    expect(becoming({ status }, said('rkpd', false, { reason: 'Pagu habis' }))).toEqual(problem);
  });

  it('is nothing new when it is said twice', () => {
    expect(becoming(inVillage, said('musrenbang-desa', true))).toEqual({ kind: 'same' });
    expect(becoming(inVillage, said('musrenbang-desa', true, { rank: 2 }))).toEqual({ kind: 'same' });
    const held = { ...accepted, steps: [step('musrenbang-desa', { outcome: 'held', reason: 'Pagu' })] };
    expect(becoming(held, said('musrenbang-desa', false, { reason: 'Pagu' }))).toEqual({ kind: 'same' });
  });

  it('asks for a reason where it is not taken, and leaves its state', () => {
    expect(becoming(inVillage, said('musrenbang-kecamatan', false))).toEqual({
      kind: 'problem',
      problem: 'reason-held',
    });
    expect(becoming(inVillage, said('musrenbang-kecamatan', false, { reason: 'Pagu' }))).toMatchObject({
      state: 'musrenbang-desa',
      back: false,
      step: { tier: 'musrenbang-kecamatan', outcome: 'held', reason: 'Pagu' },
    });
  });

  it('asks for a reason where its rank is another than before, or than the criteria give', () => {
    const problem = { kind: 'problem', problem: 'reason-rank' };
    expect(becoming(inVillage, said('musrenbang-desa', true, { rank: 1 }))).toEqual(problem);
    expect(becoming(accepted, said('musrenbang-desa', true, { rank: 1, overruled: true }))).toEqual(problem);
    const why = { rank: 1, overruled: true, reason: 'Mendesak' };
    expect(becoming(accepted, said('musrenbang-desa', true, why))).toMatchObject({
      step: { rank: 1, overruled: true, reason: 'Mendesak' },
    });
  });

  it('goes back only with a reason, to what it had passed before', () => {
    const planned = { status: 'rkpd' as const, steps: [step('musrenbang-desa'), step('skpd'), step('rkpd')] };
    expect(becoming(planned, said('rkpd', false))).toEqual({ kind: 'problem', problem: 'reason-back' });
    expect(becoming(planned, said('skpd', true))).toEqual({ kind: 'problem', problem: 'reason-back' });
    const why = { reason: 'Salah ketik', rank: 3, overruled: true };
    const back = { back: true, step: { outcome: 'back', reason: 'Salah ketik' } };
    expect(becoming(planned, said('rkpd', false, why))).toMatchObject({ ...back, state: 'skpd' });
    expect(becoming(planned, said('skpd', true, why))).toMatchObject({ ...back, state: 'skpd' });
    expect(becoming(planned, said('musrenbang-desa', false, why))).toMatchObject({
      ...back,
      state: 'accepted',
    });
    expect(becoming(planned, said('skpd', true, why))).not.toHaveProperty('step.rank');
  });
});
