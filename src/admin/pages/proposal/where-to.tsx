import { reopenable } from '../../../conversation/reopenable.ts';
import type { Outcome } from '../../../proposals/reasons.ts';
import type { DecisionDraft, FormProps } from './decision-props.ts';

const levels = ['village', 'district', 'province', 'central'] as const;

type Props = Pick<FormProps, 'visit' | 'lookups' | 'likely' | 'problems'> & {
  draft: Pick<DecisionDraft, 'merged' | 'office' | 'lacks'>;
};

/** What an outcome must name: the proposal it is joined with, the office it is handed on to, the question that is lacking. */
export function WhereTo(props: Props & { outcome: Outcome }) {
  if (props.outcome === 'merged') return <Merged {...props} />;
  if (props.outcome === 'forwarded') return <Forwarded {...props} />;
  return props.outcome === 'returned' ? <Lacking {...props} /> : null;
}

function Merged({ visit, draft, likely, problems }: Props) {
  const { t, title } = visit.words;
  return (
    <div class="field">
      <label for="merged">{t('decision.merged')}</label>
      <small id="merged-hint" class="hint">
        {t('decision.merged-hint')}
      </small>
      <input
        id="merged"
        name="merged"
        type="text"
        list="likely"
        value={draft.merged}
        maxLength={20}
        autocomplete="off"
        aria-describedby="merged-hint"
        aria-invalid={problems.merged ? 'true' : undefined}
      />
      <datalist id="likely">
        {likely.map((one) => (
          <option key={one.code} value={one.code}>
            {title(one.title)}
          </option>
        ))}
      </datalist>
    </div>
  );
}

function Forwarded({ visit, lookups, draft, problems }: Props) {
  const { t } = visit.words;
  return (
    <div class="field">
      <label for="office">{t('decision.office')}</label>
      <select id="office" name="office" aria-invalid={problems.office ? 'true' : undefined}>
        <option value="">{t('decision.office-choose')}</option>
        {levels.map((level) => (
          <optgroup key={level} label={t(`decision.level.${level}`)}>
            {lookups.offices
              .filter((office) => office.level === level)
              .map(({ key, name }) => (
                <option key={key} value={key} selected={draft.office === key}>
                  {name}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

function Lacking({ visit, draft, problems }: Props) {
  const { t, question } = visit.words;
  return (
    <div class="field">
      <label for="lacks">{t('decision.lacking')}</label>
      <small id="lacks-hint" class="hint">
        {t('decision.lacking-hint')}
      </small>
      <select
        id="lacks"
        name="lacks"
        aria-describedby="lacks-hint"
        aria-invalid={problems.lacks ? 'true' : undefined}
      >
        <option value="">{t('decision.lacking-choose')}</option>
        {reopenable.map((role) => (
          <option key={role} value={role} selected={draft.lacks === role}>
            {question(role)}
          </option>
        ))}
      </select>
    </div>
  );
}
