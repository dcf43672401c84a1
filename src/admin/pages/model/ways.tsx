import { type AddedWay, lexiconGroups } from '../../../training/lexicon-way.model.ts';
import { Field, Problems, Select, Token } from '../../parts.tsx';
import type { SignedInVisit } from '../../visit.ts';
import type { ModelProps } from './view.tsx';

/** Adds a way of writing to the lexicon: "banyu" means "air". */
export function WayForm({ visit, problems, typed }: ModelProps) {
  const { words } = visit;
  const { t } = words;
  const problem = (field: string) => problems[field] && t(`problem.${problems[field]}`);
  return (
    <form method="post" action="/model/kata">
      <Token visit={visit} />
      <Problems words={words} problems={problems} />
      <Select
        name="kelompok"
        label={t('model.group')}
        value="banjar"
        options={lexiconGroups.map((group) => ({ value: group, label: t(`model.groups.${group}`) }))}
      />
      <Field
        name="tulisan"
        label={t('model.way')}
        hint={t('model.way-hint')}
        value={typed.tulisan ?? ''}
        problem={problem('tulisan')}
        autocomplete="off"
      />
      <Field
        name="arti"
        label={t('model.meaning')}
        hint={t('model.meaning-hint')}
        value={typed.arti ?? ''}
        problem={problem('arti')}
        autocomplete="off"
      />
      <button type="submit">{t('model.add')}</button>
    </form>
  );
}

/** The ways added so far, each with a button to take it back. */
export function Ways({ visit, ways }: { visit: SignedInVisit; ways: AddedWay[] }) {
  const { words } = visit;
  const { t } = words;
  if (ways.length === 0) return <p>{t('model.no-words')}</p>;
  return (
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">{t('model.way')}</th>
          <th scope="col">{t('model.meaning')}</th>
          <th scope="col">{t('model.group')}</th>
          <th scope="col">{t('model.added')}</th>
        </tr>
      </thead>
      <tbody>
        {ways.map((way) => (
          <tr key={way._id}>
            <th scope="row">{way.way}</th>
            <td data-label={t('model.meaning')}>{way.meaning}</td>
            <td data-label={t('model.group')}>{t(`model.groups.${way.group}`)}</td>
            <td data-label={t('model.added')}>
              <form method="post" action="/model/kata/hapus">
                <Token visit={visit} />
                <input type="hidden" name="kelompok" value={way.group} />
                <input type="hidden" name="tulisan" value={way.way} />
                <small>
                  {way.by}, {words.day(way.at)}
                </small>{' '}
                <button type="submit" class="quiet small">
                  {t('model.remove')} <span class="unseen">{way.way}</span>
                </button>
              </form>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
