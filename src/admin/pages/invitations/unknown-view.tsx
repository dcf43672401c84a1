import type { Invitation } from '../../../outreach/model/invitation.model.ts';
import type { Participant } from '../../../people/participant.model.ts';
import type { Round } from '../../../rounds/round.model.ts';
import { may } from '../../../users/rights.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Page } from '../../shell/page.tsx';
import { Empty, Section, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { RoundPage } from '../rounds/frame.tsx';
import { reasonIn } from './figures.tsx';

/** Which invitations staff choose to send again. */
export const scopes = ['chosen', 'unknown', 'failed', 'all'] as const;
export type Scope = (typeof scopes)[number];

export interface UnknownProps {
  visit: SignedInVisit;
  round: Round;
  lookups: Lookups;
  /** Those of the visitor's area, as many as a page shows. */
  rows: { invitation: Invitation; person: Participant | undefined }[];
  /** How many there are in the round. */
  unknown: number;
  failed: number;
  /** Invitations are being sent: nothing can be tried again until that has ended. */
  running: boolean;
  problem?: string | undefined;
}

/** Invitations that were in flight when something failed: staff find out and decide. */
export function UnknownPage(props: UnknownProps) {
  const { visit, round, rows, unknown, failed, running, problem } = props;
  const { t } = visit.words;
  const path = `/rembuk/${round._id}/undangan`;
  return (
    <RoundPage visit={visit} round={round} part="undangan" title={t('unknown.title')}>
      <p class="neighbours">
        <a href={path}>{t('unknown.back')}</a>
      </p>
      {problem && (
        <p class="notice bad" role="alert">
          {t(`unknown.problem.${problem}`)}
        </p>
      )}
      {unknown + failed === 0 && (
        <Empty title={t('unknown.none.title')}>
          <p>{t('unknown.none.text')}</p>
          <p>
            <a class="button" href={path}>
              {t('unknown.none.go')}
            </a>
          </p>
        </Empty>
      )}
      {unknown + failed > 0 && (
        <form method="post" action={`${path}/tak-jelas/ulang`}>
          {may(visit.user, 'invite') && <Token visit={visit} />}
          {unknown > 0 && (
            <Section id="tak-jelas" title={t('unknown.list', { count: unknown })}>
              <p>{t('unknown.why')}</p>
              <Rows {...props} />
              {rows.length < unknown && (
                <p class="soft">{t('unknown.more', { shown: rows.length, total: unknown })}</p>
              )}
              {may(visit.user, 'invite') && (
                <div class="actions">
                  <button type="submit" class="plain" formaction={`${path}/tak-jelas/sampai`}>
                    {t('unknown.arrived')}
                  </button>
                  <span class="soft small">{t('unknown.arrived-hint')}</span>
                </div>
              )}
            </Section>
          )}
          {may(visit.user, 'invite') && running && <p class="notice other">{t('unknown.running')}</p>}
          {may(visit.user, 'invite') && !running && <Again {...props} />}
        </form>
      )}
    </RoundPage>
  );
}

function Rows({ visit, lookups, rows }: UnknownProps) {
  const { words } = visit;
  const { t } = words;
  const ticks = may(visit.user, 'invite');
  return (
    <>
      {ticks && (
        <p hidden>
          <label class="pick">
            <input type="checkbox" data-all="invitations" />
            <span>{t('answers.all')}</span>
          </label>
        </p>
      )}
      <ul class="ticks">
        {rows.map(({ invitation, person }) => {
          const seat = person?.office
            ? [words.office(person.office), person.rt].filter(Boolean).join(' ')
            : '';
          const who = (
            <span>
              {person?.name || t('participant.unnamed')}
              <small>
                {seat} · {lookups.villageName(person?.village ?? '')}
              </small>
            </span>
          );
          return (
            <li key={invitation._id}>
              {ticks ? (
                <label class="pick">
                  <input type="checkbox" name="invitations" value={invitation._id} />
                  {who}
                </label>
              ) : (
                who
              )}
              <div class="beside">
                {invitation.address && words.address(invitation.address)}
                <small>
                  {' '}
                  {invitation.sendingAt && words.time(invitation.sendingAt)} ·{' '}
                  {reasonIn(visit, invitation.reason ?? '')}
                </small>
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Again({ visit, unknown, failed }: UnknownProps) {
  const { t } = visit.words;
  const offered = scopes.filter(
    (scope) =>
      (scope === 'failed' && failed > 0) ||
      ((scope === 'chosen' || scope === 'unknown') && unknown > 0) ||
      (scope === 'all' && unknown > 0 && failed > 0),
  );
  return (
    <Section id="ulang" title={t('unknown.again.title')}>
      <p>{t('unknown.again.text')}</p>
      <fieldset>
        <legend class="unseen">{t('unknown.again.scope')}</legend>
        {offered.map((scope, index) => (
          <label key={scope} class="pick" for={`scope-${scope}`}>
            <input id={`scope-${scope}`} type="radio" name="scope" value={scope} checked={index === 0} />
            <span>{t(`unknown.again.${scope}`, { unknown, failed, all: unknown + failed })}</span>
          </label>
        ))}
      </fieldset>
      <button type="submit">{t('unknown.again.button')}</button>
    </Section>
  );
}

/** Asks for confirmation before invitations are sent again, since some may arrive a second time. */
export function AgainPage(props: {
  visit: SignedInVisit;
  round: Round;
  scope: Scope;
  count: number;
  /** Of them, those that may have arrived. */
  uncertain: number;
  chosen: string[];
}) {
  const { visit, round, scope, count, uncertain, chosen } = props;
  const { t } = visit.words;
  const path = `/rembuk/${round._id}/undangan/tak-jelas`;
  return (
    <Page visit={visit} title={t('unknown.confirm.title')}>
      <div class="prose card">
        <h1>{t('unknown.confirm.heading', { count })}</h1>
        {uncertain > 0 && <p class="notice warn">{t('unknown.confirm.uncertain', { count: uncertain })}</p>}
        <p>{t('unknown.confirm.text')}</p>
        <form method="post" action={`${path}/kirim`} class="actions">
          <Token visit={visit} />
          <input type="hidden" name="scope" value={scope} />
          {chosen.map((id) => (
            <input key={id} type="hidden" name="invitations" value={id} />
          ))}
          <button type="submit">{t('unknown.confirm.button')}</button>
          <a href={path}>{t('unknown.confirm.back')}</a>
        </form>
      </div>
    </Page>
  );
}
