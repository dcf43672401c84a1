import type { ComponentChildren } from 'preact';
import { leftOutReasons } from '../../../outreach/planning/audience.ts';
import type { Preview, Remark } from '../../../outreach/planning/preview.ts';
import { Section } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

export interface PreviewProps {
  visit: SignedInVisit;
  preview: Preview;
}

/**
 * Preview of a broadcast: recipients by channel, who is left out and why, sample texts, and when it ends.
 * @param props.children the actions; beside the preview on a wide screen, below it on a phone
 */
export function PreviewParts(props: PreviewProps & { children: ComponentChildren }) {
  const { visit, preview, children } = props;
  return (
    <>
      <Remarks {...props} />
      <div class="columns">
        <div>
          <Recipients {...props} />
          <LeftOut {...props} />
          {visit.actor.scope.kind === 'district' && <Samples {...props} />}
          {preview.samples.length === 0 && <p class="soft">{visit.words.t('invite.no-sample')}</p>}
        </div>
        <div>{children}</div>
      </div>
    </>
  );
}

/** A remark in words; a channel by its name. */
function remark({ deps, words }: SignedInVisit, kind: 'warning' | 'blocker', { key, params }: Remark) {
  const channel =
    typeof params?.channel === 'string' ? { channel: words.t(`network.${params.channel}`) } : {};
  return deps.texts.t(words.locale, `invitation.${kind}.${key}`, { ...params, ...channel });
}

function Remarks({ visit, preview }: PreviewProps) {
  const { t } = visit.words;
  const { blockers, warnings } = preview;
  return (
    <>
      {blockers.length > 0 && (
        <div class="notice bad" role="alert">
          <p>{t('invite.blocked')}</p>
          <ul>
            {blockers.map((one) => (
              <li key={one.key}>{remark(visit, 'blocker', one)}</li>
            ))}
          </ul>
        </div>
      )}
      {warnings.length > 0 && (
        <div class="notice warn">
          <p>{t('invite.warned')}</p>
          <ul>
            {warnings.map((one) => (
              <li key={`${one.key} ${one.params?.channel ?? ''}`}>{remark(visit, 'warning', one)}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Recipients({ visit, preview }: PreviewProps) {
  const { t, number, time } = visit.words;
  const { recipients, audience, byChannel, startsAt, endsAt } = preview;
  return (
    <Section id="penerima" title={t('invite.recipients', { recipients, audience })}>
      {byChannel.length > 0 && (
        <>
          <table class="figures">
            <thead>
              <tr>
                <th scope="col">{t('field.address')}</th>
                <th scope="col" class="figure">
                  {t('invite.people')}
                </th>
                <th scope="col" class="figure">
                  {t('invite.strangers')}
                </th>
              </tr>
            </thead>
            <tbody>
              {byChannel.map((one) => (
                <tr key={one.channel}>
                  <th scope="row">
                    {t(`network.${one.channel}`)}
                    <small>{t('invite.ends', { time: time(one.endsAt) })}</small>
                  </th>
                  <td class="figure">{number(one.count)}</td>
                  <td class="figure">{number(one.firstContacts)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p class="soft small">{t('invite.strangers-hint')}</p>
          <p>{t('invite.from-to', { from: time(startsAt), to: time(endsAt) })}</p>
        </>
      )}
      {byChannel.length === 0 && <p>{t('invite.nobody')}</p>}
    </Section>
  );
}

function LeftOut({ visit, preview }: PreviewProps) {
  const { t, number } = visit.words;
  const reasons = leftOutReasons.filter((reason) => preview.leftOut[reason] > 0);
  return (
    <Section id="tidak-diundang" title={t('invite.left-out.title')}>
      {reasons.length === 0 && <p>{t('invite.left-out.none')}</p>}
      {reasons.length > 0 && (
        <dl class="facts counted">
          {reasons.map((reason) => (
            <>
              <dt>
                {t(`invite.left-out.${reason}`)}
                {reason === 'no-channel' && (
                  <small>
                    {t('invite.left-out.links')}{' '}
                    <a href="/peserta/daftar?keadaan=no-address">{t('people.title')}</a>
                  </small>
                )}
              </dt>
              <dd class="figure">{number(preview.leftOut[reason])}</dd>
            </>
          ))}
        </dl>
      )}
    </Section>
  );
}

function Samples({ visit, preview }: PreviewProps) {
  const { t } = visit.words;
  if (preview.samples.length === 0) return null;
  return (
    <Section id="contoh" title={t('invite.samples')}>
      {preview.samples.map(({ channel, locale, text, letter }) => (
        <div key={`${channel} ${locale}`}>
          <h3>
            {t('invite.sample-of', {
              channel: t(`network.${channel}`),
              language: t(`people.languages.${locale}`),
            })}
          </h3>
          {letter && <p class="soft small">{t('invite.with-letter', { name: letter })}</p>}
          <blockquote class="bubble" lang={locale}>
            {text}
          </blockquote>
        </div>
      ))}
    </Section>
  );
}
