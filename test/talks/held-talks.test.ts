import { beforeEach, describe, expect, it } from 'vitest';
import { eraseDue, requestErasure } from '../../src/messaging/privacy/erase.ts';
import type { ParticipantId } from '../../src/people/participant.model.ts';
import { collectionOf } from '../../src/storage/collection-of.ts';
import { type Conversation, ConversationModel } from '../../src/talks/conversation.model.ts';
import { createHeldTalks, type HeldTalks } from '../../src/talks/held-talks.ts';
import { MessageModel } from '../../src/talks/message.model.ts';
import { nextConversation, saveTurn } from '../../src/talks/save-turn.ts';
import { useDatabase } from '../support/database.ts';
import { useTalks } from '../support/talks.ts';

const budi = 'budi' as ParticipantId;
const minute = 60_000;

describe('a talk that is held', () => {
  useDatabase([ConversationModel]);
  let clock: number;
  let talks: HeldTalks;

  beforeEach(async () => {
    clock = 0;
    talks = createHeldTalks(() => clock);
    await ConversationModel.deleteMany({});
  });

  const stored = () => collectionOf<Conversation>(ConversationModel);
  const read = async () => (await talks.read([budi])).get(budi);

  /** Budi's talk, stored and held; in the database its language is another one then, by which a reading of it is known. */
  async function held(change: Partial<Conversation> = {}): Promise<void> {
    const written = { turn: null, round: null, address: 'simulator:budi' } as const;
    const talk = { ...nextConversation(budi, null, written, new Date(0)), version: 1, ...change };
    await stored().insertOne({ ...talk, round: 'in the database' as never });
    talks.hold(talk);
  }

  it('is not read again as long as it stands as it was left', async () => {
    await held();
    expect((await read())?.round).toBeNull();
  });

  it('is read again once somebody else has written it', async () => {
    await held();
    await stored().updateOne({ _id: budi }, { $inc: { version: 1 } });
    expect(await read()).toMatchObject({ version: 2, round: 'in the database' });
    // From then on it is not held any more.
    await stored().updateOne({ _id: budi }, { $inc: { version: -1 } });
    expect((await read())?.round).toBe('in the database');
  });

  it('is read while something of it waits to be sent, or to be done', async () => {
    const entry = {
      turn: 1,
      index: 0,
      address: 'simulator:budi',
      reply: { text: '', choices: [], asks: null },
    };
    await held({ outbox: [entry as never] });
    expect((await read())?.round).toBe('in the database');
    talks.follow(budi, (talk) => ({ ...talk, outbox: [] }));
    expect((await read())?.round).toBeNull();
  });

  it('is read where it is let go of while it is looked at', async () => {
    await held();
    const reading = read();
    talks.letGo(budi);
    expect((await reading)?.round).toBe('in the database');
  });

  it('is gone when it was erased', async () => {
    await held();
    await stored().deleteOne({ _id: budi });
    expect(await read()).toBeUndefined();
  });

  it('tells who has claimed its outbox meanwhile', async () => {
    await held();
    const sendingUntil = new Date(5 * minute);
    await stored().updateOne({ _id: budi }, { $set: { sendingUntil } });
    expect(await read()).toMatchObject({ sendingUntil, round: null });
  });

  it('is let go of after a quarter of an hour', async () => {
    await held();
    clock = 15 * minute;
    expect((await read())?.round).toBeNull();
    clock += 1;
    expect((await read())?.round).toBe('in the database');
  });

  it('makes way for a thousand others', async () => {
    await held();
    for (let number = 1; number <= 1_000; number += 1)
      talks.hold({ _id: `other-${number}`, version: 1, outbox: [], effects: [] } as never);
    expect((await read())?.round).toBe('in the database');
  });
});

describe('a talk of somebody who writes', () => {
  const service = useTalks();

  it('is held just as it is stored, after every answer', async () => {
    const { talks } = service();
    const { heldTalks } = talks.app.runtime;
    const { _id: id } = await talks.enter('siti');
    for (const line of ['halo', 'ya', 'apa?', 'Jalan ke kebun rusak', 'kembali', 'STATUS', 'BAHASA']) {
      await talks.tell('siti', [line]);
      await talks.quiet();
      const stands = await collectionOf<Conversation>(ConversationModel).findOne({ _id: id });
      const [held, other] = [await heldTalks.read([id]), await createHeldTalks().read([id])];
      expect(held.get(id)).toEqual(stands);
      expect(other.get(id)).toEqual(stands);
    }
    // That it was held at all: what nobody tells of is not seen.
    await ConversationModel.collection.updateOne({ _id: id as never }, { $set: { round: 'another' } });
    expect((await heldTalks.read([id])).get(id)?.round).toBe('2026');
    // And what is written with a new version is.
    await saveTurn(
      id,
      (await heldTalks.read([id])).get(id) ?? null,
      { turn: null, round: null, address: 'simulator:siti' },
      new Date(),
    );
    expect((await heldTalks.read([id])).get(id)?.round).toBeNull();
  });

  it('is not changed by what is thought about it', async () => {
    const { talks } = service();
    const { heldTalks } = talks.app.runtime;
    const { _id: id } = await talks.enter('frozen');
    for (const line of ['halo', 'ya', 'Jalan ke kebun rusak', 'kembali', 'STATUS', 'ULANG', 'BANTUAN']) {
      await talks.tell('frozen', [line]);
      await talks.quiet();
      // Whatever would write to it throws from now on, and its message would be a fault.
      heldTalks.follow(id, frozen);
    }
    expect(await MessageModel.countDocuments({ faults: { $exists: true } })).toBe(0);
    expect((await talks.conversation({ _id: id } as never))?.turn).toBe(7);
  });

  it('is let go of when they are erased', async () => {
    const { talks } = service();
    const { runtime } = talks.app;
    const { _id: id } = await talks.enter('rusmadi');
    await talks.tell('rusmadi', ['halo']);
    await talks.quiet();
    expect(isHeld(id, runtime.heldTalks)).toBe(true);
    await requestErasure(id, new Date());
    await eraseDue(runtime);
    expect(isHeld(id, runtime.heldTalks)).toBe(false);
  });
});

/** The same, with nothing in it that could be changed. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}

function isHeld(id: ParticipantId, heldTalks: HeldTalks): boolean {
  let followed = false;
  heldTalks.follow(id, (talk) => {
    followed = true;
    return talk;
  });
  return followed;
}
