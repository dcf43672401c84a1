import { maskPersonal } from '../../../texts/mask.ts';
import type { KeptExample } from '../../../training/example.model.ts';
import { Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { issueName } from '../../shell/words.ts';

/** The latest corrections the classifier learns from, each with a button to make it forget. */
export function Corrections(props: {
  visit: SignedInVisit;
  issueNames: ReadonlyMap<string, string>;
  corrections: KeptExample[];
}) {
  const { visit, issueNames, corrections } = props;
  const { words } = visit;
  const { t } = words;
  if (corrections.length === 0) return <p>{t('model.no-corrections')}</p>;
  return (
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">{t('model.proposal')}</th>
          <th scope="col">{t('model.label')}</th>
          <th scope="col">{t('model.corrected')}</th>
        </tr>
      </thead>
      <tbody>
        {corrections.map((correction) => (
          <tr key={correction._id}>
            <th scope="row">{maskPersonal(correction.text)}</th>
            <td data-label={t('model.label')}>{issueName(words, issueNames, correction.primary)}</td>
            <td data-label={t('model.corrected')}>
              <form method="post" action="/model/lupakan">
                <Token visit={visit} />
                <input type="hidden" name="example" value={correction._id} />
                <small>
                  {correction.by}, {words.time(correction.at)}
                </small>{' '}
                <button type="submit" class="quiet small">
                  {t('model.forget')} <span class="unseen">{maskPersonal(correction.text)}</span>
                </button>
              </form>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
