import type { AnswerState } from '../../../proposals/answer-state.ts';
import { answerStateOf } from '../../../proposals/answer-state.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import { answerWords } from '../../shell/answer-words.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Section, StatusTag, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

/** What became of the answers that were released. */
export interface Released {
  counts: Record<Exclude<AnswerState, 'none' | 'drafted'>, number>;
  /** Those that no network takes, or of which nobody knows; a person has to see to them. */
  troubled: Proposal[];
  /** Those that may still be recalled, what leaves first on top. */
  recallable: Proposal[];
  /** Until when what waits stands back; null where it may leave now. */
  sendsFrom: Date | null;
}

interface Props extends Released {
  visit: SignedInVisit;
  lookups: Lookups;
  /** Of the round, for the forms: `?rembuk=2026`. */
  query: string;
}

/** The answers that were released, by how far they have come, each with its own word; and those a person must see to. */
export function ReleasedAnswers(props: Props) {
  const { visit, counts, sendsFrom, troubled } = props;
  const { words } = visit;
  const there = (Object.keys(counts) as (keyof Released['counts'])[]).filter((state) => counts[state] > 0);
  if (there.length === 0) return null;
  return (
    <Section id="dilepas" title={words.t('answers.released')}>
      <ul class="groups">
        {there.map((state) => (
          <li key={state}>
            <p class="line">
              <strong class="figure">{words.number(counts[state])}</strong>
              <span>{answerWords(words, state, sendsFrom)}</span>
            </p>
          </li>
        ))}
      </ul>
      {props.recallable.length > 0 && <Recallable {...props} />}
      {troubled.length > 0 && (
        <>
          <h3>{words.t('answers.by-phone.title')}</h3>
          <p class="soft small">{words.t('answers.by-phone.text')}</p>
          <ul class="ticks">
            {troubled.map((proposal) => (
              <Troubled key={proposal._id} {...props} proposal={proposal} />
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

/** What was released a moment ago, to be taken back before anything of it leaves. */
function Recallable({ visit, lookups, query, recallable }: Props) {
  const { words } = visit;
  const { say } = words;
  return (
    <form method="post" action={`/jawaban/tarik${query}`}>
      <Token visit={visit} />
      <h3>{say('release.recall.title')}</h3>
      <p class="soft small">{say('release.recall.text')}</p>
      <p hidden>
        <label class="pick">
          <input type="checkbox" data-all="answers" />
          <span>{say('release.recall.all')}</span>
        </label>
      </p>
      <ul class="ticks">
        {recallable.map((proposal) => (
          <li key={proposal._id}>
            <label class="pick">
              <input type="checkbox" name="answers" value={`${proposal._id}:${proposal.revision}`} />
              <span>
                {words.title(proposal.title)}
                <small>
                  {proposal.code} · {lookups.villageName(proposal.village)}
                </small>
              </span>
            </label>
            <div class="beside">
              <StatusTag words={words} status={proposal.status} />{' '}
              <small>
                {say('release.recall.until', {
                  time: words.time(proposal.decision?.delivery?.heldUntil ?? new Date()),
                })}
              </small>
            </div>
          </li>
        ))}
      </ul>
      <p>
        <button type="submit" class="plain">
          {say('release.recall.button')}
        </button>
      </p>
    </form>
  );
}

function Troubled({ visit, lookups, query, proposal }: Props & { proposal: Proposal }) {
  const { words } = visit;
  return (
    <li>
      <div>
        <a href={`/usulan/${encodeURIComponent(proposal._id)}`}>{words.title(proposal.title)}</a>
        <small class="code">
          {proposal.code} · {lookups.villageName(proposal.village)}
        </small>
      </div>
      <div class="beside">
        <span class="tag warn">{answerWords(words, answerStateOf(proposal))}</span>
        <form method="post" action={`/jawaban/telepon${query}`}>
          <Token visit={visit} />
          <input type="hidden" name="proposal" value={proposal._id} />
          <button type="submit" class="plain">
            {words.t('answers.by-phone.button')} <span class="unseen">{proposal.code}</span>
          </button>
        </form>
      </div>
    </li>
  );
}
