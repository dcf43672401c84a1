import type { Broadcast } from '../../../outreach/model/broadcast.model.ts';
import type { ShownInvitationStatus } from '../../../outreach/model/invitation.model.ts';
import type { Progress } from '../../../outreach/planning/progress.ts';
import type { Round } from '../../../rounds/round.model.ts';
import { Section } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

export interface ProgressProps {
  visit: SignedInVisit;
  round: Round;
  sending: Broadcast;
  progress: Progress;
}

/** From finished to waiting, in the order of the bar. */
const statuses = [
  'answered',
  'declined',
  'read',
  'delivered',
  'sent',
  'unknown',
  'failed',
  'sending',
  'queued',
] as const;

/** The number of invitations by status and channel, below a bar that repeats it. */
export function Figures({ visit, round, progress }: ProgressProps) {
  const { t, number, percent } = visit.words;
  const { channels, total, dealtWith } = progress;
  const sum = (status: ShownInvitationStatus) => channels.reduce((n, { counts }) => n + counts[status], 0);
  const link = (status: ShownInvitationStatus) => {
    if (status === 'unknown') return `/rembuk/${round._id}/undangan/tak-jelas`;
    return status === 'failed' ? '#gagal' : null;
  };
  return (
    <div class="card">
      <p class="line">
        <strong class="big">{percent(dealtWith / total)}</strong>
        <span>{t('invite.dealt-with', { dealtWith, total })}</span>
      </p>
      <Bar parts={statuses.map((status) => [status, sum(status) / total])} />
      <table class="figures statuses">
        <thead>
          <tr>
            <th scope="col">{t('field.status')}</th>
            {channels.map(({ channel }) => (
              <th key={channel} scope="col" class="figure">
                {t(`network.${channel}`)}
              </th>
            ))}
            <th scope="col" class="figure">
              {t('invite.all')}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...statuses].reverse().map((status) => {
            const href = sum(status) > 0 ? link(status) : null;
            const name = t(`invite.status.${status}`);
            return (
              <tr key={status}>
                <th scope="row" class={`mark ${status}`}>
                  {href ? <a href={href}>{name}</a> : name}
                </th>
                {channels.map(({ channel, counts }) => (
                  <td key={channel} class="figure">
                    {number(counts[status])}
                  </td>
                ))}
                <td class="figure">
                  <strong>{number(sum(status))}</strong>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p class="soft small">{t('invite.status-hint')}</p>
    </div>
  );
}

/** A bar of parts that repeats the figures below it; each part is 0 to 1. */
function Bar({ parts }: { parts: [string, number][] }) {
  let at = 0;
  return (
    <svg class="stacked" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">
      <rect class="rail" width="1000" height="16" />
      {parts.map(([name, share]) => {
        const x = at;
        at += share * 1000;
        return (
          <rect key={name} class={name} x={x.toFixed(1)} width={(share * 1000).toFixed(1)} height="16" />
        );
      })}
    </svg>
  );
}

/** Why some failed. */
export function Failures({ visit, progress }: ProgressProps) {
  const { words } = visit;
  if (progress.failures.length === 0) return null;
  return (
    <Section id="gagal" title={words.t('invite.failures')}>
      <dl class="facts counted">
        {progress.failures.map(({ reason, count }) => (
          <>
            <dt>{reasonIn(visit, reason)}</dt>
            <dd class="figure">{words.number(count)}</dd>
          </>
        ))}
      </dl>
    </Section>
  );
}

/** Our own reasons in words; a network's reasons as received. */
export function reasonIn({ words }: SignedInVisit, reason: string): string {
  const key = `invite.reason.${reason.replaceAll(' ', '-')}`;
  return words.has(key) ? words.t(key) : words.t('invite.reason.network', { reason: reason || '–' });
}
