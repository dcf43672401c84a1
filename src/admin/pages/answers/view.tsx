import type { Proposal } from '../../../proposals/proposal.model.ts';
import type { Outcome, ReasonCode } from '../../../proposals/reasons.ts';
import { isForOther } from '../../../proposals/release.ts';
import { releaseTerms } from '../../../rounds/rounds.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Page } from '../../shell/page.tsx';
import { Empty, Section, StatusTag, Token, Unconfirmed } from '../../shell/parts.tsx';
import { inRound, type RoundChoice, RoundChooser, roundField } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { type Released, ReleasedAnswers } from './released.tsx';

/** Drafted answers of one outcome and reason. */
export interface AnswerGroup {
  outcome: Outcome;
  reason: ReasonCode | undefined;
  count: number;
  /** The whole message of one of them. */
  sample: string;
}

interface AnswersProps {
  choice: RoundChoice | null;
  released: Released | null;
  visit: SignedInVisit;
  lookups: Lookups;
  groups: AnswerGroup[];
  shown: Proposal[];
  total: number;
}

/** The answers ready to send: grouped by kind with a sample of each, then one by one with a checkbox. */
export function AnswersPage(props: AnswersProps) {
  const { visit, lookups, choice, released, shown, total } = props;
  const { t } = visit.words;
  const query = inRound(choice);
  return (
    <Page visit={visit} title={t('answers.title')}>
      {choice && (
        <RoundChooser visit={visit} choice={choice} wayTo={(id) => `/jawaban?${roundField}=${id}`} />
      )}
      <div class="head">
        <h1>{t('answers.title')}</h1>
        <p class="soft">{t('answers.intro', { total })}</p>
      </div>
      {total === 0 ? (
        <Empty title={t('answers.none.title')}>
          <p>{t('answers.none.text')}</p>
          <p>
            <a class="button" href={`/usulan${query}`}>
              {t('answers.none.go')}
            </a>
          </p>
        </Empty>
      ) : (
        <>
          <Groups {...props} />
          <form method="post" action={`/jawaban/periksa${query}`}>
            <Token visit={visit} />
            <Section id="satu-satu" title={t('answers.each')}>
              <p hidden>
                <label class="pick">
                  <input type="checkbox" data-all="answers" />
                  <span>{t('answers.all')}</span>
                </label>
              </p>
              <ul class="ticks">
                {shown.map((proposal) => (
                  <Tick key={proposal._id} {...props} proposal={proposal} />
                ))}
              </ul>
            </Section>
            {total > shown.length && <p>{t('answers.batch', { shown: shown.length, total })}</p>}
            <p>
              <button type="submit">{t('answers.send')}</button>
            </p>
          </form>
        </>
      )}
      {released && <ReleasedAnswers visit={visit} lookups={lookups} query={query} {...released} />}
    </Page>
  );
}

function Groups({ visit, groups }: AnswersProps) {
  const { words } = visit;
  return (
    <Section id="ringkasan" title={words.t('answers.kinds')}>
      <ul class="groups">
        {groups.map(({ outcome, reason, count, sample }) => (
          <li key={`${outcome} ${reason}`}>
            <p class="line">
              <strong class="figure">{words.number(count)}</strong>
              <StatusTag words={words} status={outcome} />
              {reason && <span>{words.reason(reason)}</span>}
            </p>
            <details>
              <summary>{words.t('answers.sample')}</summary>
              <blockquote class="bubble">{sample}</blockquote>
            </details>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Tick({ visit, lookups, choice, proposal }: AnswersProps & { proposal: Proposal }) {
  const { words } = visit;
  const { decision } = proposal;
  if (!decision) return null;
  const isOwn = choice !== null && isForOther(decision, visit.actor, releaseTerms(choice.round));
  return (
    <li>
      <label class="pick">
        <input
          type="checkbox"
          name="answers"
          value={`${proposal._id}:${proposal.revision}`}
          checked={!isOwn}
        />
        <span>
          {words.title(proposal.title)}
          <small>
            {proposal.code} · {lookups.villageName(proposal.village)}
            {isOwn && <> · {words.say('release.own.tag')}</>}
            {proposal.support > 0 && <> · {words.t('support.count', { count: proposal.support })}</>}
          </small>
        </span>
      </label>
      <div class="beside">
        <StatusTag words={words} status={decision.outcome} />
        <Unconfirmed words={words} proposal={proposal} />
        {decision.reason && <small> {words.reason(decision.reason)}</small>}
        <p>{decision.sentence}</p>
        <a href={`/usulan/${encodeURIComponent(proposal._id)}`}>
          {words.t('answers.open')} <span class="unseen">{proposal.code}</span>
        </a>
      </div>
    </li>
  );
}
