import { describe, expect, it } from 'vitest';
import { mostMisses } from '../../src/proposals/lookup.ts';
import { testService } from '../support/service.ts';
import { startTalks } from '../support/talks.ts';

describe('a chat that tries one code after the other', () => {
  it('is told so, after a restart too', async () => {
    const service = await testService();
    let talks = await startTalks(service);
    try {
      await talks.say('prowler', 'halo');
      for (let n = 1; n <= mostMisses; n += 1) {
        await talks.say('prowler', `CEK RR-26-0103-000${n}`);
        await talks.quiet();
      }
      expect(talks.texts('prowler').join('\n')).not.toContain('Terlalu banyak kode');
      await talks.stop();
      talks = await startTalks(service);
      await talks.say('prowler', 'CEK RR-26-0103-0007');
      await talks.quiet();
      expect(talks.texts('prowler').join('\n')).toContain('Terlalu banyak kode yang dicoba');
    } finally {
      await talks.stop();
      await service.remove();
    }
  });
});
