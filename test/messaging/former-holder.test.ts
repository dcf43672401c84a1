import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audienceOf, everybody } from '../../src/rembuk/audience.ts';
import { replacePerson } from '../../src/rembuk/change.ts';
import { findByAddress } from '../../src/rembuk/participants.ts';
import { type TestService, testService } from '../support/service.ts';
import { startTalks, type Talks } from '../support/talks.ts';

describe('the former holder of a seat', () => {
  let service: TestService;
  let talks: Talks;

  beforeAll(async () => {
    service = await testService();
    talks = await startTalks(service);
  });
  afterAll(async () => {
    await talks?.stop();
    await service?.remove();
  });

  it('is told that somebody else holds it, and is invited no more; his successor is', async () => {
    const former = await talks.enter('former');
    await replacePerson(former._id, { name: 'Budi Santoso', phone: null }, new Date('2026-12-02T01:00:00Z'));
    await talks.say('former', 'halo', 'former-1');
    await talks.quiet();
    expect(talks.texts('former')).toEqual([expect.stringContaining('sekarang dipegang orang lain')]);
    expect(await findByAddress('simulator:former')).toMatchObject({ _id: former._id });
    const names = (await audienceOf(everybody)).map((one) => one.name);
    expect(names).toContain('Budi Santoso');
    expect(names).not.toContain(former.name);
  });
});
