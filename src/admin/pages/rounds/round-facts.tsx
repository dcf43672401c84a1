import type { Round } from '../../../rounds/round.model.ts';
import { messageOf, releaseTerms, reminderHours, sendingPlan } from '../../../rounds/rounds.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Section } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { daysOf } from './list-view.tsx';

/** Year, days, place and the other settings of a round, with its letter. */
export function Facts({ visit, round }: { visit: SignedInVisit; round: Round }) {
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
export function Plan({ visit, lookups, round }: { visit: SignedInVisit; lookups: Lookups; round: Round }) {
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
        <dt>{visit.words.say('release.round.title')}</dt>
        <dd>{describeRelease(visit, round)}</dd>
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
      from: words.clock(one.from),
      to: words.clock(one.to),
    }),
  );
  return [words.t('rounds.span', { from: words.clock(from), to: words.clock(to) }), ...pauses].join('; ');
}

function describeReminders({ words }: SignedInVisit, round: Round): string {
  const days = (round.reminders ?? reminderHours).map((hours) => words.number(hours / 24));
  return days.length > 0
    ? words.t('rounds.reminded', { days: days.join(` ${words.t('rounds.and')} `) })
    : words.t('rounds.not-reminded');
}

function describeRelease({ words }: SignedInVisit, round: Round): string {
  const { releasedByOther, recallMinutes } = releaseTerms(round);
  const who = words.say(`release.round.fact-${releasedByOther ? 'other' : 'anybody'}`);
  return `${who} · ${words.say('release.round.fact-recall', { minutes: recallMinutes })}`;
}
