import { messageOf } from '../../../rounds/rounds.ts';
import { locales } from '../../../texts/locales.ts';
import { may } from '../../../users/rights.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Section, Token } from '../../shell/parts.tsx';
import { roundField, roundName } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { RoundPage } from './frame.tsx';
import { LeftToAnswer } from './left.tsx';
import { type RoundRow, reached } from './list-view.tsx';
import { Facts, Plan } from './round-facts.tsx';

export interface RoundProps extends RoundRow {
  visit: SignedInVisit;
  lookups: Lookups;
}

/** One round: its progress, message, audience and sending hours. */
export function OverviewPage(props: RoundProps) {
  const { visit, round } = props;
  const { t } = visit.words;
  const changes = may(visit.user, 'invite') && round.status === 'open';
  return (
    <RoundPage visit={visit} round={round} part="" title={roundName(visit.words, round)}>
      <Figures {...props} />
      {changes && <NextStep {...props} />}
      {props.proposals > 0 && <LeftToAnswer {...props} />}
      <div class="columns">
        <div>
          <Texts {...props} />
        </div>
        <div>
          <Facts {...props} />
          <Plan {...props} />
          {changes && (
            <p class="actions">
              <a class="button" href={`/rembuk/${round._id}/ubah`}>
                {t('rounds.change')}
              </a>
              <a class="button plain" href={`/rembuk/${round._id}/tutup`}>
                {t('rounds.close.open')}
              </a>
            </p>
          )}
          {may(visit.user, 'invite') && round.status === 'closed' && <Reopen {...props} />}
        </div>
      </div>
    </RoundPage>
  );
}

function Figures({ visit, round, invitations, proposals }: RoundProps) {
  const { t, number } = visit.words;
  const tiles: [string, number, string | null][] = [
    ['invited', reached(invitations), `/rembuk/${round._id}/undangan`],
    ['answered', invitations.answered, null],
    ['proposals', proposals, `/usulan?${roundField}=${round._id}`],
  ];
  return (
    <ul class="tiles">
      {tiles.map(([key, count, href]) => {
        const inner = (
          <>
            <strong>{number(count)}</strong>
            <span>{t(`rounds.${key}`)}</span>
          </>
        );
        return (
          <li key={key}>
            {href ? (
              <a class="tile" href={href}>
                {inner}
              </a>
            ) : (
              <div class="tile">{inner}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The next step; nothing once people were invited. */
function NextStep({ visit, round, invitations }: RoundProps) {
  const { t } = visit.words;
  const unsaid = Object.keys(messageOf(round).texts).length === 0;
  if (reached(invitations) > 0) return null;
  return (
    <p class="notice other">
      {t(unsaid ? 'rounds.next.text' : 'rounds.next.invite')}{' '}
      <a href={`/rembuk/${round._id}/${unsaid ? 'ubah' : 'undangan'}`}>
        {t(unsaid ? 'rounds.change' : 'rounds.next.to-invite')}
      </a>
    </p>
  );
}

function Texts({ visit, round }: RoundProps) {
  const { t } = visit.words;
  const { texts } = messageOf(round);
  const said = locales.filter((locale) => texts[locale]);
  return (
    <Section id="naskah" title={t('rounds.texts')}>
      {said.length === 0 && <p>{t('rounds.no-text')}</p>}
      {said.map((locale) => (
        <div key={locale}>
          <h3>{t(`people.languages.${locale}`)}</h3>
          <blockquote class="bubble" lang={locale}>
            {texts[locale]}
          </blockquote>
        </div>
      ))}
      <p class="soft small">{t('rounds.texts-hint')}</p>
    </Section>
  );
}

function Reopen({ visit, round }: RoundProps) {
  const { t } = visit.words;
  return (
    <form method="post" action={`/rembuk/${round._id}/buka`}>
      <Token visit={visit} />
      <button type="submit" class="plain">
        {t('rounds.reopen')}
      </button>
    </form>
  );
}
