import type { Proposal } from '../../../proposals/proposal.model.ts';
import { outcomes } from '../../../proposals/reasons.ts';
import { sendsFrom } from '../../../rounds/rounds.ts';
import { Page } from '../../shell/page.tsx';
import { Token } from '../../shell/parts.tsx';
import { type RoundChoice, roundField } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

/** Asks for confirmation before answers are sent, with a count per outcome. Sent answers cannot be recalled. */
export function Confirm(props: {
  visit: SignedInVisit;
  ready: Proposal[];
  /** How many supporting proposals are answered along with these. */
  supporters: number;
  choice: RoundChoice;
}) {
  const { visit, ready, supporters, choice } = props;
  const query = `?${roundField}=${choice.round._id}`;
  const { words } = visit;
  const { t } = words;
  const from = sendsFrom(choice.round, visit.deps.now(), visit.deps.timeZone);
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
        <p>{t('answers.confirm.text')}</p>
        <form method="post" action={`/jawaban/kirim${query}`} class="actions">
          <Token visit={visit} />
          {ready.map(({ _id, revision }) => (
            <input key={_id} type="hidden" name="answers" value={`${_id}:${revision}`} />
          ))}
          <button type="submit">{t('answers.confirm.button', { count: ready.length })}</button>
          <a href={`/jawaban${query}`}>{t('answers.confirm.back')}</a>
        </form>
      </div>
    </Page>
  );
}
