import { NONE } from '../../../classification/types.ts';
import { standOf } from '../../../proposals/answer-state.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import { reasonCodes } from '../../../proposals/reasons.ts';
import type { User } from '../../../users/user.model.ts';
import { IssueSign } from '../../shell/issue-sign.tsx';
import type { Lookups } from '../../shell/lookups.ts';
import { OfficeState } from '../../shell/office-state.tsx';
import { Page } from '../../shell/page.tsx';
import { Section, Select, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { issueName, type Words } from '../../shell/words.ts';
import { sentenceLength } from '../proposal/decision-props.ts';
import { suggestSentence } from '../proposal/suggest.ts';
import { WhereTo } from '../proposal/where-to.tsx';
import { type AnswerDraft, commonAnswers } from './forms.ts';

interface BulkProps {
  visit: SignedInVisit;
  lookups: Lookups;
  /** Address of the list that they were chosen from. */
  list: string;
  proposals: readonly Proposal[];
  reviewers: readonly User[];
  /** The answer that is looked at; null while one is still to be chosen. */
  answer: AnswerDraft | null;
  /** What is wrong with what it names, as a key of `admin.problem`; it is to be mended first. */
  problem: string | null;
}

/** What is chosen and what can be done with it; or, once an answer is chosen, what each of them would be told. */
export function BulkPage(props: BulkProps) {
  const { visit, list, proposals, problem } = props;
  const { t } = visit.words;
  const answer = problem ? null : props.answer;
  const title = t(answer ? 'bulk.look' : 'bulk.title', { count: proposals.length });
  return (
    <Page visit={visit} title={title}>
      <p class="neighbours">
        <a href={list}>{t('proposal.back')}</a>
      </p>
      <h1>{title}</h1>
      {answer ? <Confirm {...props} answer={answer} /> : <Acts {...props} />}
      <Section id="dipilih" title={t('bulk.chosen')}>
        <ul class="related">
          {proposals.map((proposal) => (
            <li key={proposal._id}>
              <Chosen {...props} answer={answer} proposal={proposal} />
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  );
}

function Chosen({ visit, lookups, proposal, answer }: BulkProps & { proposal: Proposal }) {
  const { words } = visit;
  const open = isOpen(proposal);
  return (
    <>
      <p>
        <IssueSign lookups={lookups} issue={proposal.issue} />{' '}
        <a href={`/usulan/${encodeURIComponent(proposal._id)}`}>{words.title(proposal.title)}</a>
      </p>
      <p class="soft small">
        <span class="code">{proposal.code}</span> · {lookups.villageName(proposal.village)}{' '}
        <OfficeState words={words} stand={standOf(proposal)} />
      </p>
      {answer && open && (
        <blockquote>
          {answer.sentence ||
            suggestSentence(visit.outward, lookups, proposal, answer.reason ?? answer.outcome)}
        </blockquote>
      )}
      {!open && <p class="late">{words.t('bulk.left-out')}</p>}
    </>
  );
}

/** Whether an answer can still be drafted. */
const isOpen = ({ decision, status }: Proposal) => !decision?.releasedAt && status !== 'withdrawn';

const answerName = (words: Words, key: string): string => {
  const reason = reasonCodes.find((code) => code === key);
  return reason ? words.reason(reason) : words.status('accepted');
};

/** What each form takes along: what was chosen, and from where. */
function Ticks({ list, proposals }: Pick<BulkProps, 'list' | 'proposals'>) {
  return (
    <>
      <input type="hidden" name="dari" value={new URL(list, 'http://office').search} />
      {proposals.map(({ _id, revision }) => (
        <input key={_id} type="hidden" name="proposals" value={`${_id}:${revision}`} />
      ))}
    </>
  );
}

function Acts({ visit, list, lookups, proposals, reviewers, answer, problem }: BulkProps) {
  const { words } = visit;
  const { t } = words;
  const draft = { merged: answer?.merged ?? '', office: answer?.office ?? '', lacks: answer?.lacks ?? '' };
  const naming = { visit, lookups, draft, likely: [], problems: problem ? { named: problem } : {} };
  return (
    <div class="columns">
      <Section id="jawab" title={t('bulk.answer')}>
        <form method="get" action="/usulan/bersama">
          <Ticks list={list} proposals={proposals.filter(isOpen)} />
          {problem && (
            <p class="notice bad" role="alert">
              {t(`problem.${problem}`)}
            </p>
          )}
          <Select
            name="jawaban"
            label={t('bulk.outcome')}
            value={answer?.key ?? 'accepted'}
            options={commonAnswers.map((value) => ({ value, label: answerName(words, value) }))}
          />
          <fieldset class="naming">
            <legend>{words.say('release.bulk.naming')}</legend>
            {(['forwarded', 'merged', 'returned'] as const).map((outcome) => (
              <WhereTo key={outcome} {...naming} outcome={outcome} />
            ))}
          </fieldset>
          <div class="field">
            <label for="kalimat">{t('bulk.sentence')}</label>
            <small id="kalimat-hint" class="hint">
              {t('bulk.sentence-hint')}
            </small>
            <textarea
              id="kalimat"
              name="kalimat"
              rows={3}
              maxLength={sentenceLength}
              aria-describedby="kalimat-hint"
            >
              {answer?.sentence ?? ''}
            </textarea>
          </div>
          <button type="submit">{t('bulk.preview')}</button>
        </form>
      </Section>
      <Section id="lain" title={t('bulk.other')}>
        <form method="post" action="/usulan/bersama/tugas">
          <Token visit={visit} />
          <Ticks list={list} proposals={proposals} />
          <Select
            name="to"
            label={t('bulk.assignee')}
            value=""
            options={[
              { value: '', label: t('filter.nobody') },
              ...reviewers.map(({ _id, name }) => ({ value: _id, label: name })),
            ]}
          />
          <button type="submit" class="plain">
            {t('bulk.assign')}
          </button>
        </form>
        <form method="post" action="/usulan/bersama/masalah" class="after">
          <Token visit={visit} />
          <Ticks list={list} proposals={proposals} />
          <Select
            name="issue"
            label={t('field.issue')}
            value={proposals[0]?.issue ?? ''}
            options={[...lookups.issues.map(({ _id }) => _id), NONE].map((value) => ({
              value,
              label: issueName(words, lookups.issueNames, value),
            }))}
          />
          <button type="submit" class="plain">
            {t('issue.save')}
          </button>
        </form>
      </Section>
    </div>
  );
}

function Confirm({ visit, list, lookups, proposals, answer }: BulkProps & { answer: AnswerDraft }) {
  const { words } = visit;
  const { t } = words;
  const open = proposals.filter(isOpen);
  return (
    <form method="post" action="/usulan/bersama/jawab" class="card">
      <Token visit={visit} />
      <Ticks list={list} proposals={open} />
      <input type="hidden" name="answer" value={answer.key} />
      <input type="hidden" name="sentence" value={answer.sentence} />
      {(['merged', 'office', 'lacks'] as const).map((name) => (
        <input key={name} type="hidden" name={name} value={answer[name] ?? ''} />
      ))}
      <p>
        <strong>{answerName(words, answer.key)}</strong> {namedIn(words, lookups, answer)}
      </p>
      <p class="soft">{t('decision.nothing-sent')}</p>
      <button type="submit">{t('bulk.save', { count: open.length })}</button>
    </form>
  );
}

/** What the answer names, in words; nothing where it names nothing. */
function namedIn({ t, question }: Words, { offices }: Lookups, answer: AnswerDraft): string {
  const { outcome, merged, office, lacks } = answer;
  if (outcome === 'merged') return `${t('decision.merged-with')} ${merged.toUpperCase()}`;
  if (outcome === 'returned') return lacks ? t('decision.lacks', { question: question(lacks) }) : '';
  const named = offices.find(({ key }) => key === office);
  return outcome === 'forwarded' && named ? t('decision.forwarded-to', { office: named.name }) : '';
}
