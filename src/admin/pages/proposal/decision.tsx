import { shownStatus } from '../../../outreach/model/delivery-state.ts';
import { answerStateOf } from '../../../proposals/answer-state.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import { outcomes, reasonCodes, reasonOutcomes } from '../../../proposals/reasons.ts';
import { Problems, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { Words } from '../../shell/words.ts';

/** The content of the form: a draft, or what was typed when the form was refused. */
export interface DecisionDraft {
  outcome: string;
  reason: string;
  sentence: string;
}

export const sentenceLength = 500;

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

/**
 * Drafts an answer. Every reason belongs to one outcome and is listed under it, so a mismatch cannot be chosen;
 * the style sheet shows only the reasons of the chosen outcome, where the browser can.
 */
export function DecisionForm(props: {
  visit: SignedInVisit;
  proposal: Proposal;
  action: string;
  draft: DecisionDraft;
  problems: Readonly<Record<string, string>>;
}) {
  const { visit, proposal, action, draft, problems } = props;
  const { words } = visit;
  const { t } = words;
  return (
    <form method="post" action={action} class="decision">
      <Token visit={visit} />
      <input type="hidden" name="revision" value={proposal.revision} />
      <Problems words={words} problems={problems} />
      <fieldset id="outcome">
        <legend>{t('decision.outcome')}</legend>
        {outcomes.map((outcome) => (
          <div class="outcome" key={outcome}>
            <label class="pick">
              <input
                type="radio"
                name="outcome"
                value={outcome}
                checked={draft.outcome === outcome}
                required
              />
              <span>
                {words.status(outcome)} <small>{t(`outcome.${outcome}`)}</small>
              </span>
            </label>
            <Reasons words={words} outcome={outcome} chosen={draft.reason} />
          </div>
        ))}
      </fieldset>
      <div class="field">
        <label for="sentence">{t('decision.sentence')}</label>
        <small id="sentence-hint" class="hint">
          {t('decision.sentence-hint', { length: sentenceLength })}
        </small>
        <textarea
          id="sentence"
          name="sentence"
          rows={4}
          maxLength={sentenceLength}
          required
          data-count
          aria-describedby="sentence-hint"
          aria-invalid={problems.sentence ? 'true' : undefined}
        >
          {draft.sentence}
        </textarea>
      </div>
      <div class="actions">
        <button type="submit" name="next" value="1" data-quick>
          {t('decision.save-next')}
        </button>
        <button type="submit" class="plain">
          {t('decision.save')}
        </button>
      </div>
      <p class="soft small">{t('decision.nothing-sent')}</p>
      <p class="soft small keys" hidden>
        {t('decision.keys')}
      </p>
    </form>
  );
}

function Reasons(props: { words: Words; outcome: string; chosen: string }) {
  const { words, outcome, chosen } = props;
  const codes = reasonCodes.filter((code) => reasonOutcomes[code] === outcome);
  if (codes.length === 0) return null;
  return (
    <fieldset class="reasons">
      <legend>{words.t('decision.reason')}</legend>
      {codes.map((code) => (
        <label class="pick" key={code}>
          <input
            type="radio"
            name={`reason-${outcome}`}
            value={code}
            // An outcome with one reason leaves nothing to choose.
            checked={chosen === code || codes.length === 1}
          />
          <span>{words.reason(code)}</span>
        </label>
      ))}
    </fieldset>
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
