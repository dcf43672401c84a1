import { maskPersonal } from '../../../texts/mask.ts';
import type { KeptExample } from '../../../training/example.model.ts';
import type { SignedInVisit } from '../../shell/visit.ts';
import { issueName } from '../../shell/words.ts';
import { TakeOut } from './take-out.tsx';

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
              <TakeOut
                visit={visit}
                action="/model/lupakan"
                fields={{ example: correction._id }}
                by={correction.by}
                at={words.time(correction.at)}
                button={t('model.forget')}
                what={maskPersonal(correction.text)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
