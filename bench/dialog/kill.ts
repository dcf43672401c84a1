import { setTimeout as sleep } from 'node:timers/promises';
import type { Contestant, Stored } from './contestant.ts';
import type { Ground } from './ground.ts';
import { startPolling, untilAnswers } from './measure.ts';
import type { TalkRecord } from './network/talk.ts';
import { messagesOfTalk, steps } from './steps.ts';

/** What people met of a bot that was killed while all of them talked, and started again. */
export interface KillFigures {
  people: number;
  /** Answers that stand under another question than the one they were given to. */
  misfiled: number;
  /** Answers that a further question followed, and that stand nowhere. */
  lost: number;
  /** Questions that came once more. */
  doubled: number;
  /** People who never got their summary. */
  stuck: number;
}

/** Who hears nothing for so long says it again, in ms. */
const patienceMs = 5_000;
/** Killed when this part of all answers is given. */
const killedAfter = 0.4;
/** Nothing comes any more: longer than people's patience, a start, and the half minute until a dead worker is missed, in ms. */
const silenceMs = 75_000;
const lookMs = 50;

/** One talk each; the bot is killed in the middle and started again at once. */
export async function measureKill(
  contestant: Contestant,
  ground: Ground,
  people: number,
): Promise<KillFigures> {
  const { network, nextChat: firstChat } = ground;
  const chats = Array.from({ length: people }, (_, index) => firstChat + index);
  await contestant.expect(ground, firstChat, people);
  ground.nextChat += people;
  const first = await startPolling(contestant, ground);
  await network.begin({ people, firstChat, talks: people, patienceMs });
  try {
    await untilAnswers(ground, people * messagesOfTalk * killedAfter);
  } finally {
    await first.kill();
  }
  const second = await startPolling(contestant, ground);
  try {
    await untilOver(ground);
    const records = await network.end();
    return judge(records, await contestant.stored(ground, chats));
  } finally {
    await second.stop();
    await network.forget();
  }
}

async function untilOver({ network }: Ground): Promise<void> {
  for (let heardAt = performance.now(); performance.now() - heardAt < silenceMs; await sleep(lookMs)) {
    const { over, answers } = await network.look();
    if (over) return;
    if (answers > 0) heardAt = performance.now();
  }
}

function judge(records: TalkRecord[], stored: Map<number, Stored>): KillFigures {
  const figures = { people: records.length, misfiled: 0, lost: 0, doubled: 0, stuck: 0 };
  for (const { chat, acknowledged, doubled, done } of records) {
    const { answers, all } = stored.get(chat) ?? { answers: {}, all: '' };
    for (const { name, kept } of steps) {
      if (!kept) continue;
      const own = kept(chat);
      if (name in answers && !own.test(JSON.stringify(answers[name]))) figures.misfiled += 1;
      if (acknowledged.includes(name) && !own.test(all)) figures.lost += 1;
    }
    figures.doubled += doubled;
    figures.stuck += done ? 0 : 1;
  }
  return figures;
}
