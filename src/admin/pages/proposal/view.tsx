import type { Proposal } from '../../../proposals/proposal.model.ts';
import { may } from '../../../users/rights.ts';
import { Page } from '../../shell/page.tsx';
import { Problems, Section } from '../../shell/parts.tsx';
import type { Words } from '../../shell/words.ts';
import { writeFilter } from '../proposals/filter.ts';
import { Timeline } from '../tiers/timeline.tsx';
import { Answers } from './answers.tsx';
import { Checklist, suggestedRefusal } from './checklist.tsx';
import { CompletedFacts, DecisionFacts, RecallForm, WithdrawForm } from './decision.tsx';
import { DecisionForm } from './decision-form.tsx';
import { Head } from './head.tsx';
import { History } from './history.tsx';
import { Issue, IssueForm, Scores } from './issue.tsx';
import { HandedOn } from './letter.tsx';
import { Neighbours } from './neighbours.tsx';
import { OfficeNotes } from './notes.tsx';
import { EarlierPhotos, Photos } from './photos.tsx';
import { Proposer } from './proposer.tsx';
import type { ProposalProps } from './props.ts';
import { Queue } from './queue.tsx';
import { AnsweredTogether, SimilarLater, Supporters } from './support.tsx';
import { AcceptIssue, Keys, Suggestions, Undo } from './verdict.tsx';
import { Spoken } from './voice.tsx';
import { Works } from './works.tsx';

/** One proposal: what was said on the left, what is to be done about it on the right. */
export function ProposalPage(props: ProposalProps) {
  const { visit, proposal, lookups, people, filter } = props;
  const { words, user } = visit;
  const byName = nameOf(words, people);
  return (
    <Page visit={visit} title={proposal.code} script="review.js" wide>
      <Stale {...props} byName={byName} />
      {props.problems.issue && <Problems words={words} problems={{ issue: props.problems.issue }} />}
      <Neighbours visit={visit} filter={filter} standing={props.standing} />
      <div class="desk">
        <Queue visit={visit} lookups={lookups} filter={filter} id={proposal._id} standing={props.standing} />
        <div class="one">
          <Head {...props} />
          {props.others.length > 0 && (
            <p class="notice busy">
              {words.t('presence.open', { names: props.others.map(byName).join(', ') })}
            </p>
          )}
          <Said {...props} byName={byName} />
        </div>
        <div class="judged">
          <Decision {...props} byName={byName} />
          {may(user, 'review') && <Keys visit={visit} />}
        </div>
        <div class="about">
          <Section id="masalah-makro" title={words.t('proposal.issue')}>
            <Issue visit={visit} lookups={lookups} proposal={proposal} byName={byName} />
            {may(user, 'review') && (
              <IssueForm
                visit={visit}
                lookups={lookups}
                proposal={proposal}
                action={actionOf(props, 'masalah')}
                besides={isOpen(proposal)}
              />
            )}
            {proposal.classification && (
              <Scores words={words} lookups={lookups} classification={proposal.classification} />
            )}
          </Section>
          <Timeline
            visit={visit}
            proposal={proposal}
            byName={byName}
            action={actionOf(props, 'rekomendasi')}
          />
          <Photos visit={visit} proposal={proposal} />
          <EarlierPhotos visit={visit} forerunners={props.forerunners} />
          <Works visit={visit} proposal={proposal} works={props.works} />
          <Supporters {...props} />
          <SimilarLater visit={visit} proposal={proposal} filter={filter} />
          <Section id="pengusul" title={words.t('proposal.proposer')}>
            <Proposer {...props} />
          </Section>
          <OfficeNotes
            visit={visit}
            proposal={proposal}
            users={props.users}
            byName={byName}
            actionTo={(work) => actionOf(props, work)}
          />
          <Section id="riwayat" title={words.t('proposal.history')}>
            <History words={words} lookups={lookups} history={proposal.history} byName={byName} />
          </Section>
        </div>
      </div>
    </Page>
  );
}

/** Whether its answer may still be written or changed. */
const isOpen = ({ decision, status }: Proposal) => !decision?.releasedAt && status !== 'withdrawn';

type Named = ProposalProps & { byName: (by: string) => string };

/** Somebody else was first: what they did, before it is done again. */
function Stale({ visit, lookups, stale, missed, byName }: Named) {
  const { words } = visit;
  if (!stale) return null;
  return (
    <div class="notice bad" role="alert">
      <p>{words.t('proposal.stale')}</p>
      <History words={words} lookups={lookups} history={missed} byName={byName} />
    </div>
  );
}

function Said(props: Named) {
  const { visit, proposal, lookups, byName } = props;
  const { words } = visit;
  const { t } = words;
  return (
    <>
      {proposal.unconfirmed && (
        <p class="notice warn">
          {t('unconfirmed.text')} <a href={`/peserta#belum-diverifikasi`}>{t('unconfirmed.go')}</a>
        </p>
      )}
      <Section id="jawaban" title={t('proposal.answers')}>
        <Answers
          words={words}
          lookups={lookups}
          proposal={proposal}
          spoken={(role, answer) => (
            <Spoken
              visit={visit}
              proposal={proposal}
              question={role}
              answer={answer}
              voices={props.voices}
              draft={props.transcript}
              byName={byName}
            />
          )}
        />
      </Section>
    </>
  );
}

const actionOf = ({ proposal, filter }: ProposalProps, work: string) =>
  `/usulan/${encodeURIComponent(proposal._id)}/${work}${writeFilter(filter)}`;

/** Names for who made a change: somebody of the office, the proposer themselves, or the classifier. */
function nameOf(words: Words, people: ReadonlyMap<string, string>) {
  return (by: string) => {
    if (by === 'classifier') return words.t('proposal.by-classifier');
    return people.get(by) ?? (by.includes('@') ? by : words.t('proposal.by-proposer'));
  };
}

function Decision(props: ProposalProps & { byName: (by: string) => string }) {
  const { visit, proposal, byName, draft, problems } = props;
  const { words, user } = visit;
  const { decision } = proposal;
  const reviews = may(user, 'review');
  const open = isOpen(proposal);
  return (
    <Section id="keputusan" title={words.t('proposal.decision')}>
      <CompletedFacts words={words} proposal={proposal} />
      <AnsweredTogether words={words} proposal={proposal} filter={props.filter} />
      <DecisionFacts words={words} proposal={proposal} byName={byName} sendsFrom={props.sendsFrom} />
      <HandedOn visit={visit} handedOn={props.handedOn} />
      {reviews && <RecallForm visit={visit} proposal={proposal} action={actionOf(props, 'tarik-lepas')} />}
      {!open && props.typed?.sentence && (
        <div class="drafted">
          <p>{words.t('decision.typed')}</p>
          <blockquote>{props.typed.sentence}</blockquote>
        </div>
      )}
      {!decision && !reviews && <p class="soft">{words.t('decision.none')}</p>}
      {reviews && open && (
        <>
          {decision && <WithdrawForm visit={visit} proposal={proposal} action={actionOf(props, 'tarik')} />}
          <Checklist words={words} signs={props.signs} />
          <DecisionForm
            visit={visit}
            proposal={proposal}
            action={actionOf(props, 'keputusan')}
            draft={draft}
            lookups={props.lookups}
            likely={props.supporters}
            suggested={suggestedRefusal(props.signs)}
            restored={props.restored}
            acceptIssue={<AcceptIssue {...props} action={actionOf(props, 'masalah')} />}
            problems={problems}
          />
          <Suggestions visit={visit} lookups={props.lookups} proposal={proposal} />
        </>
      )}
      {reviews && <Undo visit={visit} filter={props.filter} last={props.last} />}
    </Section>
  );
}
