import { type Tier, tiers } from '../../../proposals/step.model.ts';
import type { Candidate } from '../../../tiers/candidates.ts';
import { mayEnter } from '../../../tiers/results.ts';
import { isRanked } from '../../../tiers/weights.ts';
import { may } from '../../../users/rights.ts';
import { AreaSelects } from '../../shell/area-selects.tsx';
import type { Lookups } from '../../shell/lookups.ts';
import type { Area } from '../../shell/own-area.ts';
import { Page } from '../../shell/page.tsx';
import { Empty, Field, Problems, Section, Select, StatusTag, Token } from '../../shell/parts.tsx';
import { inRound, type RoundChoice, RoundChooser, roundField } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { type MeetingForm, mostRows, type TypedResult } from './forms.ts';

/** Everything the list of a forum shows. */
export interface TiersProps {
  visit: SignedInVisit;
  lookups: Lookups;
  choice: RoundChoice | null;
  tier: Tier;
  area: Area;
  /** Whether village or kecamatan are chosen as far as the tier needs them. */
  isChosen: boolean;
  candidates: readonly Candidate[];
  meeting: MeetingForm;
  /** What was typed before, by proposal. */
  typed: ReadonlyMap<string, TypedResult>;
}

/** What a forum has before it: tick what it agreed on, give ranks, say why not. */
export function TiersPage(props: TiersProps) {
  const { visit, choice, isChosen, candidates, meeting, typed } = props;
  const { say } = visit.words;
  const unfit = candidates.flatMap(({ proposal }, index) =>
    typed.get(proposal._id)?.unfitRank ? [[`rank-${index}`, 'rank-unfit']] : [],
  );
  const problems = { ...meeting.problems, ...Object.fromEntries(unfit) };
  return (
    <Page visit={visit} title={say('tiers.title')}>
      <div class="head with-work">
        <div>
          <h1>{say('tiers.title')}</h1>
          <p class="soft">{say('tiers.intro')}</p>
        </div>
        <p class="actions">
          <a class="button plain" href={`/tahapan/berkas${inRound(choice)}`}>
            {say('tiers.by-file')}
          </a>
          {may(visit.user, 'set-ranking') && (
            <a class="button plain" href={`/tahapan/bobot${inRound(choice)}`}>
              {say('tiers.weights')}
            </a>
          )}
        </p>
      </div>
      {choice && (
        <RoundChooser visit={visit} choice={choice} wayTo={(id) => `/tahapan?${roundField}=${id}`} />
      )}
      <Problems words={visit.words} problems={problems} say={(key) => say(`tiers.problem.${key}`)} />
      <Choose {...props} />
      {choice && isChosen && candidates.length > 0 && <ListForm {...props} round={choice.round._id} />}
      {choice && isChosen && candidates.length === 0 && (
        <Empty title={say('tiers.none')}>
          <p>{say('tiers.none-text')}</p>
        </Empty>
      )}
      {choice && !isChosen && <p class="notice other">{say('tiers.choose-area')}</p>}
    </Page>
  );
}

function Choose({ visit, lookups, choice, tier, area }: TiersProps) {
  const { words, actor } = visit;
  return (
    <search class="filter card areas">
      <form method="get" action="/tahapan">
        {choice && <input type="hidden" name="rembuk" value={choice.round._id} />}
        <Select
          name="tahap"
          label={words.say('tiers.tier')}
          value={tier}
          options={tiers
            .filter((one) => mayEnter(actor.scope, one))
            .map((value) => ({ value, label: words.say(`tiers.name.${value}`) }))}
        />
        <AreaSelects visit={visit} lookups={lookups} filter={area} />
        <div class="actions">
          <button type="submit" class="plain">
            {words.say('tiers.show')}
          </button>
        </div>
      </form>
    </search>
  );
}

function ListForm(props: TiersProps & { round: string }) {
  const { visit, tier, area, candidates, meeting, round } = props;
  const { say } = visit.words;
  const shown = candidates.slice(0, mostRows);
  return (
    <form method="post" action={`/tahapan?rembuk=${round}`}>
      <Token visit={visit} />
      <input type="hidden" name="tahap" value={tier} />
      {area.kecamatan && <input type="hidden" name="kecamatan" value={area.kecamatan} />}
      {area.village && <input type="hidden" name="desa" value={area.village} />}
      <Section id="rapat" title={say('tiers.meeting')}>
        <Field
          name="forum"
          label={say('tiers.forum')}
          hint={say(`tiers.forum-hint.${isRanked(tier) ? 'meeting' : 'document'}`)}
          value={meeting.forum}
        />
        <Field name="day" type="date" label={say('tiers.day')} value={meeting.day} />
      </Section>
      <Section id="daftar" title={say('tiers.list', { count: candidates.length })}>
        <p class="soft">{say(isRanked(tier) ? 'tiers.how-ranked' : 'tiers.how')}</p>
        {candidates.length > shown.length && (
          <p class="notice warn">{say('tiers.too-many', { most: mostRows })}</p>
        )}
        <ol class="related">
          {shown.map((candidate, index) => (
            <Row {...props} key={candidate.proposal._id} candidate={candidate} index={index} />
          ))}
        </ol>
        <div class="actions">
          <button type="submit">{say('tiers.check')}</button>
        </div>
      </Section>
    </form>
  );
}

function Row({
  visit,
  lookups,
  tier,
  typed,
  candidate,
  index,
}: TiersProps & { candidate: Candidate; index: number }) {
  const { words } = visit;
  const { say } = words;
  const { proposal, score, byScore, passed, rank } = candidate;
  const before = typed.get(proposal._id);
  const isOn = before ? before.passed : passed;
  const held = proposal.steps?.findLast((step) => step.tier === tier && step.outcome === 'held');
  return (
    <li>
      <input type="hidden" name={`proposal-${index}`} value={`${proposal._id}:${proposal.revision}`} />
      {passed && <input type="hidden" name={`was-${index}`} value="ya" />}
      <label class="pick" for={`passed-${index}`}>
        <input id={`passed-${index}`} type="checkbox" name={`passed-${index}`} value="ya" checked={isOn} />
        <span>
          {words.title(proposal.title)}
          <small>
            {proposal.code} · {lookups.villageName(proposal.village)} ·{' '}
            {say('tiers.supporters', { count: proposal.support })}
            {score !== null && byScore !== null && (
              <> · {say('tiers.score', { score: words.number(score), place: byScore })}</>
            )}
          </small>
        </span>
      </label>
      <p>
        <StatusTag words={words} status={proposal.status} />
        {held && <span class="soft small"> {say('tiers.held', { reason: held.reason ?? '' })}</span>}
      </p>
      <div class="row-fields">
        <Field
          name={`rank-${index}`}
          label={say('tiers.rank')}
          value={String(before?.unfitRank ?? before?.rank ?? rank ?? '')}
          problem={before?.unfitRank && say('tiers.problem.rank-unfit')}
          required={false}
        />
        <Field
          name={`reason-${index}`}
          label={say('tiers.reason')}
          value={before?.reason ?? ''}
          required={false}
        />
      </div>
    </li>
  );
}
