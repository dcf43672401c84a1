import { seatWords } from '../../../conversation/addressee.ts';
import type { PersonalFact } from '../../../conversation/personal-fact.ts';
import type { Participant } from '../../../people/participant.model.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Page } from '../../shell/page.tsx';
import { Section, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

/** What is kept about a person, and a form that erases it. */
export function PersonalDataPage(props: {
  visit: SignedInVisit;
  lookups: Lookups;
  person: Participant;
  facts: PersonalFact[];
  /** A key of `admin.problem`. */
  problem?: string | undefined;
}) {
  const { visit, lookups, person, facts, problem } = props;
  const { words, deps } = visit;
  const { t } = words;
  const title = t('personal-data.title', { name: person.name || t('participant.unnamed') });
  const { office, rt, village } = person;
  const seat = seatWords(deps.texts, words.locale, {
    office: office ? words.office(office) : '',
    rt: rt ?? null,
    village: lookups.villageName(village ?? ''),
  });
  const here = `/peserta/orang/${encodeURIComponent(person._id)}`;
  return (
    <Page visit={visit} title={title}>
      <p class="neighbours">
        <a href={here}>{t('personal-data.back')}</a>
      </p>
      <div class="head">
        <h1>{title}</h1>
        <p class="soft">{t('personal-data.intro')}</p>
      </div>
      <div class="narrow-page">
        <Section id="simpan" title={t('personal-data.kept')}>
          <ul class="long">
            {facts.map(({ key, params }) => (
              <li key={key}>
                {deps.texts.t(words.locale, `conversation.my-data.${key}`, { seat, ...params })}
              </li>
            ))}
          </ul>
        </Section>
        <Section id="hapus" title={t('personal-data.erase')}>
          {person.eraseAt ? (
            <p>{t('personal-data.asked', { time: words.time(person.eraseAt) })}</p>
          ) : (
            <form method="post" action={`${here}/data/hapus`}>
              <Token visit={visit} />
              <p class="soft">{t('personal-data.erase-text')}</p>
              {problem && (
                <p class="notice bad" role="alert">
                  {t(`problem.${problem}`)}
                </p>
              )}
              <label class="pick" for="sure">
                <input id="sure" type="checkbox" name="sure" value="yes" />
                <span>{t('personal-data.sure')}</span>
              </label>
              <button type="submit" class="danger">
                {t('personal-data.button')}
              </button>
            </form>
          )}
        </Section>
      </div>
    </Page>
  );
}
