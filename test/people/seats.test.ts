import { describe, expect, it } from 'vitest';
import type { Participant } from '../../src/people/participant.model.ts';
import { quotaKey, seatKey, seatOf } from '../../src/people/seats.ts';

const village = '63.11.01.2003';
const somebody: Participant = {
  _id: 'p1',
  name: 'Ani',
  village,
  unreachable: [],
  startCode: 'A',
  locale: 'id',
  verified: true,
  registeredBy: 'staff',
  createdAt: new Date(0),
};

describe('a seat', () => {
  it('of an RT is one, however its number is written', () => {
    expect(seatKey({ office: 'ketua-rt', rt: '3', village })).toBe(
      seatKey({ office: 'ketua-rt', rt: '03', village }),
    );
    expect(quotaKey({ ...somebody, office: 'ketua-rt', rt: '3' })).toBe(`${village}/rt/03`);
  });

  it('has its holder’s proposals count against it', () => {
    for (const office of ['ketua-rt', 'kepala-desa', 'pkk'] as const) {
      const seat = { office, village, ...(office === 'ketua-rt' ? { rt: '03' } : {}) };
      expect(quotaKey({ ...somebody, ...seat })).toBe(seatKey(seat));
    }
  });

  it('is shared by whoever holds another office within the RT, though they do not compete for it', () => {
    const pkk = { office: 'pkk', rt: '03', village } as const;
    expect(quotaKey({ ...somebody, ...pkk })).toBe(`${village}/rt/03`);
    expect(seatKey(pkk)).toBe(`${village}/pkk`);
  });

  it('is nobody’s quota but their own until staff have confirmed them', () => {
    const key = quotaKey({ ...somebody, office: 'ketua-rt', rt: '03', verified: false });
    expect(key).toBe(`${village}/pending/p1`);
    expect(seatOf(key)).toEqual({ rt: null, office: null });
  });
});
