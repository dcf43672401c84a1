import { type LetterAbout, letterState } from '../../../letters/read.ts';
import { letterNumber } from '../../../reports/forwarding-letter.ts';
import { localDay } from '../../../time/local-time.ts';
import type { SignedInVisit } from '../../shell/visit.ts';
import { LetterTag, OutcomeTag } from '../letters/tag.tsx';
import { dayOf } from '../rounds/frame.tsx';

/** The letter that a proposal was handed on with, and what came of it; a link only for who may read all that it holds. */
export function HandedOn({ visit, handedOn }: { visit: SignedInVisit; handedOn: LetterAbout | null }) {
  if (!handedOn) return null;
  const { words, deps } = visit;
  const { letter, answer, mayRead } = handedOn;
  const name = words.say('paper-pages.letters.name', { number: letterNumber(letter) });
  const today = localDay(deps.now(), deps.timeZone);
  return (
    <>
      <p>
        {mayRead ? <a href={`/surat/${letter._id}`}>{name}</a> : name}{' '}
        {answer ? (
          <OutcomeTag words={words} answer={answer} />
        ) : (
          <LetterTag words={words} state={letterState(letter, today)} />
        )}{' '}
        <small>{words.say('paper-pages.letters.until', { due: dayOf(words, letter.due) })}</small>
      </p>
      {answer && <blockquote>{answer.sentence}</blockquote>}
    </>
  );
}
