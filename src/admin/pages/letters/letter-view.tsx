import { type Letter, letterOutcomes } from '../../../letters/letter.model.ts';
import { letterState } from '../../../letters/read.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import { letterNumber } from '../../../reports/forwarding-letter.ts';
import { may } from '../../../users/rights.ts';
import type { PersonName } from '../../../users/users.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Page } from '../../shell/page.tsx';
import { Problems, Section, Token } from '../../shell/parts.tsx';
import { roundField } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { dayOf } from '../rounds/frame.tsx';
import { answerLength } from './forms.ts';
import { LetterTag, OutcomeTag } from './tag.tsx';

export interface LetterProps {
  visit: SignedInVisit;
  letter: Letter;
  proposals: Proposal[];
  lookups: Lookups;
  personName: PersonName;
  /** `2026-12-29`. */
  today: string;
  /** What was typed before and did not fit; by field, keys of the locales' `paper-pages.letters.problem`. */
  typed: { outcome: string; sentence: string; proposals: readonly string[] };
  problems: Record<string, string>;
}

const sayOf =
  ({ visit }: LetterProps) =>
  (key: string, params = {}) =>
    visit.words.say(`paper-pages.letters.${key}`, params);

/** One letter: what it hands on, to whom, what came back, and the form to write that down. */
export function LetterPage(props: LetterProps) {
  const { visit, letter, personName, today } = props;
  const { words } = visit;
  const say = sayOf(props);
  const state = letterState(letter, today);
  const title = say('name', { number: letterNumber(letter) });
  return (
    <Page visit={visit} title={title}>
      <p class="neighbours">
        <a href={`/surat?${roundField}=${letter.round}`}>{say('back')}</a>
      </p>
      <div class="head">
        <h1>{title}</h1>
        <p class="line">
          <span>{letter.office.name}</span>
          <LetterTag words={words} state={state} />
        </p>
        <p class="soft">
          {say('facts', {
            at: words.day(letter.at),
            by: personName(letter.by),
            due: dayOf(words, letter.due),
          })}
        </p>
      </div>
      <p class="actions">
        <a class="button" href={`/surat/${letter._id}/surat.pdf`}>
          {say('pdf')}
        </a>
      </p>
      <Handed {...props} />
      {state !== 'answered' && may(visit.user, 'review') && <AnswerForm {...props} />}
    </Page>
  );
}

/** The proposals, each with what was answered to it. */
function Handed(props: LetterProps) {
  const { visit, letter, proposals, lookups } = props;
  const { words } = visit;
  const say = sayOf(props);
  return (
    <Section id="usulan" title={say('handed', { count: letter.proposals.length })}>
      <ul class="people">
        {letter.proposals.map(({ id, code, answer }) => {
          const proposal = proposals.find(({ _id }) => _id === id);
          return (
            <li key={id}>
              <div>
                <a href={`/usulan/${encodeURIComponent(id)}`}>{words.title(proposal?.title ?? '')}</a>
                <small>
                  {code} · {lookups.villageName(proposal?.village ?? '')}
                </small>
                {answer && <p>{answer.sentence}</p>}
              </div>
              <div class="ends">
                <OutcomeTag words={words} answer={answer} />
                {answer && <small>{words.day(answer.at)}</small>}
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function AnswerForm(props: LetterProps) {
  const { visit, letter, proposals, typed, problems } = props;
  const { words } = visit;
  const say = sayOf(props);
  const open = letter.proposals.filter(({ answer }) => !answer);
  const isTicked = (id: string) => Object.keys(problems).length === 0 || typed.proposals.includes(id);
  return (
    <Section id="jawaban" title={say('answer')}>
      <p class="soft">{say('answer-how')}</p>
      <Problems words={words} problems={problems} say={(key) => say(`problem.${key}`)} />
      <form method="post" action={`/surat/${letter._id}/jawaban`}>
        <Token visit={visit} />
        <input type="hidden" name="revision" value={letter.revision} />
        <fieldset id="proposals">
          <legend>{say('answer-to')}</legend>
          <ul class="ticks">
            {open.map(({ id, code }) => (
              <li key={id}>
                <label class="pick">
                  <input type="checkbox" name="proposals" value={id} checked={isTicked(id)} />
                  <span>
                    {words.title(proposals.find(({ _id }) => _id === id)?.title ?? '')}
                    <small>{code}</small>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
        <fieldset id="outcome">
          <legend>{say('answer-what')}</legend>
          {letterOutcomes.map((outcome) => (
            <label key={outcome} class="pick">
              <input
                type="radio"
                name="outcome"
                value={outcome}
                checked={typed.outcome === outcome}
                required
              />
              <span>{say(`outcome.${outcome}`)}</span>
            </label>
          ))}
        </fieldset>
        <div class="field">
          <label for="sentence">{say('sentence')}</label>
          <small id="sentence-hint" class="hint">
            {say('sentence-hint')}
          </small>
          <textarea
            id="sentence"
            name="sentence"
            rows={4}
            maxLength={answerLength}
            required
            aria-describedby="sentence-hint"
          >
            {typed.sentence}
          </textarea>
        </div>
        <button type="submit">{say('send')}</button>
      </form>
    </Section>
  );
}
