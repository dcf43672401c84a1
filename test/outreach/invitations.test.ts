import { describe, expect, it } from 'vitest';
import { BroadcastModel } from '../../src/outreach/model/broadcast.model.ts';
import { BroadcastRunningError, broadcast, planBroadcast } from '../../src/outreach/model/broadcasts.ts';
import { InvitationModel } from '../../src/outreach/model/invitation.model.ts';
import {
  countInvitations,
  invitationDeliveries,
  invitedTo,
  markAnswered,
  markArrived,
  markReceipt,
  type Recipient,
  requeue,
  writeInvitations,
} from '../../src/outreach/model/invitations.ts';
import { select } from '../../src/outreach/planning/audience.ts';
import { destinationOf } from '../../src/people/addresses.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { addParticipants, findParticipant, record } from '../../src/people/participants.ts';
import { everybody } from '../../src/rounds/audience.ts';
import { RoundModel } from '../../src/rounds/round.model.ts';
import { closeRound, currentRound, openRound, RoundOpenError } from '../../src/rounds/rounds.ts';
import { CounterModel } from '../../src/storage/counter.model.ts';
import { useDatabase } from '../support/database.ts';

useDatabase([ParticipantModel, InvitationModel, RoundModel, BroadcastModel, CounterModel]);

const now = new Date('2026-12-01T01:00:00Z');
const later = new Date('2026-12-01T02:00:00Z');
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

async function recipient(): Promise<Recipient> {
  const participant = await enter('simulator');
  const destination = destinationOf(participant, ['simulator']);
  if (!destination) throw new Error('no way to him');
  return { participant, destination };
}

/** One invitation of a round of its own, queued. */
async function invited(round: string) {
  const one = await recipient();
  const sending = { _id: `${round}.1`, round };
  const write = () => writeInvitations(sending, [one], [], new Set(), now);
  await write();
  const id = `${round}.${one.participant._id}`;
  const status = async () => (await InvitationModel.findById(id).lean())?.status;
  return { id, participant: one.participant._id, sending, write, status };
}

const us = 'a dispatcher';
/** Takes an invitation and marks it as leaving. Returns whether that was possible. */
async function begun(id: string): Promise<boolean> {
  await invitationDeliveries.take([id], us);
  return invitationDeliveries.begin(id, us, now);
}

describe('an invitation', () => {
  it('is written once for a round, however often a sending is begun', async () => {
    const { id, write, status } = await invited('2031');
    await begun(id);
    await invitationDeliveries.settle(id, us, { status: 'sent' }, now);
    await write();
    expect(await status()).toBe('sent');
    expect(await countInvitations('2031')).toMatchObject({ queued: 0, sent: 1 });
  });

  it('waits for the personal link where no channel leads to them, and is queued once one does', async () => {
    const participant = await enter();
    const sending = { _id: '2032.1', round: '2032' };
    await writeInvitations(sending, [], [participant], new Set(), now);
    expect(await countInvitations('2032')).toMatchObject({ queued: 0, 'no-channel': 1 });
    const destination = { channel: 'telegram', address: 'telegram:77' } as const;
    await writeInvitations(
      { _id: '2032.2', round: '2032' },
      [{ participant, destination }],
      [],
      new Set(),
      later,
    );
    expect(await countInvitations('2032', '2032.2')).toMatchObject({ queued: 1, 'no-channel': 0 });
  });

  it('can be taken for sending by one sender only', async () => {
    const { id } = await invited('2034');
    const takers = ['a', 'b', 'c'];
    const taken = await Promise.all(takers.map((taker) => invitationDeliveries.take([id], taker)));
    expect(taken.filter((ids) => ids.has(id))).toHaveLength(1);
    const begun = await Promise.all(takers.map((taker) => invitationDeliveries.begin(id, taker, now)));
    expect(begun).toEqual(taken.map((ids) => ids.has(id)));
    await invitationDeliveries.settle(id, us, { status: 'sent' }, now);
  });

  it('found in flight after a crash is unknown, and not sent again by itself', async () => {
    const { id, status } = await invited('2035');
    await begun(id);
    expect(await invitationDeliveries.settleOrphans('simulator')).toBe(1);
    expect(await status()).toBe('unknown');
    expect(await begun(id)).toBe(false);
  });

  it('given back after a 429 is sent later', async () => {
    const { id, status } = await invited('2036');
    await begun(id);
    await invitationDeliveries.settle(id, us, { status: 'queued' }, now);
    expect(await begun(id)).toBe(true);
    await invitationDeliveries.settle(id, us, { status: 'sent' }, later);
    expect(await status()).toBe('sent');
  });

  it('never goes back: not for a late receipt, a late send, or a receipt that comes twice', async () => {
    const { id, participant, status } = await invited('2037');
    await begun(id);
    await invitationDeliveries.settle(id, us, { status: 'sent', messageId: 'W1' }, now);
    await markReceipt('simulator', 'W1', 'read', later);
    await markReceipt('simulator', 'W1', 'delivered', later);
    expect(await status()).toBe('read');
    await markAnswered([{ round: '2037', participant: participant, at: later }]);
    await markReceipt('simulator', 'W1', 'read', later);
    await invitationDeliveries.settle(id, us, { status: 'sent' }, now);
    await invitationDeliveries.settle(id, us, { status: 'failed', reason: 'late' }, now);
    expect(await status()).toBe('answered');
  });

  it('that was declined counts apart; who agrees after all has answered, and a STOP later takes no answer back', async () => {
    const counts = async () => {
      const { answered, declined } = await countInvitations('2039');
      return { answered, declined };
    };
    const [one, other] = [await invited('2039'), await invited('2039')];
    const say = (participant: string, declined?: 'stopped' | 'wrong-person') =>
      markAnswered([{ round: '2039', participant, at: later, ...(declined ? { declined } : {}) }]);
    await say(one.participant, 'stopped');
    await say(other.participant);
    expect(await counts()).toEqual({ answered: 1, declined: 1 });
    await say(other.participant, 'stopped');
    expect(await counts()).toEqual({ answered: 1, declined: 1 });
    await say(one.participant);
    expect(await counts()).toEqual({ answered: 2, declined: 0 });
    await say(other.participant, 'wrong-person');
    expect(await counts()).toEqual({ answered: 1, declined: 1 });
  });

  it.each<['unknown' | 'failed']>([['unknown'], ['failed']])(
    'that was %s is known to have come when it is read',
    async (before) => {
      const { id, status } = await invited(`2038-${before}`);
      await begun(id);
      await InvitationModel.updateOne({ _id: id }, { $set: { messageId: `R-${before}` } });
      await invitationDeliveries.settle(id, us, { status: before, reason: 'x' }, now);
      expect(await markReceipt('simulator', `R-${before}`, 'delivered', later)).toBe(true);
      expect(await status()).toBe('delivered');
    },
  );
});

describe('what did not arrive', () => {
  it('is tried again only in the scope that a person chose', async () => {
    const { id, status } = await invited('2041');
    await begun(id);
    await invitationDeliveries.settleOrphans('simulator');
    const again = { _id: '2041.2', round: '2041' };
    expect(await requeue(again, 'failed', later)).toBe(0);
    expect(await requeue(again, 'unknown', later)).toBe(1);
    expect(await status()).toBe('queued');
  });

  it('and may have arrived stays unknown when its second try is cancelled before it is sent', async () => {
    const { id, status, sending } = await invited('2042');
    await begun(id);
    await invitationDeliveries.settleOrphans('simulator');
    await BroadcastModel.create({ ...plannedAs(sending), state: 'sending' });
    await requeue(sending, 'unknown', later);
    expect(await broadcast.cancel(sending._id, 'ani', later)).toBe(true);
    expect(await status()).toBe('unknown');
    expect((await invitedTo('2042')).size).toBe(1);
    expect(await markArrived(id, later)).toBe(true);
    expect(await status()).toBe('sent');
  });

  it('because it was cancelled counts as not invited, so the next sending reaches them', async () => {
    const { id, sending, participant, status } = await invited('2043');
    await BroadcastModel.create({ ...plannedAs(sending), state: 'sending' });
    await broadcast.cancel(sending._id, 'ani', later);
    expect((await invitedTo('2043')).size).toBe(0);
    const person = await findParticipant(participant);
    const destination = person && destinationOf(person, ['simulator']);
    if (person && destination)
      await writeInvitations(
        { _id: '2043.2', round: '2043' },
        [{ participant: person, destination }],
        [],
        new Set(),
        later,
      );
    expect(await status()).toBe('queued');
    expect(await InvitationModel.countDocuments({ _id: id })).toBe(1);
  });
});

const plannedAs = ({ _id, round }: { _id: string; round: string }) => ({
  _id,
  round,
  state: 'scheduled' as const,
  at: now,
  audience: everybody,
  message: { texts: {}, place: '', time: '' },
  hours: null,
  by: 'ani',
  createdAt: now,
});

describe('a sending', () => {
  it('is one at a time for a round', async () => {
    const round = await openRound(2051, now);
    const plans = await Promise.allSettled([1, 2].map(() => planBroadcast(round, {}, 'ani', now)));
    expect(plans.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = plans.find((plan) => plan.status === 'rejected');
    expect(refused?.reason).toBeInstanceOf(BroadcastRunningError);
    await closeRound('2051');
  });

  it('that is cancelled stays cancelled, whoever comes late', async () => {
    const sending = plannedAs({ _id: '2052.1', round: '2052' });
    await BroadcastModel.create(sending);
    const moves = await Promise.all([
      broadcast.cancel('2052.1', 'ani', later),
      broadcast.begun('2052.1', later),
      broadcast.pause('2052.1', 'budi', later),
    ]);
    expect(moves[0]).toBe(true);
    expect(await broadcast.resume('2052.1', 'budi', later)).toBe(false);
    expect(await broadcast.done('2052.1', later)).toBe(false);
    expect((await BroadcastModel.findById('2052.1').lean())?.state).toBe('cancelled');
  });

  it('goes on where it was: before its recipients were written down, or after', async () => {
    await BroadcastModel.create(plannedAs({ _id: '2053.1', round: '2053' }));
    const state = async () => (await BroadcastModel.findById('2053.1').lean())?.state;
    expect(await broadcast.pause('2053.1', 'ani', now)).toBe(true);
    expect(await broadcast.begun('2053.1', now)).toBe(false);
    await broadcast.resume('2053.1', 'ani', now);
    expect(await state()).toBe('scheduled');
    await broadcast.begun('2053.1', now);
    await broadcast.pause('2053.1', 'ani', now);
    await broadcast.resume('2053.1', 'ani', now);
    expect(await state()).toBe('sending');
  });
});

describe('who is invited', () => {
  it('leaves out who said STOP, was wrong, was invited, has finished, talks, or cannot be reached, and says why', async () => {
    const people = await Promise.all(
      ['simulator', 'simulator', 'simulator', 'simulator', 'simulator', '', 'simulator'].map((one) =>
        enter(one || undefined),
      ),
    );
    const [stopped, wrong, before, finished, talking, nowhere, free] = people;
    if (!stopped || !wrong || !before || !finished || !talking || !nowhere || !free)
      throw new Error('entered');
    await record.stop(stopped._id, now);
    await record.wrongPerson(wrong._id, now);
    const fresh = await Promise.all(people.map(({ _id }) => findParticipant(_id)));
    const standings = {
      invited: new Set([before._id]),
      finished: new Set([finished._id]),
      talking: new Set([talking._id, finished._id]),
    };
    const selection = select(
      fresh.filter((one) => one !== null),
      everybody,
      standings,
      ['simulator'],
    );
    expect(selection.recipients.map(({ participant }) => participant._id)).toEqual([free._id]);
    expect(selection.withoutDestination.map(({ _id }) => _id)).toEqual([nowhere._id]);
    expect(selection.leftOut).toEqual({
      'opted-out': 1,
      'wrong-person': 1,
      'no-channel': 1,
      'other-channel': 0,
      'already-invited': 1,
      'already-finished': 1,
      'already-talking': 1,
    });
  });

  it('prefers Telegram, passes over what refused them, and uses only channels that are served', async () => {
    const one = await enter();
    const both = { ...one, addresses: ['whatsapp:62811', 'telegram:9'] };
    expect(destinationOf(both, ['telegram', 'whatsapp'])?.address).toBe('telegram:9');
    const blocked = { ...both, unreachable: [{ address: 'telegram:9', reason: 'blocked', at: now }] };
    expect(destinationOf(blocked, ['telegram', 'whatsapp'])?.address).toBe('whatsapp:62811');
    expect(destinationOf(both, ['simulator'])).toBeNull();
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
