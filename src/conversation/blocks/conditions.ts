import { localYear } from '../../time/local-time.ts';
import type { Condition } from '../condition.ts';
import { type Talk, t } from '../talk.ts';
import { shorten } from '../words.ts';

/** Years after which a value is called old. */
const oldAfterYears = 2;

/** How the district stands on each issue. Only confirmed values come here; with none there is one helpful line. */
export function conditions(talk: Talk): string[] {
  const lines = talk.context.conditions
    .filter((condition) => condition.latest)
    .map((condition, index) => `${index + 1}. ${line(talk, condition)}`);
  if (lines.length === 0) return [t(talk, 'conversation.conditions.none')];
  return [
    [t(talk, 'conversation.conditions.head'), ...lines, t(talk, 'conversation.conditions.foot')].join('\n'),
  ];
}

function line(talk: Talk, { name, latest, before, betterWhen }: Condition): string {
  if (!latest) return '';
  const percent = latest.unit === '%' ? '%' : '';
  const number = (value: number) => `${formatNumber(talk, value)}${percent}`;
  const parts = [
    t(talk, 'conversation.conditions.value', {
      issue: name,
      value: number(latest.value),
      in_year: String(latest.year),
    }),
  ];
  if (latest.ofProvince) parts.push(t(talk, 'conversation.conditions.of-province', { area: latest.area }));
  if (before) {
    const move = latest.value === before.value ? 'same' : latest.value < before.value ? 'down' : 'up';
    const good = (move === 'down') === (betterWhen === 'lower');
    const judged = move === 'same' ? 'same' : `${move}-${good ? 'better' : 'worse'}`;
    parts.push(
      t(talk, `conversation.conditions.${judged}`, {
        value: number(before.value),
        in_year: String(before.year),
      }),
    );
  }
  const age = localYear(new Date(talk.context.now), talk.context.timeZone) - latest.year;
  return parts.join(', ') + (age > oldAfterYears ? ` (${t(talk, 'conversation.conditions.old')})` : '');
}

function formatNumber(talk: Talk, value: number): string {
  return t(talk, 'conversation.number', { number: value });
}

/** Lines of a budget that are shown, and characters of each: the rest would bury the question. */
const mostLines = 8;
const longestLine = 120;

/** What is budgeted for this village already; nothing where no list was loaded. */
export function budgeted(talk: Talk): string[] {
  const { budgeted: lines } = talk.context;
  if (lines.length === 0) return [];
  const shown = lines.slice(0, mostLines).map((line) => `- ${shorten(line, longestLine)}`);
  const more = lines.length - shown.length;
  const rest = more > 0 ? [t(talk, 'conversation.budgeted-more', { more })] : [];
  return [[t(talk, 'conversation.budgeted'), ...shown, ...rest].join('\n')];
}

export function quota(talk: Talk): string[] {
  return [t(talk, 'conversation.quota')];
}
