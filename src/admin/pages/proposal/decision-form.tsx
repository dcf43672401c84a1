import type { ComponentChildren } from 'preact';
import { type Outcome, outcomes, reasonCodes, reasonOutcomes } from '../../../proposals/reasons.ts';
import { Problems, Token } from '../../shell/parts.tsx';
import type { Words } from '../../shell/words.ts';
import { decisionFormId, type FormProps, sentenceLength } from './decision-props.ts';
import { WhereTo } from './where-to.tsx';

/**
 * Drafts an answer. Every reason belongs to one outcome and is listed under it, so a mismatch cannot be chosen;
 * the style sheet shows only the reasons of the chosen outcome, where the browser can.
 */
export function DecisionForm(props: FormProps) {
  const { visit, proposal, action, draft, problems } = props;
  const { words } = visit;
  const { t } = words;
  return (
    <form id={decisionFormId} method="post" action={action} class="decision">
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
            <Reasons words={words} outcome={outcome} chosen={draft.reason} suggested={props.suggested}>
              <WhereTo {...props} outcome={outcome} />
            </Reasons>
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
      <p class="notice warn" data-restored hidden={!props.restored}>
        {t('kept.restored')}
      </p>
      {props.acceptIssue}
      <p class="soft small">{t('decision.nothing-sent')}</p>
      <p class="soft small keys" hidden>
        {t('decision.keys')}
      </p>
    </form>
  );
}

function Reasons(props: {
  words: Words;
  outcome: Outcome;
  chosen: string;
  /** A key chooses it first. */
  suggested: string | null;
  children: ComponentChildren;
}) {
  const { words, outcome, chosen, suggested, children } = props;
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
            data-suggested={suggested === code ? '' : undefined}
          />
          <span>
            {words.reason(code)}
            {suggested === code && <small>{words.say('release.checklist.suggested')}</small>}
          </span>
        </label>
      ))}
      {children}
    </fieldset>
  );
}
