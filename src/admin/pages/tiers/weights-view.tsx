import { type Criterion, criteria } from '../../../tiers/criteria.ts';
import type { RankedTier } from '../../../tiers/weights.ts';
import type { PersonName } from '../../../users/users.ts';
import { Page } from '../../shell/page.tsx';
import { Section, Token } from '../../shell/parts.tsx';
import { inRound, type RoundChoice, RoundChooser, roundField } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

/** The weights of one tier, and who set them last. */
export interface WeightSet {
  tier: RankedTier;
  /** What is in force, or what was typed and refused. */
  weights: Readonly<Record<Criterion, number | string>>;
  last: { by: string; at: Date } | null;
}

/** What counts on the lists of villages and kecamatan, and how much; a form for each. */
export function WeightsPage(props: {
  visit: SignedInVisit;
  choice: RoundChoice | null;
  sets: readonly WeightSet[];
  personName: PersonName;
  refused: boolean;
}) {
  const { visit, choice, sets, personName, refused } = props;
  const { say, time } = visit.words;
  return (
    <Page visit={visit} title={say('tiers.weights')}>
      <p class="neighbours">
        <a href={`/tahapan${inRound(choice)}`}>{say('tiers.title')}</a>
      </p>
      <div class="head">
        <h1>{say('tiers.weights')}</h1>
        <p class="soft">{say('tiers.weights-intro')}</p>
      </div>
      {choice && (
        <RoundChooser visit={visit} choice={choice} wayTo={(id) => `/tahapan/bobot?${roundField}=${id}`} />
      )}
      {refused && (
        <p class="notice bad" role="alert">
          {say('tiers.problem.weights')}
        </p>
      )}
      <div class="columns even">
        {sets.map(({ tier, weights, last }) => (
          <Section key={tier} id={tier} title={say(`tiers.name.${tier}`)}>
            <form method="post" action={`/tahapan/bobot${inRound(choice)}`}>
              <Token visit={visit} />
              <input type="hidden" name="tier" value={tier} />
              {criteria.map((criterion) => (
                <div class="field" key={criterion}>
                  <label for={`${tier}-${criterion}`}>{say(`tiers.criterion.${criterion}.name`)}</label>
                  <small id={`${tier}-${criterion}-hint`} class="hint">
                    {say(`tiers.criterion.${criterion}.what`)}
                  </small>
                  <input
                    id={`${tier}-${criterion}`}
                    name={criterion}
                    type="number"
                    min={0}
                    max={100}
                    required
                    value={weights[criterion]}
                    aria-describedby={`${tier}-${criterion}-hint`}
                  />
                </div>
              ))}
              {last && (
                <p class="soft small">
                  {say('tiers.weights-last', { by: personName(last.by), at: time(last.at) })}
                </p>
              )}
              <div class="actions">
                <button type="submit">{say('tiers.weights-save')}</button>
              </div>
            </form>
          </Section>
        ))}
      </div>
    </Page>
  );
}
