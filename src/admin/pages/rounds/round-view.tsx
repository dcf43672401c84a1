import type { Round } from '../../../rounds/round.model.ts';
import { messageOf, reminderHours, sendingPlan } from '../../../rounds/rounds.ts';
import { locales } from '../../../texts/locales.ts';
import { may } from '../../../users/rights.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Section, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { RoundPage, roundName } from './frame.tsx';
import { daysOf, type RoundRow, reached } from './list-view.tsx';

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
    ['proposals', proposals, round.status === 'open' ? '/' : null],
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

function Facts({ visit, round }: RoundProps) {
  const { t } = visit.words;
  const { place, time } = messageOf(round);
  const facts: [string, string][] = [
    [t('rounds.year'), t('rounds.year-for', { year: String(round.year), next: String(round.year + 1) })],
    [t('rounds.days'), daysOf(visit, round)],
    [t('rounds.place'), place || '–'],
    [t('rounds.time'), time || '–'],
    [t('rounds.quota'), t('rounds.quota-each', { quota: round.quota })],
    [t('rounds.answer-days'), t('rounds.answer-within', { days: round.answerDays })],
    [t('rounds.flow'), round.flow],
  ];
  return (
    <Section id="data" title={t('rounds.facts')}>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
        <dt>{t('rounds.letter')}</dt>
        <dd>
          <LetterLink visit={visit} round={round} />
          {!messageOf(round).letter && '–'}
        </dd>
      </dl>
      <p class="soft small">{t('rounds.opened', { day: visit.words.day(round.openedAt) })}</p>
    </Section>
  );
}

/** A link to the official letter. */
export function LetterLink({ visit, round }: { visit: SignedInVisit; round: Round }) {
  const { letter } = messageOf(round);
  if (!letter) return null;
  const { t, number } = visit.words;
  const kilobytes = number(Math.ceil(letter.bytes / 1024));
  return (
    <a href={`/rembuk/${round._id}/surat.pdf`}>{t('rounds.letter-file', { name: letter.name, kilobytes })}</a>
  );
}

/** Audience and schedule in words. */
function Plan({ visit, lookups, round }: RoundProps) {
  const { t } = visit.words;
  return (
    <Section id="rencana" title={t('rounds.plan')}>
      <dl class="facts">
        <dt>{t('rounds.audience')}</dt>
        <dd>{describeAudience(visit, lookups, round)}</dd>
        <dt>{t('rounds.hours')}</dt>
        <dd>{describeHours(visit, round)}</dd>
        <dt>{t('rounds.reminders')}</dt>
        <dd>{describeReminders(visit, round)}</dd>
      </dl>
    </Section>
  );
}

function describeAudience({ words }: SignedInVisit, lookups: Lookups, round: Round): string {
  const { t } = words;
  const { kecamatan, villages, offices, channels, silentOnly } = sendingPlan(round).audience;
  const area =
    villages.length > 0
      ? t('rounds.some-villages', { count: villages.length })
      : kecamatan.map(lookups.kecamatanName).join(', ') || t('users.whole-district');
  const held = offices.map(words.office).join(', ') || t('rounds.all-offices');
  const over = channels.map((one) => t(`network.${one}`)).join(', ') || t('rounds.all-channels');
  return [area, held, over, t(silentOnly ? 'rounds.silent-only' : 'rounds.also-talking')].join(' · ');
}

function describeHours({ words }: SignedInVisit, round: Round): string {
  const { hours } = sendingPlan(round);
  if (!hours) return words.t('rounds.any-hour');
  const { from, to, except } = hours;
  const pauses = except.map((one) =>
    words.t('rounds.pause', {
      day: words.t(`rounds.weekday.${one.weekday}`),
      from: dotted(one.from),
      to: dotted(one.to),
    }),
  );
  return [words.t('rounds.span', { from: dotted(from), to: dotted(to) }), ...pauses].join('; ');
}

/** Indonesian times are written with a dot: 07.00. */
const dotted = (time: string) => time.replace(':', '.');

function describeReminders({ words }: SignedInVisit, round: Round): string {
  const days = (round.reminders ?? reminderHours).map((hours) => words.number(hours / 24));
  return days.length > 0
    ? words.t('rounds.reminded', { days: days.join(` ${words.t('rounds.and')} `) })
    : words.t('rounds.not-reminded');
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
          <blockquote class="bubble">{texts[locale]}</blockquote>
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
