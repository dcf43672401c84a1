import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { type CheckOff, createCheckOff } from '../../src/messaging/replies/check-off.ts';
import { renewClaims } from '../../src/messaging/replies/outbox.ts';
import { checkOffOf, type SentReply } from '../../src/messaging/replies/sent-reply.ts';
import type { ParticipantId } from '../../src/people/participant.model.ts';
import { collectionOf } from '../../src/storage/collection-of.ts';
import { claimUntil } from '../../src/talks/claim.ts';
import {
  askedKept,
  type Conversation,
  ConversationModel,
  type OutboxEntry,
} from '../../src/talks/conversation.model.ts';
import { createHeldTalks, type HeldTalks, readTalks } from '../../src/talks/held-talks.ts';
import { nextConversation, saveTurns } from '../../src/talks/save-turn.ts';
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
  claimedAt: at,
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
    await checkOff.idle();

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
    await checkOff.idle();
    const asked = (await read(id))?.asked.map(({ messageId }) => messageId);
    expect(asked).toEqual([...before.slice(1).map(({ messageId }) => messageId), 'budi-99-0']);
  });

  it('is a first question in a talk of before questions were remembered', async () => {
    const id = await talk('budi', [entryOf(1)]);
    await stored().updateOne({ _id: id }, { $unset: { asked: 1 } });
    await checkOff.sent(sentOf(id, entryOf(1)));
    await checkOff.idle();
    expect((await read(id))?.asked).toHaveLength(1);
  });

  it('makes no talk anew of somebody who was erased meanwhile', async () => {
    const id = await talk('budi', [entryOf(1)]);
    await stored().deleteOne({ _id: id });
    await checkOff.sent(sentOf(id, entryOf(1)));
    await checkOff.idle();
    expect(await read(id)).toBeNull();
  });

  describe('to somebody whose talk this process goes on with', () => {
    /** Budi's talk: a question was sent, and what is held is ahead of the database. */
    async function sentAhead() {
      const id = await talk('budi', [entryOf(1)]);
      await checkOff.sent(sentOf(id, entryOf(1)));
      return id;
    }

    /** Takes the talk as a group does, and writes the turn that comes of it: anew where it is not written the first time. */
    async function takeTurn(
      id: ParticipantId,
      meanwhile = async () => {},
    ): Promise<{ before: Conversation }> {
      const ahead = await checkOff.take([id]);
      await meanwhile();
      const recalled = heldTalks.recall([id]).get(id);
      if (!recalled) await ahead.writeDown();
      const before = recalled ?? (await readTalks([id])).get(id);
      if (!before) throw new Error('There is no talk');
      const written = {
        turn: null,
        remark: entryOf(2).reply,
        round: null,
        address: 'simulator:budi',
      } as const;
      const after = nextConversation(id, before, written, at);
      const sent = ahead.of(id);
      const saved = await saveTurns([{ before, after, claimUntil: later, ...(sent ? { ahead: sent } : {}) }]);
      ahead.written(saved.keys());
      await ahead.writeDown();
      if (saved.size > 0) return { before };
      heldTalks.letGo(id);
      return takeTurn(id);
    }

    const later = new Date('2026-03-02T02:00:09Z');
    const question = { messageId: 'budi-1-0', question: { proposal: 1 } };

    it('waits for the next turn, and is written with it', async () => {
      const id = await sentAhead();
      expect(await read(id)).toMatchObject({ outbox: [entryOf(1)], asked: [], sendingUntil: claimedUntil });

      const { before } = await takeTurn(id);
      expect(before).toMatchObject({ outbox: [], asked: [question], sendingUntil: null, lastSentAt: at });
      expect(await read(id)).toMatchObject({
        version: 2,
        outbox: [{ turn: before.turn + 1 }],
        asked: [question],
        sendingUntil: later,
        lastSentAt: at,
      });
      expect(told).toEqual(['simulator:budi']);
    });

    it('is written by itself where no turn comes', async () => {
      const id = await sentAhead();
      await expect.poll(() => read(id)).toMatchObject({ outbox: [], asked: [question], sendingUntil: null });
      expect(told).toEqual(['simulator:budi']);
    });

    it('is written at once where its claim may have been renewed', async () => {
      const id = await talk('budi', [entryOf(1)]);
      await checkOff.sent({ ...sentOf(id, entryOf(1)), at: new Date(at.getTime() + 1_000) });
      expect(await read(id)).toMatchObject({ outbox: [], asked: [question], sendingUntil: null });
    });

    // Chaos, seed 176: the second reply left a second after the first, and was sent once more.
    it('is written at once where a reply before it took so long that the claim was renewed since', async () => {
      const msLater = (ms: number) => new Date(at.getTime() + ms);
      const id = await talk('budi', [entryOf(1, 0), entryOf(1, 1)]);
      await checkOff.sent({ ...sentOf(id, entryOf(1, 0), true), at: msLater(900) });
      await renewClaims([id], msLater(1_000));
      await checkOff.sent({ ...sentOf(id, entryOf(1, 1)), at: msLater(1_100) });
      expect(await read(id)).toMatchObject({ outbox: [], sendingUntil: null });
    });

    it('is written at once where it was sent under another claim than the one that is held', async () => {
      const id = await talk('budi', [entryOf(1)]);
      // The first try was put off; a job sends it, and claims the outbox for itself.
      const again = new Date(at.getTime() + 2_000);
      await stored().updateOne({ _id: id }, { $set: { sendingUntil: claimUntil(again) } });
      await checkOff.sent({ ...sentOf(id, entryOf(1)), at: again, claimedAt: again });
      expect(await read(id)).toMatchObject({ outbox: [], sendingUntil: null });
    });

    it('is written by itself where the next message changes nothing', async () => {
      const id = await sentAhead();
      const ahead = await checkOff.take([id]);
      await ahead.writeDown();
      expect(await read(id)).toMatchObject({ outbox: [], asked: [question], sendingUntil: null });
    });

    it('is seen by who reads the talk anew, for somebody else has written it meanwhile', async () => {
      const id = await sentAhead();
      const { before } = await takeTurn(id, async () => {
        await stored().updateOne({ _id: id }, { $inc: { version: 1 } });
      });
      expect(before).toMatchObject({ version: 2, outbox: [], asked: [question] });
      expect(await read(id)).toMatchObject({ version: 3, asked: [question] });
    });

    it('is seen by who reads the talk anew, for it is not held any more', async () => {
      const id = await sentAhead();
      const { before } = await takeTurn(id, async () => heldTalks.letGo(id));
      expect(before).toMatchObject({ outbox: [], asked: [question], sendingUntil: null });
    });

    it('leaves to others what they have claimed meanwhile, because this process was held up', async () => {
      const id = await sentAhead();
      const theirs = new Date('2026-03-02T02:00:30Z');
      const { before } = await takeTurn(id, async () => {
        // They send it once more, write that down, and are about to send another.
        const again = { ...sentOf(id, entryOf(1)), sent: { messageId: 'again' } };
        await stored().bulkWrite([checkOffOf(again)]);
        const update = { $set: { sendingUntil: theirs }, $push: { outbox: entryOf(7) } } as const;
        await stored().updateOne({ _id: id }, update);
      });
      expect(before.asked.map(({ messageId }) => messageId)).toEqual(['again']);
      expect(before).toMatchObject({ sendingUntil: theirs, outbox: [entryOf(7)] });
    });

    it('is not written over a claim that begins while the turn is thought about', async () => {
      const id = await sentAhead();
      await checkOff.take([id]);
      const before = heldTalks.recall([id]).get(id) ?? null;
      await stored().updateOne({ _id: id }, { $set: { sendingUntil: later } });
      const after = nextConversation(id, before, { turn: null, round: null, address: 'simulator:budi' }, at);
      const saved = await saveTurns([{ before, after, ahead: { claim: claimedUntil, asked: [] } }]);
      expect(saved.size).toBe(0);
      expect(await read(id)).toMatchObject({ version: 1, outbox: [entryOf(1)], sendingUntil: later });
    });
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
