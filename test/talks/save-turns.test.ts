import { beforeEach, describe, expect, it } from 'vitest';
import type { ParticipantId } from '../../src/people/participant.model.ts';
import { type Conversation, ConversationModel } from '../../src/talks/conversation.model.ts';
import { readTalks } from '../../src/talks/held-talks.ts';
import { nextConversation, saveTurns } from '../../src/talks/save-turn.ts';
import { useDatabase } from '../support/database.ts';

const at = new Date('2026-03-02T02:00:00Z');
const idOf = (name: string) => name as ParticipantId;

/** What somebody's next message makes of their talk. */
function changeOf(name: string, before: Conversation | null, text = 'Halo') {
  const address = `simulator:${name}` as const;
  const written = { turn: null, remark: { text, choices: [], asks: null }, round: null, address };
  return { before, after: nextConversation(idOf(name), before, written, at) };
}

const textOf = (talk: Conversation | undefined) => talk?.outbox.map(({ reply }) => reply.text);

describe('turns that are saved together', () => {
  useDatabase([ConversationModel]);
  beforeEach(() => ConversationModel.deleteMany({}));

  async function saved(name: string): Promise<Conversation> {
    const talks = await saveTurns([changeOf(name, null)]);
    const talk = talks.get(idOf(name));
    if (!talk) throw new Error(`The talk of ${name} was not saved`);
    return talk;
  }

  it('begin talks and go on with others, and stand in the database as they are returned', async () => {
    const budi = await saved('budi');
    const talks = await saveTurns([changeOf('siti', null, 'Baru'), changeOf('budi', budi, 'Lanjut')]);
    expect([...talks.keys()].sort()).toEqual(['budi', 'siti']);
    expect(await readTalks([idOf('budi'), idOf('siti')])).toEqual(talks);
    expect(textOf(talks.get(idOf('budi')))).toEqual(['Halo', 'Lanjut']);
  });

  // Automattic/mongoose#7183, 2do2go/rate-limit-mongo#6: two upserts at once, of which one is refused.
  it('begin a talk once, whoever begins it at the same time', async () => {
    const tries = Array.from({ length: 12 }, (_, n) =>
      saveTurns([changeOf('rusmadi', null, `${n}`), changeOf(`other-${n}`, null)]),
    );
    const outcomes = await Promise.all(tries);
    const won = outcomes.flatMap((talks) => talks.get(idOf('rusmadi')) ?? []);
    expect(won).toHaveLength(1);
    expect((await readTalks([idOf('rusmadi')])).get(idOf('rusmadi'))).toEqual(won[0]);
    // Nobody else's is lost with it.
    for (const [n, talks] of outcomes.entries()) expect(talks.has(idOf(`other-${n}`))).toBe(true);
    expect(await ConversationModel.countDocuments()).toBe(13);
  });

  it('leave a talk that stands already as it is, where it was thought to begin', async () => {
    const budi = await saved('budi');
    expect((await saveTurns([changeOf('budi', null, 'Dari awal')])).size).toBe(0);
    expect((await readTalks([budi._id])).get(budi._id)).toEqual(budi);
  });

  // cheshire-cat-ai/core#1075: a conversation that was wiped came back from a cache.
  it('bring no talk back that was forgotten meanwhile', async () => {
    const budi = await saved('budi');
    await ConversationModel.deleteOne({ _id: budi._id });
    expect((await saveTurns([changeOf('budi', budi)])).size).toBe(0);
    expect(await ConversationModel.countDocuments()).toBe(0);
  });
});
