import type { PublicState } from '../../../proposals/lookup.ts';
import { Page } from '../../shell/page.tsx';
import { Field } from '../../shell/parts.tsx';
import type { Visit } from '../../shell/visit.ts';

/** What came of what was typed: nothing was, it is no code, nobody has it, or how the proposal stands. */
export type Found = 'nothing' | 'no-code' | 'unknown' | PublicState;

/** The public page: asks for a code and says how that proposal stands. */
export function CodeCheck({ visit, typed, found }: { visit: Visit; typed: string; found: Found }) {
  const { t } = visit.words;
  const wrong = found === 'no-code' || found === 'unknown' ? found : null;
  return (
    <Page visit={visit} title={t('code-check.title')}>
      <div class="gate card">
        <h1>{t('code-check.title')}</h1>
        <p class="soft">{t('code-check.intro')}</p>
        {wrong && (
          <p class="notice bad" role="alert">
            {t(`code-check.${wrong}`, { typed })}
          </p>
        )}
        {typeof found === 'object' && <State visit={visit} state={found} />}
        <form method="get" action="/periksa">
          <Field name="kode" label={t('code-check.code')} value={typed} autocomplete="off" />
          <button type="submit">{t('code-check.button')}</button>
        </form>
        <p class="soft small">{t('code-check.private')}</p>
      </div>
    </Page>
  );
}

function State({ visit, state }: { visit: Visit; state: PublicState }) {
  const { words } = visit;
  const { t } = words;
  const { code, status, sentOn, answerBy, answered } = state;
  return (
    <section aria-label={code}>
      <h2>{code}</h2>
      <dl class="facts">
        <dt>{t('code-check.status')}</dt>
        <dd>{words.status(status)}</dd>
        <dt>{t('code-check.sent')}</dt>
        <dd>{words.day(sentOn)}</dd>
        <dt>{t(answered ? 'code-check.answered' : 'code-check.answer-by')}</dt>
        <dd>{words.day(answered?.on ?? answerBy)}</dd>
        {answered?.reason && (
          <>
            <dt>{t('code-check.reason')}</dt>
            <dd>{words.reason(answered.reason)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
