import type { ComponentChildren } from 'preact';
import type { Participant } from '../../../people/participant.model.ts';
import type { ListPage } from '../../../storage/list-page.ts';
import { may } from '../../../users/rights.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Page } from '../../shell/page.tsx';
import { Section } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { ConfirmForms } from '../people/confirm-forms.tsx';

interface PeopleProps {
  visit: SignedInVisit;
  lookups: Lookups;
}

/** Who registered themselves, and whose chat belongs to somebody else. */
export function AttentionPage(
  props: PeopleProps & {
    unverified: ListPage<Participant>;
    /** Who holds the seats that they name, by their ids. */
    holders: ReadonlyMap<string, Participant>;
    wrongPerson: ListPage<Participant>;
  },
) {
  const { unverified, holders, wrongPerson, ...rest } = props;
  const { t, time } = props.visit.words;
  return (
    <Page visit={props.visit} title={t('participants.title')}>
      <div class="head">
        <h1>{t('participants.title')}</h1>
        <p class="soft">{t('participants.intro')}</p>
        {may(props.visit.user, 'enter-participants') && (
          <p class="actions">
            <a class="button plain" href="/peserta/daftar">
              {t('participants.list')}
            </a>
            <a class="button plain" href="/peserta/impor">
              {t('participants.import')}
            </a>
          </p>
        )}
      </div>
      <Section
        id="belum-diverifikasi"
        title={t('participants.unverified.title', { count: unverified.total })}
      >
        <People
          {...rest}
          list={unverified}
          none={t('participants.unverified.none')}
          about={t('participants.unverified.text')}
          since={(person) => time(person.createdAt)}
          work={(person) => (
            <ConfirmForms visit={props.visit} person={person} holder={holders.get(person._id)} />
          )}
        />
      </Section>
      <Section id="salah-orang" title={t('participants.wrong.title', { count: wrongPerson.total })}>
        <People
          {...rest}
          list={wrongPerson}
          none={t('participants.wrong.none')}
          about={t('participants.wrong.text')}
          since={(person) => (person.wrongPersonAt ? time(person.wrongPersonAt) : '')}
        />
      </Section>
    </Page>
  );
}

function People(
  props: PeopleProps & {
    list: ListPage<Participant>;
    none: string;
    about: string;
    since: (person: Participant) => string;
    work?: (person: Participant) => ComponentChildren;
  },
) {
  const { visit, lookups, list, none, about, since, work } = props;
  const { words } = visit;
  const tends = may(visit.user, 'enter-participants');
  const { rows: people, total } = list;
  if (people.length === 0) return <p class="soft">{none}</p>;
  return (
    <>
      <p class="soft">{about}</p>
      {total > people.length && (
        <p class="soft">{words.t('participants.longest', { count: people.length, total })}</p>
      )}
      <ul class="people">
        {people.map((person) => (
          <li key={person._id}>
            <div>
              <strong>
                {tends ? (
                  <a href={`/peserta/orang/${encodeURIComponent(person._id)}`}>
                    {person.name || words.t('participant.unnamed')}
                  </a>
                ) : (
                  person.name || words.t('participant.unnamed')
                )}
              </strong>
              <small>
                {person.office && words.office(person.office)} {person.rt}
                {person.village && ` · ${lookups.villageName(person.village)}`}
                {person.kecamatan && `, ${lookups.kecamatanName(person.kecamatan)}`}
              </small>
              <small>
                {[person.addresses?.map(words.address).join(', '), since(person)].filter(Boolean).join(' · ')}
              </small>
            </div>
            {work?.(person)}
          </li>
        ))}
      </ul>
    </>
  );
}
