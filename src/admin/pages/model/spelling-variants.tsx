import { type AddedSpellingVariant, lexiconGroups } from '../../../training/spelling-variant.model.ts';
import { Field, Problems, Select, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { TakeOut } from './take-out.tsx';

interface SpellingVariantFormProps {
  visit: SignedInVisit;
  problems: Record<string, string>;
  typed: Record<string, string>;
}

/** Adds a spelling variant to the lexicon: "banyu" means "air". */
export function SpellingVariantForm({ visit, problems, typed }: SpellingVariantFormProps) {
  const { words } = visit;
  const { t } = words;
  const problem = (field: string) => problems[field] && t(`problem.${problems[field]}`);
  return (
    <form method="post" action="/model/kata">
      <Token visit={visit} />
      <Problems words={words} problems={problems} />
      <Select
        name="group"
        label={t('model.group')}
        value="banjar"
        options={lexiconGroups.map((group) => ({ value: group, label: t(`model.groups.${group}`) }))}
      />
      <Field
        name="variant"
        label={t('model.variant')}
        hint={t('model.variant-hint')}
        value={typed.variant ?? ''}
        problem={problem('variant')}
        autocomplete="off"
      />
      <Field
        name="meaning"
        label={t('model.meaning')}
        hint={t('model.meaning-hint')}
        value={typed.meaning ?? ''}
        problem={problem('meaning')}
        autocomplete="off"
      />
      <button type="submit">{t('model.add')}</button>
    </form>
  );
}

/** The variants added so far, each with a button that removes it. */
export function SpellingVariants({
  visit,
  variants,
}: {
  visit: SignedInVisit;
  variants: AddedSpellingVariant[];
}) {
  const { words } = visit;
  const { t } = words;
  if (variants.length === 0) return <p>{t('model.no-words')}</p>;
  return (
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">{t('model.variant')}</th>
          <th scope="col">{t('model.meaning')}</th>
          <th scope="col">{t('model.group')}</th>
          <th scope="col">{t('model.added')}</th>
        </tr>
      </thead>
      <tbody>
        {variants.map((variant) => (
          <tr key={variant._id}>
            <th scope="row">{variant.variant}</th>
            <td data-label={t('model.meaning')}>{variant.meaning}</td>
            <td data-label={t('model.group')}>{t(`model.groups.${variant.group}`)}</td>
            <td data-label={t('model.added')}>
              <TakeOut
                visit={visit}
                action="/model/kata/hapus"
                fields={{ group: variant.group, variant: variant.variant }}
                by={variant.by}
                at={words.day(variant.at)}
                button={t('model.remove')}
                what={variant.variant}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
