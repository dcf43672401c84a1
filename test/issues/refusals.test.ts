import { beforeAll, describe, expect, it } from 'vitest';
import { NONE } from '../../src/classification/types.ts';
import { readAuthorityFile } from '../../src/issues/authority-file.ts';
import { type Refusal, refusalSigns, refusals } from '../../src/issues/refusals.ts';
import { readRefusalsFile } from '../../src/issues/refusals-file.ts';
import { reasonOutcomes } from '../../src/proposals/reasons.ts';
import { someAnswers } from '../support/proposing.ts';

let rules: Parameters<typeof refusalSigns>[1];
beforeAll(async () => {
  rules = { authority: await readAuthorityFile(), refusals: await readRefusalsFile() };
});

/** What speaks for refusals of a proposal in these words, by reason. */
function signs(text: string, more: Partial<Parameters<typeof refusalSigns>[0]> = {}) {
  const found = refusalSigns({ answers: someAnswers(text), issue: 'ipm', ...more }, rules);
  return Object.fromEntries(found.flatMap(({ reason, sign }) => (sign ? [[reason, sign.words]] : [])));
}

describe('what may speak for a refusal', () => {
  it.each<[string, Partial<Record<Refusal, string>>]>([
    ['Perbaikan jembatan gantung', {}],
    ['Pembangunan Gedung SMA di Juai', { 'bukan-kewenangan': 'SMA' }],
    ['Perbaikan jalan menuju SMA', {}],
    [
      'Jalan Provinsi dan gapura desa',
      { 'bukan-kewenangan': 'Jalan Provinsi', 'bukan-masalah-pokok': 'gapura' },
    ],
    ['Kolam renang untuk warga', { 'di-luar-kemampuan': 'Kolam renang' }],
    ['Jalan di depan kolam renang', {}],
    ['Seragam kader posyandu', { 'tidak-berdampak': 'Seragam' }],
    ['', {}],
  ])('in “%s” is named by its own words', (text, expected) => {
    expect(signs(text)).toEqual(expected);
  });

  it('is that hardly anybody is helped', () => {
    const households = { value: { kind: 'count' as const, count: 2 }, words: 'dua KK', at: '' };
    expect(signs('Jamban', { answers: { ...someAnswers('Jamban'), households } })).toEqual({
      'tidak-berdampak': 'dua KK',
    });
  });

  it('is that it works on none of the macro issues, until somebody files it', () => {
    const classification = { primary: NONE, because: ['bendera'] };
    expect(signs('Bendera', { issue: null, classification })).toEqual({ 'tidak-selaras': 'bendera' });
    expect(signs('Bendera', { issue: 'ipm', classification })).toEqual({});
    expect(signs('Bendera', { issue: NONE })).toEqual({ 'tidak-selaras': '' });
  });

  it('is told of all five, each a reason that an answer can have', () => {
    expect(refusalSigns({ answers: {}, issue: null }, rules)).toEqual(
      refusals.map((reason) => ({ reason, sign: null })),
    );
    for (const reason of refusals) expect(['rejected', 'forwarded']).toContain(reasonOutcomes[reason]);
  });
});
