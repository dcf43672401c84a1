import { describe, expect, it } from 'vitest';
import { InvitationModel } from '../../src/rembuk/invitation.model.ts';
import {
  countInvitations,
  createInvitations,
  markAnswered,
  returnInvitation,
  settleInvitation,
  takeInvitation,
} from '../../src/rembuk/invitations.ts';
import { ParticipantModel } from '../../src/rembuk/participant.model.ts';
import { addParticipants, findParticipant, record } from '../../src/rembuk/participants.ts';
import { RembukModel } from '../../src/rembuk/rembuk.model.ts';
import { closeRound, currentRound, openRound, RoundOpenError } from '../../src/rembuk/rounds.ts';
import { useDatabase } from '../support/database.ts';

useDatabase([ParticipantModel, InvitationModel, RembukModel]);

const now = new Date('2026-12-01T01:00:00Z');
let addresses = 0;

async function enter(channel?: string) {
  addresses += 1;
  const person = {
    name: 'Ketua RT 01',
    office: 'ketua-rt',
    rt: '01',
    village: '63.11.01.2003',
    kecamatan: '63.11.01',
  } as const;
  const [participant] = await addParticipants(
    [{ ...person, ...(channel ? { address: `${channel}:${addresses}` } : {}) }],
    now,
  );
  if (!participant) throw new Error('not entered');
  return participant;
}
const canWriteFirst = (address: string) => address.startsWith('simulator:');

describe('an invitation', () => {
  it('is written once for a round, however often staff press the button', async () => {
    const participant = await enter('simulator');
    const first = await createInvitations('2031', [participant], canWriteFirst, now);
    const again = await createInvitations('2031', [participant], canWriteFirst, now);
    expect(first).toEqual([`2031.${participant._id}`]);
    expect(again).toEqual(first);
    expect(await countInvitations('2031')).toMatchObject({ queued: 1 });
  });

  it('waits for the personal link where the bot cannot write first', async () => {
    await createInvitations('2032', [await enter('telegram'), await enter()], canWriteFirst, now);
    expect(await countInvitations('2032')).toMatchObject({ queued: 0, 'no-channel': 2 });
  });

  it('is not made for somebody who said STOP', async () => {
    const participant = await enter('simulator');
    await record.stop(participant._id, now);
    const stopped = await findParticipant(participant._id);
    expect(stopped && (await createInvitations('2033', [stopped], canWriteFirst, now))).toEqual([]);
  });

  it('can be taken for sending by one worker only', async () => {
    const [id = ''] = await createInvitations('2034', [await enter('simulator')], canWriteFirst, now);
    const taken = await Promise.all([takeInvitation(id), takeInvitation(id), takeInvitation(id)]);
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('found in flight after a crash is unknown, and not sent again by itself', async () => {
    const [id = ''] = await createInvitations('2035', [await enter('simulator')], canWriteFirst, now);
    await takeInvitation(id);
    expect(await takeInvitation(id)).toBeNull();
    expect(await countInvitations('2035')).toMatchObject({ unknown: 1 });
    expect(await takeInvitation(id)).toBeNull();
  });

  it('given back after a 429 is sent later', async () => {
    const [id = ''] = await createInvitations('2036', [await enter('simulator')], canWriteFirst, now);
    await takeInvitation(id);
    await returnInvitation(id);
    expect(await takeInvitation(id)).not.toBeNull();
    await settleInvitation(id, { sentAt: now });
    expect(await countInvitations('2036')).toMatchObject({ sent: 1 });
  });

  it('that was answered is never set back to sent', async () => {
    const participant = await enter('simulator');
    const [id = ''] = await createInvitations('2037', [participant], canWriteFirst, now);
    await takeInvitation(id);
    await markAnswered('2037', participant._id, now);
    await settleInvitation(id, { sentAt: now });
    expect(await countInvitations('2037')).toMatchObject({ answered: 1, sent: 0 });
  });
});

describe('a round', () => {
  it('is opened once, and another only after it is closed', async () => {
    const round = await openRound(2026, now, { quota: 2 });
    expect(await openRound(2026, now, { quota: 9 })).toMatchObject({ _id: '2026', quota: 2 });
    await expect(openRound(2027, now)).rejects.toThrow(RoundOpenError);
    await closeRound(round._id);
    expect(await currentRound()).toBeNull();
    expect(await openRound(2027, now)).toMatchObject({ year: 2027, status: 'open' });
  });
});
