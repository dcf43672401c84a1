import { seatWords } from './addressee.ts';
import { ask } from './ask.ts';
import { tellShared } from './ask-office.ts';
import { pastUnfunded, unfundedNow } from './carry-over.ts';
import { arrive, beginProposal, end, goTo } from './moves.ts';
import type { PersonalFact } from './personal-fact.ts';
import { glimpseLines } from './receipts.ts';
import { stepOfRole, textOfRole } from './roles.ts';
import { dayOf, say, type Talk, t } from './talk.ts';
import type { Support } from './twin.ts';
import type { CallResult } from './types.ts';

/** Goes on with what the caller answered to a call. */
export function goOn(talk: Talk, result: CallResult): void {
  switch (result.name) {
    case 'lookup':
      say(talk, lookupLines(talk, result));
      return askAgain(talk);
    case 'shared':
      return tellShared(talk, result.shared);
    case 'status':
      return tellStatus(talk, result.proposals);
    case 'my-data':
      say(talk, personalFacts(talk, result.facts));
      return askAgain(talk);
    case 'classify':
      talk.state.insight = result.insight;
      return arrive(talk, 'classify');
    case 'twins':
      talk.state.twins = result.twins && { text: textOfRole(talk, 'proposal'), found: result.twins };
      return arrive(talk, 'twins');
    case 'unfunded':
      talk.state.unfunded = result.unfunded;
      return arrive(talk, 'unfunded');
    case 'carry':
      return carried(talk, result);
    case 'submit':
      return 'refused' in result ? refuse(talk, result.refused) : receipt(talk, result);
  }
}

function lookupLines(talk: Talk, result: Extract<CallResult, { name: 'lookup' }>): string {
  if ('refused' in result) return t(talk, 'conversation.check.too-often', { minutes: result.minutes });
  return result.found ? glimpseLines(talk, result.found) : t(talk, 'conversation.check.unknown');
}

/** What is kept about them, a line each, and what they can do about it. */
function personalFacts(talk: Talk, facts: PersonalFact[]): string {
  const seat = seatWords(talk.texts, talk.state.locale, talk.context.participant);
  const lines = facts.map(
    ({ key, params }) => `- ${t(talk, `conversation.my-data.${key}`, { seat, ...params })}`,
  );
  return [t(talk, 'conversation.my-data.head'), ...lines, t(talk, 'conversation.my-data.foot')].join('\n');
}

function tellStatus(talk: Talk, proposals: Extract<CallResult, { name: 'status' }>['proposals']): void {
  if (proposals.length === 0) say(talk, t(talk, 'conversation.status.none'));
  // A message each: an answer is a sentence of up to 500 characters, and a round may allow many proposals.
  for (const proposal of proposals) say(talk, glimpseLines(talk, proposal));
  askAgain(talk);
}

/** The proposal was not taken. With the quota used up the talk ends; a closed round may open again. */
function refuse(talk: Talk, why: 'quota' | 'closed'): void {
  const unsent = why === 'quota' ? unsentLines(talk) : [];
  say(talk, [t(talk, `conversation.refused.${why}`), ...unsent].join('\n\n'));
  if (why === 'quota') end(talk, 'done');
  else askAgain(talk);
}

function receipt(talk: Talk, result: Extract<CallResult, { name: 'submit'; code: string }>): void {
  const { state, context, flow } = talk;
  const { code, answerBy, quotaLeft, support } = result;
  state.submitted.push({ number: state.proposal, code, at: context.now });
  const day = dayOf(answerBy, context.timeZone);
  const received = t(talk, 'conversation.receipt', { code, answer_by: day, quota_left: quotaLeft });
  const unsent = quotaLeft > 0 ? [] : unsentLines(talk);
  say(talk, [received, ...supportLines(talk, support), ...unsent].join('\n\n'));
  beginProposal(talk);
  const more = stepOfRole(flow, 'more');
  if (quotaLeft > 0 && more) goTo(talk, more);
  else end(talk, 'done');
}

/** An earlier proposal was sent again, or is not to be; either way the next one is asked about. */
function carried(talk: Talk, result: Extract<CallResult, { name: 'carry' }>): void {
  const { state, context, flow } = talk;
  const { code: before = '', age = 0 } = unfundedNow(talk) ?? {};
  const next = stepOfRole(flow, 'still_needed');
  if ('refused' in result && result.refused !== 'gone') return refuse(talk, result.refused);
  pastUnfunded(talk);
  if ('refused' in result) {
    say(talk, t(talk, 'conversation.carry.gone', { code: before }));
  } else {
    const { code, answerBy, quotaLeft } = result;
    state.submitted.push({ number: state.proposal, code, at: context.now });
    talk.context = { ...context, quotaLeft };
    const answer_by = dayOf(answerBy, context.timeZone);
    say(talk, t(talk, 'conversation.carry.receipt', { before, code, age, answer_by }));
    beginProposal(talk);
    if (quotaLeft === 0) {
      delete state.unfunded;
      return end(talk, 'done');
    }
  }
  if (next) goTo(talk, next);
}

/** Requests of an earlier message for which there is no quota any more: they are told, so that they may ask elsewhere. */
function unsentLines(talk: Talk): string[] {
  const { waiting = [] } = talk.state;
  return waiting.length === 0
    ? []
    : [[t(talk, 'conversation.several.unsent'), ...waiting.map(({ text }) => `- ${text}`)].join('\n')];
}

/** Whether their support counts, or what became of the other proposal meanwhile. */
function supportLines(talk: Talk, support: Support | null | undefined): string[] {
  return support ? [t(talk, `conversation.twin.${support.outcome}`, { code: support.code })] : [];
}

function askAgain(talk: Talk): void {
  if (talk.state.status === 'open') ask(talk, false);
}
