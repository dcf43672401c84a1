import type { Invitation } from '../../../outreach/model/invitation.model.ts';
import type { Participant } from '../../../people/participant.model.ts';
import { maskPhone } from '../../../people/phone.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import { locales } from '../../../texts/locales.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Page } from '../../shell/page.tsx';
import { Field, Problems, Section, Select, StatusTag, Token, Unconfirmed } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { Chats } from './chats-view.tsx';
import { Confirming, WithdrawProposalForm } from './confirm-forms.tsx';
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
          {!person.optedOutAt && <Stop {...props} />}
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
function Done({ visit, invitations, proposals }: Props) {
  const { words } = visit;
  const { t } = words;
  if (invitations.length + proposals.length === 0) return null;
  return (
    <Section id="ikut" title={t('people.part')}>
      <ul class="people">
        {invitations.map(({ _id, round, status, sentAt }) => (
          <li key={_id}>
            <div>
              <a href={`/rembuk/${round}`}>{t('rounds.unnamed', { year: round })}</a>
              {sentAt && <small>{words.time(sentAt)}</small>}
            </div>
            <span>{t(`invite.status.${status}`)}</span>
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

function Correct({ visit, person, problems }: Props) {
  const { t } = visit.words;
  return (
    <Section id="ubah" title={t('people.correct')}>
      <form method="post" action={`/peserta/orang/${person._id}`}>
        <Token visit={visit} />
        <Field
          name="name"
          label={t('field.name')}
          value={person.name}
          problem={problems.name && t(`problem.${problems.name}`)}
          autocomplete="off"
        />
        <Field
          name="phone"
          label={t('people.new-phone')}
          hint={t('people.new-phone-hint')}
          problem={problems.phone && t(`problem.${problems.phone}`)}
          required={false}
          autocomplete="off"
        />
        {person.phone && (
          <label class="pick" for="clear-phone">
            <input id="clear-phone" type="checkbox" name="clearPhone" value="yes" />
            <span>{t('people.clear-phone')}</span>
          </label>
        )}
        <Select
          name="locale"
          label={t('people.language')}
          value={person.locale}
          options={locales.map((one) => ({ value: one, label: t(`people.languages.${one}`) }))}
        />
        <button type="submit">{t('people.save')}</button>
      </form>
    </Section>
  );
}

function Replace({ visit, person, problems }: Props) {
  const { t } = visit.words;
  const field = (name: string, label: string, required: boolean) => {
    const problem = problems[`new-${name}`];
    return (
      <div class="field">
        <label for={`new-${name}`}>{label}</label>
        {problem && <small class="problem">{t(`problem.${problem}`)}</small>}
        <input
          id={`new-${name}`}
          name={name}
          type="text"
          maxLength={80}
          required={required}
          autocomplete="off"
        />
      </div>
    );
  };
  return (
    <Section id="ganti" title={t('people.replace')}>
      <p class="soft">{t('people.replace-text')}</p>
      <form method="post" action={`/peserta/orang/${person._id}/ganti`}>
        <Token visit={visit} />
        {field('name', t('people.new-holder'), true)}
        {field('phone', t('people.new-holder-phone'), false)}
        <button type="submit" class="plain">
          {t('people.replace-button')}
        </button>
      </form>
    </Section>
  );
}

function Stop({ visit, person }: Props) {
  const { t } = visit.words;
  return (
    <Section id="stop" title={t('people.stop')}>
      <p>
        <a href={`/peserta/orang/${person._id}/data`}>{t('personal-data.open')}</a>
      </p>
      <p class="soft">{t('people.stop-text')}</p>
      <form method="post" action={`/peserta/orang/${person._id}/stop`}>
        <Token visit={visit} />
        <button type="submit" class="danger">
          {t('people.stop-button')}
        </button>
      </form>
    </Section>
  );
}
