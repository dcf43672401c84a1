import type { Locale } from '../texts/locales.ts';
import type { Texts } from '../texts/texts.ts';
import type { ProposalGlimpse, StepGlimpse } from './glimpse.ts';
import { dayOf, type Talk, t } from './talk.ts';
import { shorten } from './words.ts';

/** Enough of a title to recognise the proposal by, in characters. */
const longestTitle = 120;

/** A proposal in a few lines: code, title, state, and the answer once there is one. */
export function glimpseLines(talk: Talk, proposal: ProposalGlimpse): string {
  if (proposal.bare) return bareLines(talk, proposal, proposal.bare);
  const { timeZone } = talk.context;
  const lines = [
    `${proposal.code}: ${shorten(proposal.title, longestTitle)}`,
    t(talk, `proposal.status.${proposal.status}`),
  ];
  if (proposal.withdrawn) lines.push(t(talk, 'proposal.because', { reason: proposal.withdrawn }));
  if (proposal.supports) lines.push(t(talk, 'proposal.supports', { code: proposal.supports }));
  if (proposal.supporters) lines.push(t(talk, 'proposal.supported', { count: proposal.supporters }));
  if (proposal.answer) lines.push(...answerLines(talk.texts, talk.state.locale, proposal.answer));
  else if (proposal.status !== 'withdrawn')
    lines.push(t(talk, 'proposal.answer-by', { answer_by: dayOf(proposal.answerBy, timeZone) }));
  for (const step of proposal.steps ?? []) lines.push(stepLine(talk, step));
  return lines.join('\n');
}

/** One step after the answer: when, what, where, why. */
function stepLine(talk: Talk, { tier, outcome, rank, forum, day, reason }: StepGlimpse): string {
  const state = t(talk, `proposal.status.${tier}`);
  const said = t(talk, `proposal.step.${outcome}`, { state, rank, forum, day: Date.parse(day) });
  return reason ? `${said} ${reason}` : said;
}

/** What anybody may know of it: the state and the days. */
function bareLines(
  talk: Talk,
  proposal: ProposalGlimpse,
  days: NonNullable<ProposalGlimpse['bare']>,
): string {
  const { timeZone } = talk.context;
  const { code, status, answerBy } = proposal;
  const { sentOn, answeredOn } = days;
  return [
    `${code}: ${t(talk, `proposal.status.${status}`)}`,
    t(talk, 'proposal.sent-on', { day: dayOf(sentOn, timeZone) }),
    ...(answeredOn ? [t(talk, 'proposal.answered-on', { day: dayOf(answeredOn, timeZone) })] : []),
    ...(answeredOn || status === 'withdrawn'
      ? []
      : [t(talk, 'proposal.answer-by', { answer_by: dayOf(answerBy, timeZone) })]),
    t(talk, 'conversation.check.not-yours'),
  ].join('\n');
}

function answerLines(texts: Texts, locale: Locale, answer: NonNullable<ProposalGlimpse['answer']>): string[] {
  const together = answer.with ? [texts.t(locale, 'proposal.together', { code: answer.with })] : [];
  if (!answer.reason) return [...together, answer.sentence];
  const reason = texts.t(locale, `proposal.reason.${answer.reason}.name`);
  const because = texts.t(locale, 'proposal.because', { reason });
  return [...together, because, ...whereTo(texts, locale, answer), answer.sentence];
}

/** Which proposal it is joined with, who has it now, or what is to be completed. */
function whereTo(texts: Texts, locale: Locale, answer: NonNullable<ProposalGlimpse['answer']>): string[] {
  const { merged, forwarded, lacks } = answer;
  return [
    ...(merged ? [texts.t(locale, 'proposal.merged-with', { code: merged })] : []),
    ...(forwarded ? [texts.t(locale, 'proposal.forwarded-to', { office: forwarded })] : []),
    ...(lacks
      ? [texts.t(locale, 'proposal.to-complete', { what: texts.t(locale, `proposal.lacking.${lacks}`) })]
      : []),
  ];
}

function nextStepOf({ reason, lacks }: NonNullable<ProposalGlimpse['answer']>): string {
  // What is lacking is asked for in the next message.
  if (lacks) return 'proposal.complete-next';
  return reason ? `proposal.reason.${reason}.next` : 'proposal.accepted-next';
}

/** A released answer. Never "refused" alone: what, why, by whom, when, and what can be done next. */
export function renderReleased(
  texts: Texts,
  locale: Locale,
  proposal: ProposalGlimpse,
  timeZone: string,
): string {
  const { answer, code, title, status } = proposal;
  const head = texts.t(locale, 'proposal.released', {
    code,
    title: shorten(title, longestTitle),
    status: texts.t(locale, `proposal.status.${status}`),
  });
  if (!answer) return head;
  const office = texts.t(locale, `proposal.office.${answer.office}`);
  const decided = texts.t(locale, 'proposal.decided', { office, date: dayOf(answer.date, timeZone) });
  const next = texts.t(locale, nextStepOf(answer));
  return [head, ...answerLines(texts, locale, answer), decided, next].join('\n');
}
