import { beforeEach, describe, expect, it } from 'vitest';
import { correctPerson, replacePerson } from '../../src/people/change.ts';
import { type Participant, ParticipantModel } from '../../src/people/participant.model.ts';
import { findByAddress, newParticipant, record } from '../../src/people/participants.ts';
import { channelStateOf, holdersOf, listPeople } from '../../src/people/search.ts';
import { type Scope, wholeDistrict } from '../../src/users/scope.ts';
import { useDatabase } from '../support/database.ts';

useDatabase([ParticipantModel]);
beforeEach(() => ParticipantModel.deleteMany({}));

const now = new Date('2026-12-01T01:00:00Z');
const later = new Date('2027-01-05T01:00:00Z');
const seat = { office: 'ketua-rt', rt: '03', village: '63.11.01.2008', kecamatan: '63.11.01' } as const;

async function enter(name: string, fields: Partial<Participant> = {}): Promise<Participant> {
  const person = { ...newParticipant(now), ...seat, name, ...fields };
  return (await ParticipantModel.create(person)).toObject();
}
const reread = (id: string) => ParticipantModel.findById(id).lean();

describe('correcting somebody', () => {
  it('moves their WhatsApp address with their phone', async () => {
    const { _id } = await enter('Ahmad', {
      phone: '+6281234567890',
      addresses: ['telegram:5', 'whatsapp:6281234567890'],
    });
    expect(await correctPerson(_id, { name: 'Ahmad F', phone: '+6281234567891', locale: 'bjn' })).toBe(true);
    expect(await reread(_id)).toMatchObject({
      name: 'Ahmad F',
      locale: 'bjn',
      addresses: ['telegram:5', 'whatsapp:6281234567891'],
    });
    await correctPerson(_id, { name: 'Ahmad F', phone: null, locale: 'bjn' });
    const cleared = await reread(_id);
    expect(cleared?.addresses).toEqual(['telegram:5']);
    expect(cleared).not.toHaveProperty('phone');
  });

  it('who does not exist changes nothing', async () => {
    expect(await correctPerson('tidak-ada', { name: 'X', phone: null, locale: 'id' })).toBe(false);
  });
});

describe('a new holder of a seat', () => {
  it('takes seat and, with the same phone, WhatsApp; STOP of that phone holds for them too', async () => {
    const former = await enter('Ahmad', { phone: '+6281234567890', addresses: ['whatsapp:6281234567890'] });
    await record.stop(former._id, now);
    expect(await replacePerson(former._id, { name: 'Budi', phone: '+6281234567890' }, later)).toBe(true);
    const budi = await findByAddress('whatsapp:6281234567890');
    expect(budi).toMatchObject({ name: 'Budi', ...seat, optedOutAt: now });
    expect(await reread(former._id)).toMatchObject({ leftAt: later, successor: budi?._id });
    expect((await holdersOf(former, wholeDistrict)).map((one) => one.name)).toEqual(['Budi', 'Ahmad']);
    expect(await replacePerson(former._id, { name: 'Cici', phone: null }, later)).toBe(false);
  });
});

describe('the list of people', () => {
  it('tells who can be written to by the channels that there are, as the tags of each person do', async () => {
    const refusing = [{ address: 'telegram:3', reason: 'blocked', at: now }];
    await enter('Ada', { addresses: ['telegram:2'], village: '63.11.07.2002' });
    await enter('Lain', { addresses: ['whatsapp:6281'], village: '63.11.07.2002' });
    await enter('Tutup', { addresses: ['telegram:3'], unreachable: refusing, village: '63.11.07.2002' });
    await enter('Tanpa', { village: '63.11.07.2002' });
    for (const [state, name] of [
      ['reachable', 'Ada'],
      ['unserved', 'Lain'],
      ['unreachable', 'Tutup'],
      ['no-address', 'Tanpa'],
    ] as const) {
      const { rows: people } = await listPeople({ state, village: '63.11.07.2002' }, wholeDistrict, 1, [
        'telegram',
      ]);
      expect(people.map((one) => [one.name, channelStateOf(one, ['telegram'])])).toEqual([[name, state]]);
    }
  });

  it('is narrowed by state, place and name; who has left is seen only when asked for', async () => {
    await enter('Ahmad', { addresses: ['telegram:1'] });
    await enter('Siti', { village: '63.11.08.2004', kecamatan: '63.11.08', optedOutAt: now });
    await enter('Lama', { leftAt: now });
    await ParticipantModel.create({
      ...newParticipant(now),
      name: 'stranger',
      verified: false,
      registeredBy: 'self',
    });
    const names = async (filter: Parameters<typeof listPeople>[0], scope: Scope = wholeDistrict) =>
      (await listPeople(filter, scope, 1)).rows.map((one) => one.name);
    expect(await names({})).toEqual(['Ahmad', 'Siti']);
    expect(await names({ state: 'former' })).toEqual(['Lama']);
    expect(await names({ state: 'reachable' })).toEqual(['Ahmad']);
    expect(await names({ state: 'opted-out' })).toEqual(['Siti']);
    expect(await names({ search: 'sit' })).toEqual(['Siti']);
    expect(await names({ search: '.*' })).toEqual([]);
    expect(await names({}, { kind: 'kecamatan', codes: ['63.11.01'] })).toEqual(['Ahmad']);
    expect(await names({ kecamatan: '63.11.08' })).toEqual(['Siti']);
  });
});
