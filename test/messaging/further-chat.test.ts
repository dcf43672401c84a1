import { describe, expect, it } from 'vitest';
import { findByAddress, findParticipant } from '../../src/people/participants.ts';
import { answerWish, renewStartCodes, tieByStartCode } from '../../src/people/ties.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { useTalks } from '../support/talks.ts';

describe('a personal link', () => {
  const held = useTalks();
  const press = async (address: string, code: string) => {
    await held().talks.say(address, { kind: 'start', code });
    await held().talks.quiet();
  };
  const says = async (address: string, text: string) => {
    await held().talks.say(address, text);
    await held().talks.quiet();
  };
  const last = (address: string) => held().talks.texts(address).at(-1) ?? '';

  it('ties one chat; a further one is a stranger, who cannot stop its person, until the first says yes', async () => {
    const person = await held().talks.enter();
    await press('own', person.startCode);
    await press('thief', person.startCode);
    expect(last('thief')).toContain('sudah pernah dipakai');
    expect(last('own')).toContain('balas IZINKAN');
    await says('thief', 'STOP');
    expect((await findParticipant(person._id))?.optedOutAt).toBeUndefined();
    expect((await findParticipant(person._id))?.addresses).toEqual(['simulator:own']);
    expect((await findByAddress('simulator:thief'))?._id).not.toBe(person._id);
    await says('thief', 'IZINKAN');
    expect((await findByAddress('simulator:thief'))?._id).not.toBe(person._id);
    await says('own', 'izinkan');
    expect(last('own')).toContain('sekarang tersambung');
    const tied = await findParticipant(person._id);
    expect(tied?.addresses).toEqual(['simulator:own', 'simulator:thief']);
    expect(tied?.ties?.map(({ address, what, how }) => [address, what, how])).toEqual([
      ['simulator:own', 'tied', 'link'],
      ['simulator:thief', 'tied', 'permission'],
    ]);
    expect(last('thief')).toContain(`tersambung untuk ${person.name}`);
  });

  it('is refused by TOLAK, and dies when it is renewed', async () => {
    const person = await held().talks.enter();
    await press('first', person.startCode);
    await press('second', person.startCode);
    await says('first', 'TOLAK');
    expect((await findParticipant(person._id))?.addresses).toEqual(['simulator:first']);
    expect(await answerWish(person._id, true, 'staff', wholeDistrict, new Date())).toBeNull();
    await renewStartCodes([person._id]);
    expect(await tieByStartCode(person.startCode, 'simulator:third')).toBeNull();
    const renewed = await findParticipant(person._id);
    await press('third', renewed?.startCode ?? '');
    expect((await findParticipant(person._id))?.addresses).toEqual(['simulator:first', 'simulator:third']);
    expect(last('first')).toContain('Chat baru');
  });

  it('ties one of many chats that press it at once', async () => {
    const person = await held().talks.enter();
    const pressed = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => tieByStartCode(person.startCode, `simulator:race${n}`)),
    );
    expect(pressed.filter((one) => one?.outcome === 'tied')).toHaveLength(1);
    expect((await findParticipant(person._id))?.addresses).toHaveLength(1);
  });

  it('is allowed by staff, who need the person within their area', async () => {
    const person = await held().talks.enter();
    await press('alpha', person.startCode);
    await press('beta', person.startCode);
    const elsewhere = { kind: 'kecamatan', codes: ['63.11.06'] } as const;
    expect(await answerWish(person._id, true, 'staff', elsewhere, new Date())).toBeNull();
    expect(await answerWish(person._id, true, 'staff', wholeDistrict, new Date())).toBe('simulator:beta');
    expect((await findByAddress('simulator:beta'))?._id).toBe(person._id);
  });
});
