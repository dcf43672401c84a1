import { describe, expect, it } from 'vitest';
import { reachableAddress } from '../../src/people/addresses.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import {
  addParticipants,
  findByAddress,
  findByAlias,
  findParticipant,
  markReachable,
  markUnreachable,
  meetStranger,
  record,
  recordConsents,
} from '../../src/people/participants.ts';
import { tieByStartCode } from '../../src/people/ties.ts';
import { useDatabase } from '../support/database.ts';

useDatabase([ParticipantModel]);

const now = new Date('2026-12-01T01:00:00Z');
const head = {
  name: 'Ketua RT 03',
  office: 'ketua-rt',
  rt: '03',
  village: '63.11.01.2003',
  kecamatan: '63.11.01',
} as const;

async function enter(address?: string) {
  const [participant] = await addParticipants([{ ...head, ...(address ? { address } : {}) }], now);
  if (!participant) throw new Error('not entered');
  return participant;
}

async function reread(id: string) {
  const participant = await findParticipant(id);
  if (!participant) throw new Error('gone');
  return participant;
}

describe('a participant', () => {
  it('gets a personal start code that ties their chat to them', async () => {
    const participant = await enter();
    expect(participant.startCode).toMatch(/^[A-HJ-KM-NP-Z2-9]{10}$/);
    const tied = await tieByStartCode(participant.startCode.toLowerCase(), 'telegram:11');
    expect(tied?.owner._id).toBe(participant._id);
    expect((await findByAddress('telegram:11'))?._id).toBe(participant._id);
  });

  it('keeps their chat when they press the link twice', async () => {
    const participant = await enter();
    await tieByStartCode(participant.startCode, 'telegram:12');
    await tieByStartCode(participant.startCode, 'telegram:12');
    expect((await reread(participant._id)).addresses).toEqual(['telegram:12']);
  });

  it('is the same person when WhatsApp tells the number behind an id that hid it', async () => {
    const stranger = await meetStranger('whatsapp:123456789012345@lid', 'Sari', now);
    const known = await findByAlias('whatsapp:123456789012345@lid', 'whatsapp:6287770001110');
    expect(known?._id).toBe(stranger._id);
    expect((await findByAddress('whatsapp:6287770001110'))?._id).toBe(stranger._id);
    expect(await findByAlias('whatsapp:999@lid', 'whatsapp:6287770001111')).toBeNull();
  });

  it('is the same person when WhatsApp tells that they have changed their number', async () => {
    const owner = await meetStranger('whatsapp:6281111000001', 'Wati', now);
    expect((await findByAlias('whatsapp:6281111000001', 'whatsapp:6281111000002'))?._id).toBe(owner._id);
    expect((await findByAddress('whatsapp:6281111000002'))?._id).toBe(owner._id);
  });

  it('is not made up by a code that was never given out', async () => {
    expect(await tieByStartCode('AAAAAAAAAA', 'telegram:13')).toBeNull();
    expect(await findByAddress('telegram:13')).toBeNull();
  });

  it('takes over a chat from the stranger it was before', async () => {
    const stranger = await meetStranger('telegram:14', 'Budi', now);
    const participant = await enter();
    await tieByStartCode(participant.startCode, 'telegram:14');
    expect((await findByAddress('telegram:14'))?._id).toBe(participant._id);
    expect((await reread(stranger._id)).addresses).toBeUndefined();
  });

  it('who is a stranger is met once, also when two of their messages come together', async () => {
    const met = await Promise.all([1, 2, 3, 4].map(() => meetStranger('telegram:15', 'Siti', now)));
    expect(new Set(met.map((stranger) => stranger._id)).size).toBe(1);
    expect(met[0]).toMatchObject({ verified: false, registeredBy: 'self' });
  });

  it('who blocked the bot is not written to until they write again', async () => {
    const participant = await enter('telegram:16');
    await markUnreachable('telegram:16', 'blocked', now);
    await markUnreachable('telegram:16', 'blocked', now);
    const blocked = await reread(participant._id);
    expect(blocked.unreachable).toHaveLength(1);
    expect(reachableAddress(blocked)).toBeNull();
    await markReachable(blocked, 'telegram:16');
    expect(reachableAddress(await reread(participant._id))).toBe('telegram:16');
  });

  it('who said STOP or "not me" is not written to; consent or MULAI opens the way again', async () => {
    const participant = await enter('telegram:17');
    await record.stop(participant._id, now);
    expect(reachableAddress(await reread(participant._id))).toBeNull();
    await record.comeBack(participant._id);
    await record.wrongPerson(participant._id, now);
    expect(reachableAddress(await reread(participant._id))).toBeNull();
    await recordConsents([{ participant: participant._id, textVersion: 'id-1', at: now }]);
    expect(reachableAddress(await reread(participant._id))).toBe('telegram:17');
  });

  it('registers themselves once; what staff have set is not overwritten', async () => {
    const stranger = await meetStranger('telegram:18', 'Amat', now);
    await record.registration(stranger._id, head);
    await record.registration(stranger._id, { ...head, village: '63.11.02.2001', kecamatan: '63.11.02' });
    expect(await reread(stranger._id)).toMatchObject({ village: '63.11.01.2003', verified: false });
  });
});

describe('a stranger', () => {
  it('whose first messages come at the same moment is one person', async () => {
    for (let round = 0; round < 20; round += 1) {
      const address = `telegram:90${round}`;
      const met = await Promise.all(Array.from({ length: 8 }, () => meetStranger(address, 'Udin', now)));
      expect(new Set(met.map(({ _id }) => _id)).size).toBe(1);
      expect(await ParticipantModel.countDocuments({ addresses: address })).toBe(1);
    }
  });
});
