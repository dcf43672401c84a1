import { describeFinding } from '../../../reports/import-findings.ts';
import type { EntryPlan } from '../../../tiers/entries.ts';
import type { Entry } from '../../../tiers/entry.model.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Page } from '../../shell/page.tsx';
import { Section, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

interface Props {
  visit: SignedInVisit;
  entry: Entry;
  plan: EntryPlan;
  lookups: Lookups;
  /** It was confirmed without a yes that it needs. */
  unsaid: boolean;
}

/** So many differences, and as many remarks, are shown; the counts above are of all. */
const shown = 200;

/** What confirming would do: the differences, what cannot be used and why, and the button that does it. */
export function CheckPage(props: Props) {
  const { visit, entry, plan, unsaid } = props;
  const { say } = visit.words;
  const broken = brokenOf(entry, plan);
  return (
    <Page visit={visit} title={say('tiers.check-title')}>
      <p class="neighbours">
        <a href={entry.file ? '/tahapan/berkas' : `/tahapan?${wayBack(entry)}`}>{say('tiers.back')}</a>
      </p>
      <div class="head">
        <h1>{say('tiers.check-title')}</h1>
        <p class="soft">
          {entry.forum}, {entry.day}
          {entry.file && ` · ${entry.file}`}
        </p>
      </div>
      {unsaid && (
        <p class="notice bad" role="alert">
          {say('tiers.unsaid')}
        </p>
      )}
      {entry.done ? (
        <p class="notice good">{say('tiers.entered', { ...entry.done })}</p>
      ) : (
        <>
          <p class={`notice ${broken > 0 ? 'bad' : 'good'}`}>
            {say('tiers.summary', {
              steps: plan.steps.length,
              same: plan.same,
              recommendations: plan.recommendations,
              broken,
            })}
          </p>
          <Wrong {...props} />
          <Differences {...props} />
          <Confirm {...props} broken={broken} />
        </>
      )}
    </Page>
  );
}

const brokenOf = ({ findings }: Entry, { problems }: EntryPlan) =>
  problems.length + findings.filter((one) => one.broken).length;

/** The list it was entered by, filled in as it was. */
function wayBack({ _id, round, area = {}, results: [first] }: Entry): URLSearchParams {
  const { kecamatan = '', village = '' } = area;
  return new URLSearchParams({
    rembuk: round,
    tahap: first?.tier ?? '',
    kecamatan,
    desa: village,
    entri: _id,
  });
}

/** What cannot be used, each by name. */
function Wrong({ visit, entry, plan }: Props) {
  const { words, deps } = visit;
  const { say } = words;
  const said = entry.findings
    .toSorted((one, other) => Number(other.broken) - Number(one.broken))
    .map((finding) => ({
      ...describeFinding(finding, deps.texts, words.locale, 'tiers.rows'),
      broken: finding.broken,
    }));
  if (said.length + plan.problems.length === 0) return null;
  return (
    <Section id="salah" title={say('tiers.wrong')}>
      <ul class="related">
        {plan.problems.slice(0, shown).map(({ id, code, tier, problem, rank, others }) => (
          <li key={`${id} ${tier}`}>
            <p>
              <span class="tag bad">{code || say('tiers.no-code')}</span>{' '}
              {say(`tiers.problem.${problem}`, { rank, others })}
            </p>
          </li>
        ))}
        {said.slice(0, shown).map(({ where, column, value, reason, suggestion, broken }) => (
          <li key={`${where} ${column} ${reason}`}>
            <p>
              <span class={`tag ${broken ? 'bad' : 'warn'}`}>{where}</span> {column && `${column}: `}
              {value && <q>{value}</q>} {reason} {suggestion && say('tiers.meant', { suggestion })}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What would change, proposal by proposal; what goes back first. */
function Differences({ visit, plan, lookups }: Props) {
  const { words } = visit;
  const { say } = words;
  if (plan.steps.length === 0) return null;
  const steps = plan.steps.toSorted((one, other) => Number(other.back) - Number(one.back));
  return (
    <Section id="perubahan" title={say('tiers.differences', { count: steps.length })}>
      <ul class="related">
        {steps.slice(0, shown).map(({ proposal, step, state, back }) => (
          <li key={`${proposal._id} ${step.tier}`}>
            <p>
              <a href={`/usulan/${encodeURIComponent(proposal._id)}`}>{words.title(proposal.title)}</a>
            </p>
            <p class="soft small">
              <span class="code">{proposal.code}</span> · {lookups.villageName(proposal.village)}
            </p>
            <p>
              {back && <span class="tag warn">{say('tiers.goes-back')}</span>}{' '}
              {step.outcome === 'held'
                ? say('tiers.becomes-held', { tier: say(`tiers.name.${step.tier}`) })
                : say('tiers.becomes', { from: words.status(proposal.status), to: words.status(state) })}
              {step.rank !== undefined && ` ${say('tiers.with-rank', { rank: step.rank })}`}
              {step.overruled && ` ${say('tiers.overruled')}`}
            </p>
            {step.reason && <blockquote>{step.reason}</blockquote>}
          </li>
        ))}
      </ul>
      {steps.length > shown && <p class="soft">{say('tiers.more', { count: steps.length - shown })}</p>}
    </Section>
  );
}

function Confirm({ visit, entry, plan, broken }: Props & { broken: number }) {
  const { say } = visit.words;
  if (plan.steps.length + plan.recommendations === 0)
    return <p class="notice other">{say('tiers.nothing')}</p>;
  return (
    <form method="post" action={`/tahapan/periksa/${entry._id}`} class="card">
      <Token visit={visit} />
      {plan.back > 0 && (
        <label class="pick" for="go-back">
          <input id="go-back" type="checkbox" name="goBack" value="ya" required />
          <span>{say('tiers.ask-back', { count: plan.back })}</span>
        </label>
      )}
      {broken > 0 && (
        <label class="pick" for="leave-out">
          <input id="leave-out" type="checkbox" name="leaveOut" value="ya" required />
          <span>{say('tiers.ask-leave-out', { count: broken })}</span>
        </label>
      )}
      <p class="soft">{say('tiers.told', { count: plan.steps.length })}</p>
      <div class="actions">
        <button type="submit">{say('tiers.confirm')}</button>
      </div>
    </form>
  );
}
