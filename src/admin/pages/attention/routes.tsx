import { type Request, type Response, Router } from 'express';
import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { holdersOfSeats } from '../../../people/confirming.ts';
import type { Participant } from '../../../people/participant.model.ts';
import { listCalls, listUnverified, settleHelp } from '../../../people/participants.ts';
import { may } from '../../../users/rights.ts';
import type { Scope } from '../../../users/scope.ts';
import { id } from '../../shell/inputs.ts';
import { type Lookups, readLookups } from '../../shell/lookups.ts';
import { Page, show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { Section, Token } from '../../shell/parts.tsx';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { ConfirmForms } from '../people/confirm-forms.tsx';

const form = z.object({ participant: id });

/** `/peserta`: people somebody at the office should look at. */
export function participantPages(): Router {
  const router = Router();
  router.get(
    '/peserta',
    signedIn('tend-participants', async (visit, _request, response) => {
      const { scope } = visit.actor;
      const [lookups, unverified, calls] = await Promise.all([
        readLookups(visit.deps),
        listUnverified(scope),
        listCalls(scope),
      ]);
      const holders = await holdersOfSeats(unverified);
      const waiting = { unverified, holders, ...calls };
      show(response, <ParticipantsPage visit={visit} lookups={lookups} {...waiting} />);
    }),
  );
  router.post('/peserta/dibantu', signedIn('tend-participants', tend(settleHelp, 'helped')));
  return router;
}

/** Does one thing for one person of the visitor's area. */
function tend(work: (id: string, scope: Scope) => Promise<boolean>, notice: string) {
  return async (visit: SignedInVisit, request: Request, response: Response): Promise<void> => {
    const typed = form.safeParse(request.body);
    if (!typed.success) throw new PageError(400);
    if (!(await work(typed.data.participant, visit.actor.scope))) throw new PageError(404);
    await done(request, response, '/peserta', notice);
  };
}

interface PeopleProps {
  visit: SignedInVisit;
  lookups: Lookups;
}

function ParticipantsPage(
  props: PeopleProps & {
    unverified: Participant[];
    /** Who holds the seats that they name, by their ids. */
    holders: ReadonlyMap<string, Participant>;
    needHelp: Participant[];
    wrongPerson: Participant[];
  },
) {
  const { unverified, holders, needHelp, wrongPerson, ...rest } = props;
  const { t, time } = props.visit.words;
  const button = (action: string, person: Participant, label: string) => (
    <form method="post" action={action}>
      <Token visit={props.visit} />
      <input type="hidden" name="participant" value={person._id} />
      <button type="submit" class="plain">
        {label} <span class="unseen">{person.name}</span>
      </button>
    </form>
  );
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
      <Section id="bantuan" title={t('participants.help.title', { count: needHelp.length })}>
        <People
          {...rest}
          people={needHelp}
          none={t('participants.help.none')}
          about={t('participants.help.text')}
          since={(person) => (person.needsHelpAt ? time(person.needsHelpAt) : '')}
          work={(person) => button('/peserta/dibantu', person, t('participants.help.button'))}
        />
      </Section>
      <Section
        id="belum-diverifikasi"
        title={t('participants.unverified.title', { count: unverified.length })}
      >
        <People
          {...rest}
          people={unverified}
          none={t('participants.unverified.none')}
          about={t('participants.unverified.text')}
          since={(person) => time(person.createdAt)}
          work={(person) => (
            <ConfirmForms visit={props.visit} person={person} holder={holders.get(person._id)} />
          )}
        />
      </Section>
      <Section id="salah-orang" title={t('participants.wrong.title', { count: wrongPerson.length })}>
        <People
          {...rest}
          people={wrongPerson}
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
    people: Participant[];
    none: string;
    about: string;
    since: (person: Participant) => string;
    work?: (person: Participant) => ComponentChildren;
  },
) {
  const { visit, lookups, people, none, about, since, work } = props;
  const { words } = visit;
  if (people.length === 0) return <p class="soft">{none}</p>;
  return (
    <>
      <p class="soft">{about}</p>
      <ul class="people">
        {people.map((person) => (
          <li key={person._id}>
            <div>
              <strong>{person.name || words.t('participant.unnamed')}</strong>
              <small>
                {person.office && words.office(person.office)} {person.rt}
                {person.village && ` · ${lookups.villageName(person.village)}`}
                {person.kecamatan && `, ${lookups.kecamatanName(person.kecamatan)}`}
              </small>
              <small>
                {person.addresses?.map(words.address).join(', ')} · {since(person)}
              </small>
            </div>
            {work?.(person)}
          </li>
        ))}
      </ul>
    </>
  );
}
