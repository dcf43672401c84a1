import { Page } from '../../shell/page.tsx';
import { Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

/** A longer value is somebody's own words, and stands in a field of its own; all else goes along unseen. */
const shortest = 20;
const isWords = (name: string, value: string) =>
  name === 'sentence' || name === 'reason' || (value.length >= shortest && /\s/.test(value));

/** What was sent when the session was over: their words to be read and changed, and one press to send it now. */
export function KeptFormPage(props: {
  visit: SignedInVisit;
  /** The address that it was sent to. */
  to: string;
  values: Readonly<Record<string, string | string[]>>;
}) {
  const { visit, to, values } = props;
  const { t, has } = visit.words;
  const all = Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one] as const),
  );
  return (
    <Page visit={visit} title={t('kept.title')}>
      <div class="prose card">
        <h1>{t('kept.title')}</h1>
        <p>{t('kept.text')}</p>
        <form method="post" action={to}>
          <Token visit={visit} />
          {all.map(([name, value], index) =>
            isWords(name, value) ? (
              <div class="field" key={`${name} ${index}`}>
                <label for={`kept-${index}`}>
                  {has(`kept.field.${name}`) ? t(`kept.field.${name}`) : t('kept.words')}
                </label>
                <textarea id={`kept-${index}`} name={name} rows={5}>
                  {value}
                </textarea>
              </div>
            ) : (
              <input key={`${name} ${index}`} type="hidden" name={name} value={value} />
            ),
          )}
          <div class="actions">
            <button type="submit">{t('kept.send')}</button>
            <a href="/">{t('kept.leave')}</a>
          </div>
        </form>
      </div>
    </Page>
  );
}
