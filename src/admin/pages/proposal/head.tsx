import { standOf } from '../../../proposals/answer-state.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import { AgeTag, Lineage } from '../../shell/lineage.tsx';
import type { Lookups } from '../../shell/lookups.ts';
import { OfficeState } from '../../shell/office-state.tsx';
import { Unconfirmed } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { Due } from '../proposals/due.tsx';

/** Code, title and state of a proposal, and the way to its answer where that is far down. */
export function Head(props: {
  visit: SignedInVisit;
  lookups: Lookups;
  proposal: Proposal;
  sendsFrom: Date | null;
}) {
  const { visit, lookups, proposal, sendsFrom } = props;
  const { words, deps } = visit;
  const { t } = words;
  return (
    <header class="head">
      <p class="soft code">
        {proposal.code} · {lookups.villageName(proposal.village)}, {lookups.kecamatanName(proposal.kecamatan)}
      </p>
      <h1>{proposal.title || t('proposal.untitled')}</h1>
      <p class="line">
        <OfficeState words={words} stand={standOf(proposal)} />
        <Unconfirmed words={words} proposal={proposal} />
        <AgeTag words={words} proposal={proposal} />
        <Due words={words} proposal={proposal} now={deps.now()} sendsFrom={sendsFrom} />
        <a class="jump" href="#keputusan">
          {t('proposal.to-decision')}
        </a>
      </p>
      <Lineage words={words} proposal={proposal} />
    </header>
  );
}
