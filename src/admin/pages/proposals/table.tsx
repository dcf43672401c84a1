import type { VNode } from 'preact';
import { standOf } from '../../../proposals/answer-state.ts';
import type { ProposalFilter } from '../../../proposals/filter.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import type { Round } from '../../../rounds/round.model.ts';
import { sendsFrom } from '../../../rounds/rounds.ts';
import { may } from '../../../users/rights.ts';
import { IssueSign } from '../../shell/issue-sign.tsx';
import { AgeTag } from '../../shell/lineage.tsx';
import type { Lookups } from '../../shell/lookups.ts';
import { OfficeState } from '../../shell/office-state.tsx';
import { Completed, Unconfirmed } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { issueName, type Words } from '../../shell/words.ts';
import type { Column } from './columns.ts';
import { Due } from './due.tsx';
import { writeFilter } from './filter.ts';

interface TableProps {
  visit: SignedInVisit;
  lookups: Lookups;
  filter: ProposalFilter;
  page: number;
  columns: readonly Column[];
  proposals: Proposal[];
  round: Round;
  /** Names of the office's users, by their e-mail address. */
  people: ReadonlyMap<string, string>;
}

/** The proposals, one a row; on a phone each row becomes a card, so every cell carries its heading. */
export function ProposalTable(props: TableProps) {
  const { visit, filter, page, columns } = props;
  const { t } = visit.words;
  if (!may(visit.user, 'review')) return <Table {...props} chooses={false} />;
  return (
    <form method="get" action="/usulan/bersama">
      <input type="hidden" name="dari" value={writeFilter(filter, page, columns)} />
      <Table {...props} chooses />
      <p class="with-chosen">
        <button type="submit" class="plain small">
          {t('bulk.go')}
        </button>
      </p>
    </form>
  );
}

function Table(props: TableProps & { chooses: boolean }) {
  const { visit, proposals, columns, chooses } = props;
  const { t } = visit.words;
  return (
    <table class="cards proposals">
      <caption class="unseen">{t('list.title')}</caption>
      <thead>
        <tr>
          {chooses && (
            <td>
              <label class="tick" hidden>
                <input type="checkbox" data-all="proposals" aria-label={t('bulk.all')} />
              </label>
            </td>
          )}
          <th scope="col">{t('field.proposal')}</th>
          {columns.map((column) => (
            <th scope="col" key={column}>
              {t(`column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {proposals.map((proposal) => (
          <Row key={proposal._id} {...props} proposal={proposal} chooses={chooses} />
        ))}
      </tbody>
    </table>
  );
}

function Row(props: CellProps & { chooses: boolean }) {
  const { visit, filter, proposal, columns, chooses } = props;
  const { words } = visit;
  const title = words.title(proposal.title);
  return (
    <tr>
      {chooses && (
        <td class="choice">
          <label class="tick">
            <input
              type="checkbox"
              name="proposals"
              value={`${proposal._id}:${proposal.revision}`}
              aria-label={words.t('bulk.choose', { code: proposal.code })}
            />
          </label>
        </td>
      )}
      <th scope="row">
        <a href={`/usulan/${encodeURIComponent(proposal._id)}${writeFilter(filter)}`}>{title}</a>
        <small>
          <span class="code">{proposal.code}</span>
          <Support words={words} proposal={proposal} />
        </small>
      </th>
      {columns.map((column) => (
        <td key={column} class={`of-${column}`} data-label={words.t(`column.${column}`)}>
          {cells[column](props)}
        </td>
      ))}
    </tr>
  );
}

type CellProps = TableProps & { proposal: Proposal };

const cells: Record<Column, (props: CellProps) => VNode | string> = {
  village: ({ lookups, proposal }) => (
    <>
      {lookups.villageName(proposal.village)}
      <small>{lookups.kecamatanName(proposal.kecamatan)}</small>
    </>
  ),
  issue: IssueCell,
  status: ({ visit, proposal }) => (
    <>
      <OfficeState words={visit.words} stand={standOf(proposal)} />
      <Completed words={visit.words} proposal={proposal} />
      <AgeTag words={visit.words} proposal={proposal} />
      <Unconfirmed words={visit.words} proposal={proposal} />
    </>
  ),
  due: ({ visit, proposal, round }) => {
    const { words, deps } = visit;
    const from = sendsFrom(round, deps.now(), deps.timeZone);
    return <Due words={words} proposal={proposal} now={deps.now()} sendsFrom={from} />;
  },
  reason: ({ visit, proposal }) => {
    const { decision } = proposal;
    if (!decision) return '–';
    const { words } = visit;
    return (
      <>
        {words.status(decision.outcome)}
        {decision.reason && <small>{words.reason(decision.reason)}</small>}
      </>
    );
  },
  support: ({ visit, proposal }) => visit.words.number(proposal.support),
  photos: ({ visit, proposal }) => visit.words.number(proposal.photos.length),
  assignee: ({ proposal, people }) =>
    proposal.assignee ? (people.get(proposal.assignee) ?? proposal.assignee) : '–',
  submitted: ({ visit, proposal }) => visit.words.day(proposal.submittedAt),
};

function IssueCell({ visit, lookups, proposal }: CellProps) {
  const { words } = visit;
  const { t } = words;
  const { classification, issue, issueBy, status } = proposal;
  const name = (key: string | null) => issueName(words, lookups.issueNames, key);
  if (status === 'submitted' && issue === null) return <>{t('issue.waiting')}</>;
  return (
    <span class="with-sign">
      <IssueSign lookups={lookups} issue={issue} />
      <span>
        {name(issue)}
        {classification && issueBy === 'classifier' && (
          <small>{t('list.sure', { percent: words.percent(classification.confidence) })}</small>
        )}
        {issue === null && classification && (
          <small>{t('list.guess', { issue: name(classification.primary) })}</small>
        )}
      </span>
    </span>
  );
}

/** How many support it, or which one it supports. */
function Support({ words, proposal }: { words: Words; proposal: Proposal }) {
  const { support, supports } = proposal;
  if (support > 0) return <span class="backed"> · {words.t('support.count', { count: support })}</span>;
  return supports ? <span> · {words.t('support.of', { code: supports.code })}</span> : null;
}
