import type { Proposal } from '../../../proposals/proposal.model.ts';
import { recommenders } from '../../../proposals/step.model.ts';
import { recommendationsBy } from '../../../proposals/steps.ts';
import { mayRecommend } from '../../../tiers/recommend.ts';
import { midnightOf } from '../../../time/local-time.ts';
import { may } from '../../../users/rights.ts';
import { Section, Select, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

interface Props {
  visit: SignedInVisit;
  proposal: Proposal;
  byName: (by: string) => string;
  /** Where a recommendation is sent. */
  action: string;
}

/** What followed the answer of a proposal: its way through the tiers, and what each actor recommends, side by side. */
export function Timeline(props: Props) {
  const { visit, proposal } = props;
  const { say } = visit.words;
  const enters = may(visit.user, 'enter-steps');
  const { steps = [], recommendations = [] } = proposal;
  if (steps.length + recommendations.length === 0 && !enters) return null;
  return (
    <Section id="tahapan" title={say('tiers.title')}>
      <Steps {...props} />
      <Recommended {...props} />
      {enters && <AddForm {...props} />}
    </Section>
  );
}

function Steps({ visit, proposal: { steps = [] }, byName }: Props) {
  const { words } = visit;
  const { say } = words;
  if (steps.length === 0) return <p class="soft">{say('tiers.no-steps')}</p>;
  return (
    <ol class="history">
      {steps.map(({ tier, outcome, rank, overruled, forum, day, reason, by, role, at, with: code }) => (
        <li key={`${tier} ${at.getTime()}`}>
          <p>
            <strong>{say(`tiers.outcome.${outcome}`, { state: words.status(tier) })}</strong>
            {rank !== undefined && ` ${say('tiers.with-rank', { rank })}`}
            {overruled && ` ${say('tiers.overruled')}`}
          </p>
          {reason && <blockquote>{reason}</blockquote>}
          <p class="soft small">
            {forum}, {words.day(midnightOf(day))}
            {code && ` · ${say('tiers.with', { code })}`} · {byName(by)} ({words.t(`role.${role}`)}),{' '}
            {words.time(at)}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** An actor each; what they said before stands below, for nothing is overwritten. */
function Recommended({ visit, proposal, byName }: Props) {
  const { words } = visit;
  const said = [...recommendationsBy(proposal)].filter(([, all]) => all.length > 0);
  if (said.length === 0) return null;
  return (
    <dl class="facts">
      {said.map(([actor, all]) => (
        <div key={actor}>
          <dt>{words.say(`tiers.actor.${actor}`)}</dt>
          {all.toReversed().map(({ words: own, by, at }) => (
            <dd key={at.getTime()}>
              {own}{' '}
              <small class="soft">
                {byName(by)}, {words.time(at)}
              </small>
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

function AddForm({ visit, action }: Props) {
  const { say } = visit.words;
  const own = recommenders.filter((actor) => mayRecommend(visit.actor, actor));
  return (
    <details>
      <summary>{say('tiers.recommend')}</summary>
      <form method="post" action={action}>
        <Token visit={visit} />
        <Select
          name="actor"
          label={say('tiers.recommended-by')}
          value={own[0] ?? ''}
          options={own.map((value) => ({ value, label: say(`tiers.actor.${value}`) }))}
        />
        <div class="field">
          <label for="recommendation">{say('tiers.words')}</label>
          <textarea id="recommendation" name="words" rows={2} maxLength={500} required />
        </div>
        <button type="submit" class="plain">
          {say('tiers.recommend-save')}
        </button>
      </form>
    </details>
  );
}
