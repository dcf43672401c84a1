import { textKeys } from '../../../conversation/text-keys.ts';
import { callsFor } from '../../../figures/calls.ts';
import { tallyProposals } from '../../../figures/tally.ts';
import { type StoppingPlace, wayThrough } from '../../../figures/way.ts';
import { listIndicators } from '../../../issues/issues.ts';
import { trendOf } from '../../../issues/trend.ts';
import { countOverdue } from '../../../letters/read.ts';
import type { Round } from '../../../rounds/round.model.ts';
import { localYear } from '../../../time/local-time.ts';
import { covers } from '../../../users/scope.ts';
import { readLookups } from '../../shell/lookups.ts';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { HomeFigures, SetUp, Stop } from './model.ts';

/** Everything Beranda shows of a round, as it stands now. */
export async function readFigures(visit: SignedInVisit, round: Round): Promise<HomeFigures> {
  const { deps, actor } = visit;
  const now = deps.now();
  const [facts, lookups, indicators, channels, overdueLetters] = await Promise.all([
    deps.facts.of(round._id),
    readLookups(deps),
    listIndicators(),
    deps.channelStatuses(),
    countOverdue(round._id, actor.scope, now, deps.timeZone),
  ]);
  const way = wayThrough(facts, actor.scope, round.openedAt.getTime());
  const [farthest] = way.stops;
  const trends = lookups.issues.map((issue) => {
    const trend = trendOf(issue, indicators, deps.district, localYear(now, deps.timeZone));
    return [issue._id, trend] as const;
  });
  return {
    round,
    lookups,
    channels,
    overdueLetters,
    way,
    version: facts.version,
    trends: new Map(trends),
    tally: tallyProposals(facts.proposals.values(), actor.scope, now),
    calls: callsFor(facts, actor.scope, now),
    stop: farthest ? await stopAt(visit, farthest) : null,
  };
}

/** A step by the number and the name that its flow gives it. */
async function stopAt({ deps, words }: SignedInVisit, place: StoppingPlace): Promise<Stop> {
  const flow = await deps.invitationDesk.flows.pinned(place.flow);
  const key = textKeys.name(place.flow.id, place.step);
  return {
    number: flow.steps[place.step]?.number ?? null,
    name: deps.texts.has(key) ? words.say(key) : place.step,
    people: place.people,
  };
}

/** How far the service is set up. @param round the one to be held, or none */
export async function readSetUp({ deps, actor }: SignedInVisit, round: Round | null): Promise<SetUp> {
  const [facts, { issues }, indicators, channels] = await Promise.all([
    deps.facts.of(round?._id ?? ''),
    readLookups(deps),
    listIndicators(),
    deps.channelStatuses(),
  ]);
  const own = [...facts.people.values()].filter((person) => covers(actor.scope, person));
  const known = issues.filter(({ _id }) =>
    indicators.some(({ issue, confirmed }) => issue === _id && confirmed),
  );
  return {
    round,
    people: own.length,
    readyChannels: channels.filter(({ state }) => state === 'ready').length,
    indicators: { confirmed: known.length, all: issues.length },
  };
}
