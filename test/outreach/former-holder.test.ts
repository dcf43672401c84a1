import { describe, expect, it } from 'vitest';
import { audienceOf } from '../../src/outreach/planning/audience.ts';
import { replacePerson } from '../../src/people/change.ts';
import { findByAddress } from '../../src/people/participants.ts';
import { everybody } from '../../src/rounds/audience.ts';
import { useTalks } from '../support/talks.ts';

describe('the former holder of a seat', () => {
  const held = useTalks();

  it('is told that somebody else holds it, and is invited no more; their successor is', async () => {
    const former = await held().talks.enter('former');
    await replacePerson(former._id, { name: 'Budi Santoso', phone: null }, new Date('2026-12-02T01:00:00Z'));
    await held().talks.say('former', 'halo', 'former-1');
    await held().talks.quiet();
    expect(held().talks.texts('former')).toEqual([expect.stringContaining('sekarang dipegang orang lain')]);
    expect(await findByAddress('simulator:former')).toMatchObject({ _id: former._id });
    const names = (await audienceOf(everybody)).map((one) => one.name);
    expect(names).toContain('Budi Santoso');
    expect(names).not.toContain(former.name);
  });
});
