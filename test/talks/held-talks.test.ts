import { beforeEach, describe, expect, it } from 'vitest';
import { eraseDue, requestErasure } from '../../src/messaging/privacy/erase.ts';
import type { ParticipantId } from '../../src/people/participant.model.ts';
import type { Conversation } from '../../src/talks/conversation.model.ts';
import { createHeldTalks, type HeldTalks, readTalks } from '../../src/talks/held-talks.ts';
import { MessageModel } from '../../src/talks/message.model.ts';
import { nextConversation } from '../../src/talks/save-turn.ts';
import { useTalks } from '../support/talks.ts';

const budi = 'budi' as ParticipantId;
const minute = 60_000;

describe('a talk that is held', () => {
  let clock: number;
  let talks: HeldTalks;

  beforeEach(() => {
    clock = 0;
    talks = createHeldTalks(() => clock);
  });

  const recall = () => talks.recall([budi]).get(budi);

  /** Budi's talk. */
  function hold(change: Partial<Conversation> = {}): Conversation {
    const written = { turn: null, round: null, address: 'simulator:budi' } as const;
    const talk = { ...nextConversation(budi, null, written, new Date(0)), version: 1, ...change };
    talks.hold(talk);
    return talk;
  }

  it('is recalled as it was left', () => {
    expect(recall()).toBeUndefined();
    const talk = hold();
    expect(recall()).toBe(talk);
  });

  it('is not recalled while something of it waits to be sent, or to be done', () => {
    const entry = {
      turn: 1,
      index: 0,
      address: 'simulator:budi',
      reply: { text: '', choices: [], asks: null },
    };
    hold({ outbox: [entry as never] });
    expect(recall()).toBeUndefined();
    talks.follow(budi, (talk) => ({ ...talk, outbox: [] }));
    expect(recall()).toMatchObject({ version: 1 });
    hold({ effects: [{ turn: 1, effect: { kind: 'returned', at: '' } }] });
    expect(recall()).toBeUndefined();
  });

  it('is let go of', () => {
    hold();
    talks.letGo(budi);
    expect(recall()).toBeUndefined();
  });

  it('is let go of after a quarter of an hour', () => {
    hold();
    clock = 15 * minute;
    expect(recall()).toBeDefined();
    clock += 1;
    expect(recall()).toBeUndefined();
  });

  it('makes way for a thousand others', () => {
    hold();
    for (let number = 1; number <= 1_000; number += 1)
      talks.hold({ _id: `other-${number}`, version: 1, outbox: [], effects: [] } as never);
    expect(recall()).toBeUndefined();
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
      // That it is held at all, also after a consent was carried out.
      expect(heldTalks.recall([id]).get(id)).toEqual((await readTalks([id])).get(id));
    }
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
