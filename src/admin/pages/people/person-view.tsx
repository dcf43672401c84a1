import { shownStatus } from '../../../outreach/model/delivery-state.ts';
import type { Invitation } from '../../../outreach/model/invitation.model.ts';
import { reachableAddress } from '../../../people/addresses.ts';
import type { Participant } from '../../../people/participant.model.ts';
import { maskPhone } from '../../../people/phone.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Page } from '../../shell/page.tsx';
import { Problems, Section, StatusTag, Unconfirmed } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { Chats } from './chats-view.tsx';
import { Confirming, WithdrawProposalForm } from './confirm-forms.tsx';
import { Correct, Replace, Stop, type TypedPerson } from './person-forms.tsx';
import { StateTags } from './state-tags.tsx';

interface Props {
  visit: SignedInVisit;
  lookups: Lookups;
  person: Participant;
  /** All who hold or have held their seat. */
  holders: Participant[];
  /** Who holds the seat that they claim, while they are unconfirmed. */
  seatHolder: Participant | null;
  /** Their invitations, and what they have sent. */
  invitations: Invitation[];
  proposals: Proposal[];
  problems: Record<string, string>;
  /** What was typed and refused. */
  typed: TypedPerson | null;
}

/** One person: how they can be reached, what they agreed to, who held their seat, and what staff can change. */
export function PersonPage(props: Props) {
  const { visit, person, problems } = props;
  const { t } = visit.words;
  return (
    <Page visit={visit} title={person.name || t('participant.unnamed')}>
      <p class="neighbours">
        <a href="/peserta/daftar">{t('people.back')}</a>
      </p>
      <div class="head">
        <h1>{person.name || t('participant.unnamed')}</h1>
        <p class="line">
          <StateTags visit={visit} person={person} />
        </p>
      </div>
      <Problems words={visit.words} problems={problems} />
      <div class="columns">
        <div>
          <Facts {...props} />
          <Done {...props} />
          <Holders {...props} />
        </div>
        <div>
          <Confirming {...props} />
          <Chats visit={visit} person={person} />
          <Correct {...props} />
          {!person.leftAt && <Replace {...props} />}
          <Stop {...props} />
        </div>
      </div>
    </Page>
  );
}

function Facts({ visit, lookups, person }: Props) {
  const { words } = visit;
  const { t, time } = words;
  const facts: [string, string][] = [
    [t('field.office'), [person.office && words.office(person.office), person.rt].filter(Boolean).join(' ')],
    [t('field.village'), lookups.villageName(person.village ?? '')],
    [t('field.kecamatan'), lookups.kecamatanName(person.kecamatan ?? '')],
    [t('people.phone'), person.phone ? maskPhone(person.phone) : '–'],
    [t('field.address'), person.addresses?.map(words.address).join(', ') ?? '–'],
    [t('people.language'), t(`people.languages.${person.locale}`)],
    [
      t('people.consent'),
      person.consent
        ? t('people.consented', { time: time(person.consent.at), version: person.consent.textVersion })
        : t('people.not-consented'),
    ],
    ...(person.optedOutAt ? [[t('people.stopped'), time(person.optedOutAt)] as [string, string]] : []),
  ];
  return (
    <Section id="data" title={t('people.facts')}>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
    </Section>
  );
}

/** Their invitations and proposals in each round. */
function Done({ visit, person, invitations, proposals }: Props) {
  const { words } = visit;
  const { t } = words;
  if (invitations.length + proposals.length === 0) return null;
  return (
    <Section id="ikut" title={t('people.part')}>
      <ul class="people">
        {invitations.map(({ _id, round, status, declined, sentAt }) => (
          <li key={_id}>
            <div>
              <a href={`/rembuk/${round}`}>{t('rounds.unnamed', { year: round })}</a>
              {sentAt && <small>{words.time(sentAt)}</small>}
            </div>
            <span>
              {status === 'no-channel' && reachableAddress(person)
                ? words.say('release.person.no-channel-then')
                : t(`invite.status.${declined ? 'declined' : shownStatus(status)}`)}
            </span>
          </li>
        ))}
        {proposals.map((proposal) => (
          <li key={proposal._id}>
            <div>
              <a href={`/usulan/${encodeURIComponent(proposal._id)}`}>{words.title(proposal.title)}</a>
              <small>{proposal.code}</small>
            </div>
            <span>
              <StatusTag words={words} status={proposal.status} />
              <Unconfirmed words={words} proposal={proposal} />
              {proposal.status !== 'withdrawn' && !proposal.decision?.releasedAt && (
                <WithdrawProposalForm visit={visit} proposal={proposal._id} />
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Holders({ visit, holders, person }: Props) {
  const { t, day } = visit.words;
  if (holders.length < 2) return null;
  return (
    <Section id="riwayat" title={t('people.holders')}>
      <ul class="people">
        {holders.map((holder) => (
          <li key={holder._id}>
            <div>
              {holder._id === person._id ? (
                <strong>{holder.name}</strong>
              ) : (
                <a href={`/peserta/orang/${holder._id}`}>{holder.name}</a>
              )}
              <small>
                {holder.leftAt ? t('people.until', { day: day(holder.leftAt) }) : t('people.present')}
              </small>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
