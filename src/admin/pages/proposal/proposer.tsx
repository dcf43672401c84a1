import type { Participant } from '../../../people/participant.model.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import type { Lookups } from '../../shell/lookups.ts';
import type { SignedInVisit } from '../../shell/visit.ts';

interface Props {
  visit: SignedInVisit;
  lookups: Lookups;
  proposal: Proposal;
  proposer: Participant | null;
}

/** Who proposed it: office and village. Their phone number is never shown; of an address only the end. */
export function Proposer({ visit, lookups, proposal, proposer }: Props) {
  const { words } = visit;
  const { t } = words;
  if (!proposer) return <p class="soft">{t('proposal.proposer-gone')}</p>;
  return (
    <dl class="facts">
      <dt>{t('field.name')}</dt>
      <dd>
        {proposer.name || t('participant.unnamed')}
        {!proposer.verified && <small class="late">{t('participant.unverified')}</small>}
      </dd>
      <dt>{t('field.office')}</dt>
      <dd>
        {proposer.office ? words.office(proposer.office) : '–'} {proposer.rt}
      </dd>
      <dt>{t('field.village')}</dt>
      <dd>
        {lookups.villageName(proposal.village)}, {lookups.kecamatanName(proposal.kecamatan)}
      </dd>
      <dt>{t('field.address')}</dt>
      <dd>{proposer.addresses?.map(words.address).join(', ') ?? '–'}</dd>
      <dt>{t('field.submitted')}</dt>
      <dd>{words.time(proposal.submittedAt)}</dd>
    </dl>
  );
}
