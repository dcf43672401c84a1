import type { Participant } from '../../../people/participant.model.ts';
import { locales } from '../../../texts/locales.ts';
import { Field, Section, Select, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

/** A correction, or another holder, as it was typed. */
export type TypedPerson = Partial<Record<'name' | 'phone' | 'locale', string | undefined>>;

interface Props {
  visit: SignedInVisit;
  person: Participant;
  /** Keys of `admin.problem`, by field. */
  problems: Record<string, string>;
  /** What was typed and refused. */
  typed: TypedPerson | null;
}

/** Corrects name, phone and language. */
export function Correct({ visit, person, problems, typed }: Props) {
  const { t } = visit.words;
  const refused = problems.name || problems.phone ? typed : null;
  return (
    <Section id="ubah" title={t('people.correct')}>
      <form method="post" action={`/peserta/orang/${person._id}`}>
        <Token visit={visit} />
        <Field
          name="name"
          label={t('field.name')}
          value={refused?.name ?? person.name}
          problem={problems.name && t(`problem.${problems.name}`)}
          autocomplete="off"
        />
        <Field
          name="phone"
          label={t('people.new-phone')}
          hint={t('people.new-phone-hint')}
          value={refused?.phone ?? ''}
          problem={problems.phone && t(`problem.${problems.phone}`)}
          required={false}
          autocomplete="off"
        />
        {person.phone && (
          <label class="pick" for="clear-phone">
            <input id="clear-phone" type="checkbox" name="clearPhone" value="yes" />
            <span>{t('people.clear-phone')}</span>
          </label>
        )}
        <Select
          name="locale"
          label={t('people.language')}
          value={refused?.locale ?? person.locale}
          options={locales.map((one) => ({ value: one, label: t(`people.languages.${one}`) }))}
        />
        <button type="submit">{t('people.save')}</button>
      </form>
    </Section>
  );
}

/** Gives the seat to another holder. */
export function Replace({ visit, person, problems, typed }: Props) {
  const { t } = visit.words;
  const refused = problems['new-name'] || problems['new-phone'] ? typed : null;
  const field = (name: 'name' | 'phone', label: string, required: boolean) => {
    const problem = problems[`new-${name}`];
    return (
      <div class="field">
        <label for={`new-${name}`}>{label}</label>
        {problem && <small class="problem">{t(`problem.${problem}`)}</small>}
        <input
          id={`new-${name}`}
          name={name}
          type="text"
          value={refused?.[name]}
          maxLength={80}
          required={required}
          autocomplete="off"
        />
      </div>
    );
  };
  return (
    <Section id="ganti" title={t('people.replace')}>
      <p class="soft">{t('people.replace-text')}</p>
      <form method="post" action={`/peserta/orang/${person._id}/ganti`}>
        <Token visit={visit} />
        {field('name', t('people.new-holder'), true)}
        {field('phone', t('people.new-holder-phone'), false)}
        <button type="submit" class="plain">
          {t('people.replace-button')}
        </button>
      </form>
    </Section>
  );
}

/** Leads to what is kept about them; stops all messages to them, or lets them go on. Either is asked for once more. */
export function Stop({ visit, person }: Omit<Props, 'problems' | 'typed'>) {
  const { t, say } = visit.words;
  const isStopped = person.optedOutAt !== undefined || person.wrongPersonAt !== undefined;
  return (
    <Section id="stop" title={isStopped ? say('release.person.resume') : t('people.stop')}>
      <p>
        <a href={`/peserta/orang/${person._id}/data`}>{t('personal-data.open')}</a>
      </p>
      <p class="soft">{isStopped ? say('release.person.resume-text') : t('people.stop-text')}</p>
      <form method="post" action={`/peserta/orang/${person._id}/${isStopped ? 'lanjut' : 'stop'}`}>
        <Token visit={visit} />
        <label class="pick">
          <input type="checkbox" name="sure" value="1" required />
          <span>{isStopped ? say('release.person.resume-sure') : t('people.stop-sure')}</span>
        </label>
        <button type="submit" class={isStopped ? 'plain' : 'danger'}>
          {isStopped ? say('release.person.resume-button') : t('people.stop-button')}
        </button>
      </form>
    </Section>
  );
}
