import type { Proposal } from '../../../proposals/proposal.model.ts';
import { outcomes } from '../../../proposals/reasons.ts';
import { isForOther } from '../../../proposals/release.ts';
import { heldUntil, releaseTerms, sendsFrom } from '../../../rounds/rounds.ts';
import { Page } from '../../shell/page.tsx';
import { Field, Token } from '../../shell/parts.tsx';
import { inRound, type RoundChoice } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { Words } from '../../shell/words.ts';

/** Asks for confirmation before answers are released, with a count per outcome; and why, where they are for another person. */
export function Confirm(props: {
  visit: SignedInVisit;
  ready: Proposal[];
  /** How many supporting proposals are answered along with these. */
  supporters: number;
  choice: RoundChoice;
  /** It was sent without a reason that is needed. */
  unreasoned?: boolean;
}) {
  const { visit, ready, supporters, choice, unreasoned = false } = props;
  const query = inRound(choice);
  const { words } = visit;
  const { t, say } = words;
  const now = visit.deps.now();
  const terms = releaseTerms(choice.round);
  const from = sendsFrom(choice.round, now, visit.deps.timeZone, heldUntil(terms, now));
  const own = ready.filter(({ decision }) => isForOther(decision, visit.actor, terms)).length;
  const strangers = ready.filter(({ unconfirmed }) => unconfirmed).length;
  const counts = outcomes
    .map((outcome) => ({ outcome, n: ready.filter((one) => one.decision?.outcome === outcome).length }))
    .filter(({ n }) => n > 0);
  return (
    <Page visit={visit} title={t('answers.confirm.title')}>
      <div class="prose card">
        <h1>{t('answers.confirm.heading', { count: ready.length })}</h1>
        <ul>
          {counts.map(({ outcome, n }) => (
            <li key={outcome}>
              {words.status(outcome)}: <strong>{words.number(n)}</strong>
            </li>
          ))}
        </ul>
        {supporters > 0 && <p>{t('answers.confirm.supporters', { count: supporters })}</p>}
        {strangers > 0 && <p class="notice warn">{t('unconfirmed.released', { count: strangers })}</p>}
        <p>{from ? t('answers.confirm.from', { time: words.time(from) }) : t('answers.confirm.at-once')}</p>
        <p>
          {terms.recallMinutes > 0
            ? say('release.confirm.recall', { minutes: terms.recallMinutes })
            : t('answers.confirm.text')}
        </p>
        <form method="post" action={`/jawaban/kirim${query}`}>
          <Token visit={visit} />
          {ready.map(({ _id, revision }) => (
            <input key={_id} type="hidden" name="answers" value={`${_id}:${revision}`} />
          ))}
          {own > 0 && <Because words={words} own={own} unreasoned={unreasoned} />}
          <div class="actions">
            <button type="submit">{t('answers.confirm.button', { count: ready.length })}</button>
            <a href={`/jawaban${query}`}>{t('answers.confirm.back')}</a>
          </div>
        </form>
      </div>
    </Page>
  );
}

/** The exception: whoever releases what they drafted themselves says why. */
function Because({ words, own, unreasoned }: { words: Words; own: number; unreasoned: boolean }) {
  const { say } = words;
  return (
    <>
      <p class="notice warn">{say('release.own.text', { count: own })}</p>
      <Field
        name="because"
        label={say('release.own.why')}
        hint={say('release.own.hint')}
        problem={unreasoned ? say('release.own.missing') : undefined}
        autocomplete="off"
      />
    </>
  );
}
