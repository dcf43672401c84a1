import { letterState } from '../../../letters/read.ts';
import { addresseeOf } from '../../../letters/write.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import { letterNumber } from '../../../reports/forwarding-letter.ts';
import { may } from '../../../users/rights.ts';
import { PageOfRound } from '../../shell/page-of-round.tsx';
import { Empty, Section } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { dayOf } from '../rounds/frame.tsx';
import { LetterForm } from './letter-form.tsx';
import type { Letters, Refusal } from './props.ts';
import { LetterTag } from './tag.tsx';

/** What waits for a letter, by the office it is for, and the letters there are. @param props.found null before the first round */
export function LettersPage(props: { visit: SignedInVisit; found: Letters | null; refused: Refusal | null }) {
  const { visit, found, refused } = props;
  const say = (key: string, params = {}) => visit.words.say(`paper-pages.letters.${key}`, params);
  return (
    <PageOfRound visit={visit} path="/surat" title={say('title')} intro={say('intro')} found={found}>
      {(shown) => (
        <>
          {refused && (
            <p class="notice bad" role="alert">
              {say(`problem.${refused.problem}`, { codes: refused.codes.join(', ') })}
            </p>
          )}
          <Waiting visit={visit} found={shown} refused={refused} />
          <Written visit={visit} found={shown} />
        </>
      )}
    </PageOfRound>
  );
}

/** A form for each office, and one for what has no addressee. */
function Waiting(props: { visit: SignedInVisit; found: Letters; refused: Refusal | null }) {
  const { visit, found, refused } = props;
  const { waiting, lookups } = found;
  if (waiting.length === 0 || !may(visit.user, 'review')) return null;
  const keyOf = (proposal: Proposal) => addresseeOf(proposal, lookups.offices)?.key ?? '';
  const keys = [...new Set(waiting.map(keyOf))];
  return (
    <>
      {keys.map((key) => {
        const proposals = waiting.filter((proposal) => keyOf(proposal) === key);
        const isTheirs = proposals.some(({ _id }) => refused?.typed.proposals.includes(_id));
        const typed = isTheirs ? refused?.typed : undefined;
        return <LetterForm key={key} {...{ visit, found, proposals, typed }} office={key} />;
      })}
    </>
  );
}

function Written({ visit, found }: { visit: SignedInVisit; found: Letters }) {
  const { words } = visit;
  const say = (key: string, params = {}) => words.say(`paper-pages.letters.${key}`, params);
  const { letters, today, waiting } = found;
  if (letters.length === 0)
    return waiting.length > 0 ? null : (
      <Empty title={say('none.title')}>
        <p>{say('none.text')}</p>
      </Empty>
    );
  return (
    <Section id="surat" title={say('written')}>
      <ul class="people">
        {letters.map((letter) => {
          const { _id, office, proposals, due, at } = letter;
          const answered = proposals.filter((one) => one.answer).length;
          return (
            <li key={_id}>
              <div>
                <a href={`/surat/${_id}`}>{say('name', { number: letterNumber(letter) })}</a>
                <small>{office.name}</small>
                <small>
                  {say('line', {
                    count: proposals.length,
                    answered,
                    at: words.day(at),
                    due: dayOf(words, due),
                  })}
                </small>
              </div>
              <div class="ends">
                <LetterTag words={words} state={letterState(letter, today)} />
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
