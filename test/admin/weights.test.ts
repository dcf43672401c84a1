import { beforeAll, describe, expect, it } from 'vitest';
import { RoundModel } from '../../src/rounds/round.model.ts';
import { readWeights } from '../../src/tiers/weights.ts';
import { useOffice } from '../support/office.ts';
import type { Visitor } from '../support/visitor.ts';

const office = useOffice();
let hadi: Visitor;
beforeAll(async () => {
  hadi = await office().signedIn('admin');
  const { _id, year, ...round } = (await RoundModel.findById('2026').lean()) ?? office().round;
  await RoundModel.create({ ...round, _id: '2025', year: 2025, status: 'closed' });
});

const tier = 'musrenbang-desa';
const typed = { tier, households: '60', support: '10', vulnerable: '10', land: '10', evidence: '10' };

describe('the weights of an earlier round', () => {
  it('are reached from its lists, saved for it alone, and stay in sight', async () => {
    const lists = (await hadi.get('/tahapan?rembuk=2025')).text;
    for (const way of ['/tahapan/bobot?rembuk=2025', '/tahapan/berkas?rembuk=2025'])
      expect(lists).toContain(`href="${way}"`);
    const saved = await hadi.post('/tahapan/bobot?rembuk=2025', typed);
    expect([saved.status, saved.headers.get('location')]).toEqual([303, '/tahapan/bobot?rembuk=2025']);
    expect((await readWeights('2025', tier)).households).toBe(60);
    expect((await readWeights('2026', tier)).households).toBe(30);
    const page = (await hadi.get('/tahapan/bobot?rembuk=2025')).text;
    expect(page).toMatch(/href="\/tahapan\/bobot\?rembuk=2025" aria-current="true"/);
    expect(page).toContain('href="/tahapan?rembuk=2025"');
  });

  it('are shown as they were typed where they are refused', async () => {
    const refused = await hadi.post('/tahapan/bobot?rembuk=2025', {
      ...typed,
      households: '61',
      land: '400',
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('bilangan bulat 0 sampai 100');
    for (const value of ['61', '400']) expect(refused.text).toContain(`value="${value}"`);
    expect((await readWeights('2025', tier)).households).toBe(60);
  });
});
