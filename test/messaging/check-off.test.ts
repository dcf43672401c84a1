import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { type CheckOff, createCheckOff, type SentReply } from '../../src/messaging/replies/check-off.ts';
import type { ParticipantId } from '../../src/people/participant.model.ts';
import { collectionOf } from '../../src/storage/collection-of.ts';
import {
  askedKept,
  type Conversation,
  ConversationModel,
  type OutboxEntry,
} from '../../src/talks/conversation.model.ts';
import { createHeldTalks, type HeldTalks } from '../../src/talks/held-talks.ts';
import { nextConversation } from '../../src/talks/save-turn.ts';
import { useDatabase } from '../support/database.ts';

const at = new Date('2026-03-02T02:00:00Z');
const claimedUntil = new Date('2026-03-02T02:00:04Z');

/** The question that a turn asks stands in its name, so that it can be found again. */
const entryOf = (turn: number, index = 0): OutboxEntry => ({
  turn,
  index,
  address: 'simulator:budi',
  reply: { text: `Pertanyaan ${turn}`, choices: [], asks: null },
  question: { proposal: turn, step: 'problem', side: null },
});

const sentOf = (participant: ParticipantId, entry: OutboxEntry, goesOn = false): SentReply => ({
  participant,
  entry,
  sent: { messageId: `${participant}-${entry.turn}-${entry.index}` },
  at,
  since: at,
  goesOn,
});

describe('what was sent', () => {
  useDatabase([ConversationModel]);
  let heldTalks: HeldTalks;
  let told: string[];
  let checkOff: CheckOff;

  beforeEach(async () => {
    heldTalks = createHeldTalks();
    told = [];
    const never = new AbortController().signal;
    checkOff = createCheckOff({ log: silentLog, stopping: never, heldTalks }, (addresses) =>
      told.push(...addresses),
    );
    await ConversationModel.deleteMany({});
  });

  const stored = () => collectionOf<Conversation>(ConversationModel);
  const read = (id: string) => stored().findOne({ _id: id as ParticipantId });

  /** A talk whose outbox is claimed, held as it stands in the database. */
  async function talk(name: string, outbox: OutboxEntry[], asked: Conversation['asked'] = []) {
    const id = name as ParticipantId;
    const written = { turn: null, round: null, address: 'simulator:budi' } as const;
    const fresh = nextConversation(id, null, written, at);
    const one = { ...fresh, version: 1, outbox, asked, sendingUntil: claimedUntil };
    await stored().insertOne(one);
    heldTalks.hold(one);
    return id;
  }

  it('is written down in each talk as its own, of forty in one moment', async () => {
    const names = Array.from({ length: 40 }, (_, place) => `orang-${place}`);
    const ids = await Promise.all(names.map((name, place) => talk(name, [entryOf(place + 1)])));
    await Promise.all(ids.map((id, place) => checkOff.sent(sentOf(id, entryOf(place + 1)))));

    for (const [place, id] of ids.entries())
      expect(await read(id)).toMatchObject({
        outbox: [],
        asked: [{ messageId: `${id}-${place + 1}-0`, question: { proposal: place + 1 } }],
        lastSentAt: at,
        sendingUntil: null,
      });
    expect(told).toHaveLength(40);
  });

  it('leaves in the outbox what was put there meanwhile', async () => {
    const id = await talk('budi', [entryOf(1), entryOf(2)]);
    await checkOff.sent(sentOf(id, entryOf(1)));
    expect((await read(id))?.outbox).toEqual([entryOf(2)]);
  });

  it('is all written down where two replies of one talk are told in the same moment', async () => {
    const id = await talk('budi', [entryOf(1, 0), entryOf(1, 1)]);
    await Promise.all([
      checkOff.sent(sentOf(id, entryOf(1, 0), true)),
      checkOff.sent(sentOf(id, entryOf(1, 1))),
    ]);
    const { outbox, asked, sendingUntil } = (await read(id)) ?? {};
    expect(outbox).toEqual([]);
    expect(asked?.map(({ messageId }) => messageId)).toEqual(['budi-1-0', 'budi-1-1']);
    expect(sendingUntil).toBeNull();
  });

  it('keeps the claim of a sender that goes on', async () => {
    const id = await talk('budi', [entryOf(1, 0), entryOf(1, 1)]);
    await checkOff.sent(sentOf(id, entryOf(1, 0), true));
    expect(await read(id)).toMatchObject({ outbox: [entryOf(1, 1)], sendingUntil: claimedUntil });
  });

  it('lets go of an outbox that had nothing to send', async () => {
    const id = await talk('budi', []);
    await checkOff.nothing(id);
    expect(await read(id)).toMatchObject({ sendingUntil: null, asked: [] });
    expect((await read(id))?.lastSentAt).toBeUndefined();
  });

  it('keeps the last questions only', async () => {
    const before = Array.from({ length: askedKept }, (_, place) => {
      const { question, address } = entryOf(place + 1);
      if (!question) throw new Error('It asks nothing');
      return { question, address, messageId: `${place + 1}`, at, since: at };
    });
    const id = await talk('budi', [entryOf(99)], before);
    await checkOff.sent(sentOf(id, entryOf(99)));
    const asked = (await read(id))?.asked.map(({ messageId }) => messageId);
    expect(asked).toEqual([...before.slice(1).map(({ messageId }) => messageId), 'budi-99-0']);
  });

  it('is a first question in a talk of before questions were remembered', async () => {
    const id = await talk('budi', [entryOf(1)]);
    await stored().updateOne({ _id: id }, { $unset: { asked: 1 } });
    await checkOff.sent(sentOf(id, entryOf(1)));
    expect((await read(id))?.asked).toHaveLength(1);
  });

  it('makes no talk anew of somebody who was erased meanwhile', async () => {
    const id = await talk('budi', [entryOf(1)]);
    await stored().deleteOne({ _id: id });
    await checkOff.sent(sentOf(id, entryOf(1)));
    expect(await read(id)).toBeNull();
  });

  it('leaves a talk as it is held and as it is stored the same, whatever was sent', async () => {
    const entries = fc.uniqueArray(
      fc.record({ turn: fc.integer({ min: 1, max: 5 }), index: fc.integer({ min: 0, max: 2 }) }),
      { selector: ({ turn, index }) => `${turn}.${index}`, maxLength: 6 },
    );
    const talks = fc.array(fc.tuple(entries, entries), { minLength: 1, maxLength: 5 });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(talks, async (all) => {
        run += 1;
        const ids = await Promise.all(
          all.map(([outbox], place) =>
            talk(
              `${run}-${place}`,
              outbox.map(({ turn, index }) => entryOf(turn, index)),
            ),
          ),
        );
        await Promise.all(
          ids.flatMap((id, place) =>
            (all[place]?.[1] ?? []).map(({ turn, index }) =>
              checkOff.sent(sentOf(id, entryOf(turn, index), true)),
            ),
          ),
        );
        for (const id of ids) {
          let held: Conversation | undefined;
          heldTalks.follow(id, (one) => {
            held = one;
            return one;
          });
          expect(held).toEqual(await read(id));
        }
      }),
      { seed: 4, numRuns: 25 },
    );
  });
});
