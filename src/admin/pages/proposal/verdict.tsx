import { NONE } from '../../../classification/types.ts';
import type { ProposalFilter } from '../../../proposals/filter.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import { outcomes, reasonCodes, reasonOutcomes } from '../../../proposals/reasons.ts';
import { IssueSign } from '../../shell/issue-sign.tsx';
import type { Lookups } from '../../shell/lookups.ts';
import { Token } from '../../shell/parts.tsx';
import type { LastDecision } from '../../shell/session.ts';
import type { SignedInVisit } from '../../shell/visit.ts';
import { issueName } from '../../shell/words.ts';
import { writeFilter } from '../proposals/filter.ts';
import { suggestSentence } from './suggest.ts';

interface Props {
  visit: SignedInVisit;
  lookups: Lookups;
  proposal: Proposal;
  filter: ProposalFilter;
}

/**
 * Confirms the likeliest issue by one press, where no person has named one: the one in force, else what the classifier or
 * the proposer think. It is a button of the answer's form: what is typed there goes along, and is kept.
 */
export function AcceptIssue({ visit, lookups, proposal, action }: Props & { action: string }) {
  const { words } = visit;
  const { issue, issueBy, classification, ownIssue } = proposal;
  const likely = issue ?? classification?.primary ?? ownIssue;
  const known = likely !== null && (likely === NONE || lookups.issueNames.has(likely));
  if (!known || (issueBy && issueBy !== 'classifier')) return null;
  return (
    <p class="accept">
      <button
        type="submit"
        class="plain small with-sign"
        name="accepted"
        value={likely}
        formaction={action}
        formnovalidate
        data-accept-issue
      >
        <IssueSign lookups={lookups} issue={likely} />
        <span>
          {words.t('issue.accept', { issue: issueName(words, lookups.issueNames, likely) })} <kbd>A</kbd>
        </span>
      </button>
    </p>
  );
}

/**
 * A sentence for each answer, made of the reason and the proposal. A script puts the chosen one's into the form; without
 * scripts they stand here to be copied.
 */
export function Suggestions({ visit, lookups, proposal }: Omit<Props, 'filter'>) {
  const { words } = visit;
  const rows = outcomes.flatMap((outcome) => {
    const codes = reasonCodes.filter((code) => reasonOutcomes[code] === outcome);
    const keys = codes.length > 0 ? codes : [outcome];
    return keys.map((key) => {
      const reason = reasonCodes.find((code) => code === key);
      const name = reason ? words.reason(reason) : words.status(outcome);
      return { key, name, sentence: suggestSentence(visit.outward, lookups, proposal, key) };
    });
  });
  return (
    <details class="suggestions">
      <summary>{words.t('suggestion-list.title')}</summary>
      <dl>
        {rows.map(({ key, name, sentence }) => (
          <div key={key}>
            <dt class="soft small">{name}</dt>
            <dd data-suggestion={key} lang={visit.outward.locale}>
              {sentence}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** Takes back what this person decided last, wherever they are now. */
export function Undo({
  visit,
  filter,
  last,
}: Pick<Props, 'visit' | 'filter'> & { last: LastDecision | null }) {
  if (!last) return null;
  const { words } = visit;
  const { id, code, outcome, revision } = last;
  return (
    <form
      method="post"
      action={`/usulan/${encodeURIComponent(id)}/tarik${writeFilter(filter)}`}
      class="undo"
      data-undo
    >
      <Token visit={visit} />
      <input type="hidden" name="revision" value={revision} />
      <span class="small">{words.t('decision.last', { code, outcome: words.status(outcome) })}</span>
      <button type="submit" class="plain small">
        {words.t('decision.undo')} <kbd>Z</kbd>
      </button>
    </form>
  );
}

/** Which keys do what; and, where scripts run, a way to do without them. */
export function Keys({ visit }: Pick<Props, 'visit'>) {
  const { words } = visit;
  const { t } = words;
  const rows = [
    ...outcomes.map((outcome, index) => [String(index + 1), words.status(outcome)]),
    ['J / K', t('keys.next')],
    ['A', t('keys.accept')],
    ['Z', t('keys.undo')],
    ['Enter', t('keys.save')],
    ['?', t('keys.help')],
  ];
  return (
    <details class="shortcuts" id="tombol">
      <summary>
        {t('keys.title')} <kbd>?</kbd>
      </summary>
      <dl>
        {rows.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <label class="pick" hidden>
        <input type="checkbox" data-keys-off />
        <span>{t('keys.off')}</span>
      </label>
    </details>
  );
}
