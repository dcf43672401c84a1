import type { KeptExample } from '../../../training/example.model.ts';
import type { AddedSpellingVariant } from '../../../training/spelling-variant.model.ts';
import type { VersionSummary } from '../../../training/versions.ts';
import { may } from '../../../users/rights.ts';
import { Page } from '../../shell/page.tsx';
import { Section, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { Words } from '../../shell/words.ts';
import { Changes } from './changes.tsx';
import { Corrections } from './corrections.tsx';
import { SpellingVariantForm, SpellingVariants } from './spelling-variants.tsx';

/** What the page of the classifier shows. */
export interface ModelProps {
  visit: SignedInVisit;
  issueNames: ReadonlyMap<string, string>;
  versions: VersionSummary[];
  inForce: string | null;
  variants: AddedSpellingVariant[];
  corrections: KeptExample[];
  /** Whether a training is queued or running. */
  training: boolean;
  problems: Record<string, string>;
  typed: Record<string, string>;
}

/** Versions of the classifier, newest first, and the variants added to its lexicon. */
export function ModelPage(props: ModelProps) {
  const { visit, issueNames, versions, inForce, variants, training } = props;
  const { t } = visit.words;
  return (
    <Page visit={visit} title={t('model.title')}>
      <div class="head">
        <h1>{t('model.title')}</h1>
        <p class="soft">{t('model.intro')}</p>
      </div>
      <Section id="latih" title={t('model.train')}>
        {training ? (
          <p role="status">
            {t('model.training')} <a href="/model">{t('model.reload')}</a>
          </p>
        ) : (
          <form method="post" action="/model/latih">
            <Token visit={visit} />
            <p>{t('model.train-text')}</p>
            <button type="submit">{t('model.train-button')}</button>
          </form>
        )}
      </Section>
      <Section id="versi" title={t('model.versions')}>
        {versions.length === 0 && <p>{t('model.no-versions')}</p>}
        <ol class="versions">
          {versions.map((version) => (
            <Version
              key={version._id}
              visit={visit}
              issueNames={issueNames}
              version={version}
              current={version._id === inForce}
            />
          ))}
        </ol>
      </Section>
      <Section id="pembetulan" title={t('model.latest-corrections')}>
        <p class="soft">{t('model.corrections-text')}</p>
        <Corrections visit={visit} issueNames={issueNames} corrections={props.corrections} />
      </Section>
      <Section id="kata" title={t('model.words')}>
        <p class="soft">{t('model.words-text')}</p>
        <SpellingVariantForm {...props} />
        <SpellingVariants visit={visit} variants={variants} />
      </Section>
    </Page>
  );
}

function Version(props: {
  visit: SignedInVisit;
  issueNames: ReadonlyMap<string, string>;
  version: VersionSummary;
  current: boolean;
}) {
  const { visit, issueNames, version, current } = props;
  const { words, user } = visit;
  const { t } = words;
  return (
    <li>
      <h3>
        {t('model.version', { number: version.number })}{' '}
        {current && <span class="tag good">{t('model.in-force')}</span>}
        {!current && version.refused && <span class="tag bad">{t('model.refused.title')}</span>}
      </h3>
      <p class="soft">
        {t('model.trained', { time: words.time(version.trainedAt), by: whoAsked(words, version.by) })}{' '}
        {t('model.corrections', { count: version.corrections })}
      </p>
      {version.refused && <p>{t(`model.refused.${version.refused}`)}</p>}
      {version.compared && <Changes words={words} issueNames={issueNames} compared={version.compared} />}
      {!current && may(user, 'keep') && (
        <form method="post" action="/model/pakai">
          <Token visit={visit} />
          <input type="hidden" name="version" value={version._id} />
          <button type="submit" class="plain small">
            {t('model.use', { number: version.number })}
          </button>
        </form>
      )}
    </li>
  );
}

function whoAsked(words: Words, by: string): string {
  return by === 'start' || by === 'corrections' ? words.t(`model.by.${by}`) : by;
}
