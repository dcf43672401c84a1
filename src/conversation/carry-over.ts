/** Proposals of earlier rounds that were not funded: each is asked about before anything new is proposed. */
import type { FlowChoice } from './flow.ts';
import { say, type Talk, t } from './talk.ts';
import type { Unfunded } from './unfunded.ts';
import { shorten } from './words.ts';

/** Enough of its words to know it again, in characters. */
const longestTitle = 160;

/** The one that is asked about now; null where none is left, or nobody was asked. */
export const unfundedNow = ({ state }: Pick<Talk, 'state'>): Unfunded | null => state.unfunded?.[0] ?? null;

/** The one that is asked about, and how many follow. */
export function unfundedLines(talk: Talk): string[] {
  const now = unfundedNow(talk);
  if (!now) return [];
  const { code, title, year, age } = now;
  const more = (talk.state.unfunded?.length ?? 1) - 1;
  return [
    [
      t(talk, 'conversation.carry.unfunded', {
        in_year: String(year),
        code,
        title: shorten(title, longestTitle),
      }),
      t(talk, 'conversation.carry.age', { age }),
      ...(more > 0 ? [t(talk, 'conversation.carry.more', { more })] : []),
    ].join('\n'),
  ];
}

/** What follows the question is about the next one. */
export function pastUnfunded({ state }: Pick<Talk, 'state'>): void {
  state.unfunded = state.unfunded?.slice(1) ?? [];
}

/** One of the proposals that were not funded is sent again, or let go of; whoever puts it off may be asked another time. */
export function decideUnfunded(talk: Talk, { call, effect }: FlowChoice): void {
  const { state, context } = talk;
  const about = unfundedNow(talk);
  // It is no answer of the proposal that may be written next.
  if (state.step) delete state.answers[state.step];
  if (!about || (call !== 'carry' && effect !== 'let-go')) {
    delete state.unfunded;
    return;
  }
  if (call === 'carry') {
    talk.call = { name: 'carry', number: state.proposal, from: about.id };
    return;
  }
  talk.effects.push({ kind: 'let-go', proposal: about.id, at: context.now });
  say(talk, t(talk, 'conversation.carry.let-go', { code: about.code }));
  pastUnfunded(talk);
}
