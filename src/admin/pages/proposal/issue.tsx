import type { Classification } from '../../../classification/types.ts';
import { NONE } from '../../../classification/types.ts';
import { CONFIRMED } from '../../../conversation/own-issue.ts';
import { confidenceWord } from '../../../proposals/filter.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { issueName, type Words } from '../../shell/words.ts';
import { Share } from '../proposals/counts.tsx';
import { decisionFormId } from './decision-props.ts';

interface Props {
  visit: SignedInVisit;
  lookups: Lookups;
  proposal: Proposal;
}

/** The issue in force, who named it, the proposer's own label, and what the classifier said and why. */
export function Issue({ visit, lookups, proposal, byName }: Props & { byName: (by: string) => string }) {
  const { words } = visit;
  const { t } = words;
  const name = (key: string | null) => issueName(words, lookups.issueNames, key);
  const { classification, issue, issueBy, ownIssue, answers } = proposal;
  const word = answers[CONFIRMED]?.value;
  const confirmed = word?.kind === 'choice' ? word.choice : null;
  return (
    <dl class="facts">
      <dt>{t('issue.in-force')}</dt>
      <dd>
        <strong>{issue === null && !classification ? t('issue.waiting') : name(issue)}</strong>
        {issueBy && <small>{t('issue.by', { by: byName(issueBy) })}</small>}
      </dd>
      <dt>{t('issue.own')}</dt>
      <dd>
        {ownIssue ? name(ownIssue) : t('issue.own-unknown')}
        {confirmed && <small>{t('issue.confirmed', { issue: name(confirmed) })}</small>}
      </dd>
      <dt>{t('issue.classifier')}</dt>
      <dd>
        {classification ? (
          <>
            {name(classification.primary)}
            <small>
              {t(`confidence.${confidenceWord(classification.confidence)}`)},{' '}
              {words.percent(classification.confidence)}
            </small>
            {classification.secondary && (
              <small>{t('issue.secondary', { issue: name(classification.secondary) })}</small>
            )}
            {classification.because.length > 0 && (
              <small>
                {t('issue.because')} <mark>{classification.because.join(', ')}</mark>
              </small>
            )}
          </>
        ) : (
          t('issue.waiting-long')
        )}
      </dd>
    </dl>
  );
}

/** The classifier's score for each issue, highest first. */
export function Scores(props: {
  words: Words;
  lookups: Lookups;
  classification: Pick<Classification, 'scores'>;
}) {
  const { words, lookups, classification } = props;
  const rows = Object.entries(classification.scores).sort(([, a], [, b]) => b - a);
  return (
    <details>
      <summary>{words.t('issue.scores')}</summary>
      <table class="scores">
        <tbody>
          {rows.map(([key, score]) => (
            <tr key={key}>
              <th scope="row">{issueName(words, lookups.issueNames, key)}</th>
              <td>
                <Share of={score} />
              </td>
              <td class="figure">{words.percent(score)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/**
 * Names the issue, or confirms it: the likeliest two first where the classifier was not sure. Beside an answer that may still be
 * written its fields are part of that one's form: what is typed there goes along, and is kept.
 */
export function IssueForm(props: Props & { action: string; besides: boolean }) {
  const { visit, proposal, action, besides } = props;
  if (besides) return <IssueFields {...props} form={decisionFormId} />;
  return (
    <form method="post" action={action}>
      <Token visit={visit} />
      <input type="hidden" name="revision" value={proposal.revision} />
      <IssueFields {...props} />
    </form>
  );
}

function IssueFields({ visit, lookups, proposal, action, form }: Props & { action: string; form?: string }) {
  const { words } = visit;
  const { t } = words;
  const chosen = proposal.issue ?? proposal.classification?.primary ?? proposal.ownIssue ?? '';
  return (
    <>
      <div class="field">
        <label for="issue">{t('issue.choose')}</label>
        <select id="issue" name="issue" form={form}>
          {chosen === '' && <option value="">{t('issue.choose-one')}</option>}
          {[...lookups.issues.map((issue) => issue._id), NONE].map((key) => (
            <option key={key} value={key} selected={key === chosen}>
              {issueName(words, lookups.issueNames, key)}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" form={form} formaction={action} formnovalidate>
        {t('issue.save')}
      </button>
    </>
  );
}
