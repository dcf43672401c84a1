import type { Contestant } from './contestant.ts';
import { type Asked, countAsked } from './count.ts';
import type { Ground } from './ground.ts';
import { type KillFigures, measureKill } from './kill.ts';
import { measureTurn, type Plan, type Turn } from './measure.ts';
import { middleOf } from './middle.ts';

/** What was found of one contestant; a part that was not measured is absent. */
export interface Found {
  name: string;
  turns: Turn[];
  /** The middle of the turns, figure by figure. */
  middle?: Turn;
  asked?: Asked;
  kills: KillFigures[];
}

/** Which parts are measured, and how often. */
export interface Course extends Plan {
  rounds: number;
  /** `turns`, `counts`, `kill`. */
  parts: string[];
}

/** Lets contestants take turns, so that what else the machine does meets all of them. */
export async function compare(chosen: Contestant[], ground: Ground, course: Course): Promise<Found[]> {
  const { rounds, parts, people } = course;
  const results = chosen.map((contestant) => ({
    contestant,
    found: { name: contestant.name, turns: [], kills: [] } as Found,
  }));
  for (const { contestant } of results) await contestant.prepare(ground);
  for (let round = 1; round <= rounds; round += 1)
    for (const { contestant, found } of results) {
      const tell = (what: string, figures: object) =>
        process.stderr.write(`${round}/${rounds} ${found.name}, ${what}: ${JSON.stringify(figures)}\n`);
      if (parts.includes('turns')) {
        const turn = await measureTurn(contestant, ground, course);
        found.turns.push(turn);
        tell('turn', turn);
      }
      if (parts.includes('counts') && round === 1) {
        found.asked = await countAsked(contestant, ground, course);
        tell('counts', found.asked);
      }
      if (parts.includes('kill')) {
        const figures = await measureKill(contestant, ground, people);
        found.kills.push(figures);
        tell('kill', figures);
      }
    }
  return results.map(({ found }) =>
    found.turns.length > 0 ? { ...found, middle: middleOf(found.turns) } : found,
  );
}
