import { textLength } from '../../../rounds/settings.ts';
import { templateFields } from '../../../rounds/template.ts';
import { type Locale, locales } from '../../../texts/locales.ts';
import { type FormProps, Line } from './line.tsx';

/**
 * What the invitation says, in each language, beside the list of fields. With scripts the list is live: a click
 * inserts a field, used fields are marked, and unknown ones are reported at once (`admin.js`).
 */
export function TextFields(props: FormProps) {
  const { t } = props.visit.words;
  return (
    <div class="columns">
      <div>
        <p class="soft">{t('rounds.texts-how')}</p>
        {locales.map((locale) => (
          <Text key={locale} {...props} locale={locale} />
        ))}
        <div class="pair">
          <Line {...props} name="place" required={false} hint={t('rounds.place-hint')} />
          <Line {...props} name="time" required={false} hint={t('rounds.time-hint')} />
        </div>
      </div>
      <section aria-labelledby="isian">
        <h3 id="isian">{t('rounds.fields')}</h3>
        <dl class="fields">
          {templateFields.map((field) => (
            <div key={field} data-field={field}>
              <dt>
                <code>{`{${field}}`}</code>
              </dt>
              <dd>{t(`rounds.field-of.${field}`)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}

function Text({ visit, typed, problems, locale }: FormProps & { locale: Locale }) {
  const { t } = visit.words;
  const name = `text-${locale}` as const;
  const problem = problems[name];
  return (
    <div class="field">
      <label for={name}>{t('rounds.text-in', { language: t(`people.languages.${locale}`) })}</label>
      {locale !== 'id' && (
        <small id={`${name}-hint`} class="hint">
          {t('rounds.text-else')}
        </small>
      )}
      <textarea
        id={name}
        name={name}
        rows={locale === 'id' ? 8 : 4}
        maxLength={textLength.max}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={problem ? `${name}-problem` : undefined}
        data-template={t('rounds.unknown-live')}
      >
        {typed[name]}
      </textarea>
      {problem && (
        <small id={`${name}-problem`} class="problem">
          {problem}
        </small>
      )}
    </div>
  );
}
