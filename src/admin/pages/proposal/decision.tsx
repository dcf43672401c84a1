import { shownStatus } from '../../../outreach/model/delivery-state.ts';
import { answerStateOf } from '../../../proposals/answer-state.ts';
import type { Decision } from '../../../proposals/decision.model.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import { recallableUntil } from '../../../proposals/release.ts';
import { Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { Words } from '../../shell/words.ts';

/** The current answer: its outcome and reason, who wrote it, whether it was released and delivered. */
export function DecisionFacts(props: {
  words: Words;
  proposal: Proposal;
  byName: (by: string) => string;
  /** Until when what is released waits for decent hours. */
  sendsFrom: Date | null;
}) {
  const { words, proposal, byName, sendsFrom } = props;
  const state = answerStateOf(proposal);
  const { t } = words;
  const { decision } = proposal;
  if (!decision) return null;
  const { releasedAt, delivery, reason, sentence } = decision;
  return (
    <div class="drafted">
      <p>
        <strong>{words.status(decision.outcome)}</strong>
        {reason && <> · {words.reason(reason)}</>}
      </p>
      <WhereTo words={words} decision={decision} />
      <blockquote>{sentence}</blockquote>
      <p class="soft small">
        {t('decision.by', { by: byName(decision.by), time: words.time(decision.at) })}{' '}
        {releasedAt ? t('decision.released', { time: words.time(releasedAt) }) : t('decision.not-released')}
      </p>
      {delivery && (
        <p class="small">
          {t(`delivery.${shownStatus(delivery.status)}`, { time: words.time(delivery.at) })}{' '}
          {state === 'waiting' && sendsFrom && t('delivery.from', { time: words.time(sendsFrom) })}
        </p>
      )}
    </div>
  );
}

/** Why a proposal that was answered once is to be decided again. */
export function CompletedFacts({ words, proposal }: { words: Words; proposal: Proposal }) {
  const { completion } = proposal;
  if (!completion) return null;
  const { role, at, declined } = completion;
  const key = declined ? 'completion.declined-text' : 'completion.text';
  return (
    <p class={`notice ${declined ? 'warn' : 'good'}`}>
      {words.t(key, { question: words.question(role), time: words.time(at) })}
    </p>
  );
}

/** Which proposal it is joined with, who has it now, or what is lacking. */
function WhereTo({ words, decision }: { words: Words; decision: Decision }) {
  const { t } = words;
  const { mergedWith, forwardedTo, lacks, reopenedAt } = decision;
  if (mergedWith)
    return (
      <p>
        {t('decision.merged-with')}{' '}
        <a href={`/usulan/${encodeURIComponent(mergedWith.id)}`}>{mergedWith.code}</a>
      </p>
    );
  if (forwardedTo) return <p>{t('decision.forwarded-to', { office: forwardedTo.name })}</p>;
  if (!lacks) return null;
  return (
    <p>
      {t('decision.lacks', { question: words.question(lacks) })}{' '}
      {reopenedAt && t('decision.reopened', { time: words.time(reopenedAt) })}
    </p>
  );
}

/** Takes a drafted answer back. */
export function WithdrawForm({
  visit,
  proposal,
  action,
}: {
  visit: SignedInVisit;
  proposal: Proposal;
  action: string;
}) {
  return (
    <form method="post" action={action}>
      <Token visit={visit} />
      <input type="hidden" name="revision" value={proposal.revision} />
      <button type="submit" class="plain">
        {visit.words.t('decision.withdraw')}
      </button>
    </form>
  );
}

/** Takes a released answer back while nothing of it has left. */
export function RecallForm({
  visit,
  proposal,
  action,
}: {
  visit: SignedInVisit;
  proposal: Proposal;
  action: string;
}) {
  const until = recallableUntil(proposal, visit.deps.now());
  if (!until) return null;
  return (
    <form method="post" action={action}>
      <Token visit={visit} />
      <input type="hidden" name="revision" value={proposal.revision} />
      <button type="submit" class="plain">
        {visit.words.say('release.recall.one', { time: visit.words.time(until) })}
      </button>
    </form>
  );
}
