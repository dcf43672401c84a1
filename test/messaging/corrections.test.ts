import { describe, expect, it, vi } from 'vitest';
import { closeRound, currentRound } from '../../src/rounds/rounds.ts';
import { shownAnswer } from '../support/answers.ts';
import { useTalks } from '../support/talks.ts';

const patience = { timeout: 60_000, interval: 50 };

/** Edits on their way through the whole service: the channel, the gate, the inbox, the stored talk. */
describe('an edited message on its way', () => {
  const held = useTalks();
  const edit = (address: string, words: string, corrects: string) =>
    held().talks.simulator.say(address, { kind: 'text', text: words }, { corrects });
  const answersOf = async (person: Parameters<ReturnType<typeof held>['talks']['conversation']>[0]) => {
    const { answers = {} } = (await held().talks.conversation(person))?.state ?? {};
    return Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, shownAnswer(answer)]));
  };
  const begin = async (address: string) => {
    const person = await held().talks.enter(address);
    await held().talks.tell(address, ['halo', '1', '1']);
    return person;
  };

  it('corrects the answer that was stored, and its sender is told', async () => {
    const { talks } = held();
    const person = await begin('slip');
    const id = await talks.say('slip', 'Jaln rusak parah');
    await talks.quiet();
    await edit('slip', 'Jalan rusak parah', id);
    await talks.quiet();
    expect(await answersOf(person)).toMatchObject({ problem: 'Jalan rusak parah' });
    expect(talks.texts('slip').at(-1)).toContain('Masalah: Jalan rusak parah');
  });

  it('comes before its message was handled: both are, in their order', async () => {
    const { talks } = held();
    const person = await begin('hasty');
    // Each is safe in the inbox when the next comes, as networks bring them; nobody waits for an answer.
    await talks.say('hasty', 'Jaln rusak', 'first');
    await edit('hasty', 'Jalan rusak', 'first');
    await edit('hasty', 'Jalan rusak berat', 'first');
    await talks.quiet();
    expect(await answersOf(person)).toMatchObject({ problem: 'Jalan rusak berat' });
  });

  it('neither stops, erases nor begins anything', async () => {
    const { talks } = held();
    const person = await begin('command');
    const id = await talks.say('command', 'Jalan rusak');
    await talks.quiet();
    for (const words of ['STOP', 'HAPUS DATA', 'BATAL', '/start']) await edit('command', words, id);
    await talks.quiet();
    expect((await talks.conversation(person))?.state).toMatchObject({ status: 'open', menu: null });
    expect(await answersOf(person)).toMatchObject({ problem: 'Jalan rusak' });
    const said = talks.texts('command').length;
    await edit('nobody-yet', 'halo', 'never-seen');
    await talks.quiet();
    expect(talks.texts('nobody-yet')).toEqual([]);
    expect(talks.texts('command')).toHaveLength(said);
  });

  it('names nobody else’s message, though that has the same id', async () => {
    const { talks } = held();
    const one = await begin('one');
    const other = await begin('other');
    await talks.say('one', 'Jalan rusak', 'same');
    await talks.say('other', 'Jembatan rusak', 'same');
    await talks.quiet();
    await edit('other', 'Jembatan gantung rusak', 'same');
    await talks.quiet();
    expect(await answersOf(one)).toMatchObject({ problem: 'Jalan rusak' });
    expect(await answersOf(other)).toMatchObject({ problem: 'Jembatan gantung rusak' });
  });

  it('is too late when the round is over', async () => {
    const { talks } = held();
    const person = await begin('late');
    const id = await talks.say('late', 'Jalan rusak');
    await talks.quiet();
    const round = await currentRound();
    if (!round) throw new Error('there is no round');
    await closeRound(round._id);
    await vi.waitFor(async () => expect(await talks.app.runtime.contexts.round()).toBeNull(), patience);
    await edit('late', 'Jalan rusak parah', id);
    await talks.quiet();
    expect(talks.texts('late').at(-1)).toContain('percakapannya sudah selesai');
    expect(await answersOf(person)).toMatchObject({ problem: 'Jalan rusak' });
  });
});
