import { describe, expect, it } from 'vitest';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { newParticipant } from '../../src/people/participants.ts';
import { isDuplicate, whileRaced } from '../../src/storage/mongodb.ts';
import { useDatabase } from '../support/database.ts';

useDatabase([ParticipantModel]);

const person = (fields: object) => ({ ...newParticipant(new Date()), name: 'Udin', ...fields });
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('a write that a unique index refuses', () => {
  it.each(['_id_', 'addresses_1', 'startCode_1'])('names the index: %s', async (index) => {
    const fields = { _id: 'a', addresses: ['telegram:1'], startCode: 'AAAAAAAAAA' };
    await ParticipantModel.deleteMany({});
    await ParticipantModel.create(person(fields));
    const others = { _id: 'b', addresses: ['telegram:2'], startCode: 'BBBBBBBBBB' };
    const field = index === '_id_' ? '_id' : index.slice(0, -2);
    const same = { ...others, [field]: fields[field as keyof typeof fields] };
    const refused = [
      await refusal(ParticipantModel.create(person(same))),
      await refusal(
        ParticipantModel.bulkWrite([{ insertOne: { document: person(same) } }], { ordered: false }),
      ),
    ];
    for (const error of refused) {
      expect(isDuplicate(error, index)).toBe(true);
      for (const other of ['_id_', 'addresses_1', 'startCode_1'].filter((one) => one !== index))
        expect(isDuplicate(error, other)).toBe(false);
    }
  });

  it('is done anew while it loses a race, and thrown when it always does', async () => {
    let tries = 0;
    const work = async () => {
      tries += 1;
      await ParticipantModel.create(
        person({ _id: tries < 3 ? 'a' : 'c', addresses: [`telegram:9${tries}`] }),
      );
      return tries;
    };
    expect(await whileRaced('_id_', work)).toBe(3);
    const always = whileRaced('_id_', () =>
      ParticipantModel.create(person({ _id: 'a', addresses: ['x:1'] })),
    );
    expect(isDuplicate(await refusal(always), '_id_')).toBe(true);
  });
});
