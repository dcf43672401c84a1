import { expect, it } from 'vitest';
import { areKnown } from '../../src/people/known.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { addParticipants } from '../../src/people/participants.ts';
import { useDatabase } from '../support/database.ts';

useDatabase([ParticipantModel]);

it('knows senders by any of their addresses or by the code of their link, each for itself', async () => {
  const person = { office: 'ketua-rt', village: '63.11.01.2003', kecamatan: '63.11.01' } as const;
  const now = new Date('2026-12-01T01:00:00Z');
  const [, invited] = await addParticipants(
    [
      { ...person, name: 'Met', rt: '01', address: 'whatsapp:6281250001111' },
      { ...person, name: 'Invited', rt: '02' },
    ],
    now,
  );
  const startCode = invited?.startCode.toLowerCase();
  const stranger = { addresses: ['telegram:5'] };
  expect(
    await areKnown([
      stranger,
      { addresses: ['whatsapp:1@lid', 'whatsapp:6281250001111'] },
      { addresses: ['telegram:6'], startCode },
      { addresses: ['telegram:7'], startCode: 'NOSUCHCODE' },
      stranger,
    ]),
  ).toEqual([false, true, true, false, false]);
  expect(await areKnown([stranger])).toEqual([false]);
});
