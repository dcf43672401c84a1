import type { ProposalFilter } from '../../../proposals/list.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import type { Round } from '../../../rounds/round.model.ts';
import { sendsFrom } from '../../../rounds/rounds.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { StatusTag, Unconfirmed } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { issueName, type Words } from '../../shell/words.ts';
import { Due } from './due.tsx';
import { writeFilter } from './filter.ts';

interface TableProps {
  visit: SignedInVisit;
  lookups: Lookups;
  filter: ProposalFilter;
  proposals: Proposal[];
  round: Round;
}

/** The proposals, one a row; on a phone each row becomes a card, so every cell carries its heading. */
export function ProposalTable(props: TableProps) {
  const { visit, proposals } = props;
  const { t } = visit.words;
  return (
    <table class="cards proposals">
      <caption class="unseen">{t('list.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('field.proposal')}</th>
          <th scope="col">{t('field.village')}</th>
          <th scope="col">{t('field.issue')}</th>
          <th scope="col">{t('field.status')}</th>
          <th scope="col">{t('field.due')}</th>
        </tr>
      </thead>
      <tbody>
        {proposals.map((proposal) => (
          <Row key={proposal._id} {...props} proposal={proposal} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ visit, lookups, filter, proposal, round }: TableProps & { proposal: Proposal }) {
  const { words, deps } = visit;
  const { t } = words;
  const from = sendsFrom(round, deps.now(), deps.timeZone);
  const { classification, issue, status } = proposal;
  const byClassifier = classification && proposal.issueBy === 'classifier';
  return (
    <tr>
      <th scope="row">
        <a href={`/usulan/${encodeURIComponent(proposal._id)}${writeFilter(filter)}`}>
          {words.title(proposal.title)}
        </a>
        <small class="code">{proposal.code}</small>
        <Support words={words} proposal={proposal} />
      </th>
      <td class="own-line" data-label={t('field.village')}>
        {lookups.villageName(proposal.village)}
        <small>{lookups.kecamatanName(proposal.kecamatan)}</small>
      </td>
      <td class="own-line" data-label={t('field.issue')}>
        {status === 'submitted' && issue === null
          ? t('issue.waiting')
          : issueName(words, lookups.issueNames, issue)}
        {byClassifier && (
          <small>{t('list.sure', { percent: words.percent(classification.confidence) })}</small>
        )}
        {issue === null && classification && (
          <small>
            {t('list.guess', { issue: issueName(words, lookups.issueNames, classification.primary) })}
          </small>
        )}
      </td>
      <td class="states" data-label={t('field.status')}>
        <StatusTag words={words} status={status} />
        <Unconfirmed words={words} proposal={proposal} />
      </td>
      <td data-label={t('field.due')}>
        <Due words={words} proposal={proposal} now={deps.now()} sendsFrom={from} />
      </td>
    </tr>
  );
}

/** How many support it, or which one it supports. */
function Support({ words, proposal }: { words: Words; proposal: Proposal }) {
  const { support, supports } = proposal;
  if (support > 0) return <small class="backed">{words.t('support.count', { count: support })}</small>;
  return supports ? <small>{words.t('support.of', { code: supports.code })}</small> : null;
}
