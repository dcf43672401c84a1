import type { ThreadMessage } from '../../../threads/thread.model.ts';
import { may } from '../../../users/rights.ts';
import { Page } from '../../shell/page.tsx';
import { Problems, Section, Token } from '../../shell/parts.tsx';
import { answerLength } from './forms.ts';
import { Due, officeName, placeOf, wordsFor } from './parts.tsx';
import type { ThreadProps } from './props.ts';
import { Tending } from './tending.tsx';

/** One question with all that was said to it, and the form for the next answer. */
export function ThreadPage(props: ThreadProps) {
  const { visit, lookups, thread, problems } = props;
  const { say } = visit.words;
  const office = officeName(visit, lookups, thread.office);
  return (
    <Page visit={visit} title={say('threads.one')}>
      <p class="neighbours">
        <a href="/tanya-jawab">{say('threads.back')}</a>
      </p>
      <div class="head">
        <h1>{say('threads.from', { place: placeOf(visit, lookups, thread) })}</h1>
        <p class="line">
          <Asker {...props} /> <span>{say('threads.with', { office })}</span>{' '}
          <Due visit={visit} thread={thread} />
          {thread.shared && <span class="tag good">{say('threads.shared')}</span>}
        </p>
        {thread.about && (
          <p>
            {may(visit.user, 'read') ? (
              <a href={`/usulan/${encodeURIComponent(thread.about.proposal)}`}>
                {say('threads.about', { code: thread.about.code })}
              </a>
            ) : (
              say('threads.about', { code: thread.about.code })
            )}
          </p>
        )}
      </div>
      <Problems
        words={visit.words}
        problems={problems}
        say={(key) => say(`threads.problem.${key}`, { office })}
      />
      <div class="columns">
        <Section id="percakapan" title={say('threads.said')}>
          <ol class="history">
            {thread.messages.map((message) => (
              <Said key={message._id} {...props} message={message} />
            ))}
          </ol>
          <AnswerForm {...props} />
        </Section>
        <div>
          <Suggestions {...props} />
          {may(visit.user, 'tend-questions') && <Tending {...props} />}
        </div>
      </div>
    </Page>
  );
}

/** Who asked, for the planning office; an SKPD learns the seat. */
function Asker({ visit, person }: ThreadProps) {
  const { words, user } = visit;
  if (!person) return <span>{words.say('threads.erased')}</span>;
  const seat = [person.office && words.office(person.office), person.rt].filter(Boolean).join(' ');
  if (!may(user, 'tend-questions')) return <span>{seat}</span>;
  const name = person.name || words.t('participant.unnamed');
  return (
    <span>
      {may(user, 'enter-participants') ? (
        <a href={`/peserta/orang/${encodeURIComponent(person._id)}`}>{name}</a>
      ) : (
        name
      )}
      {seat && ` · ${seat}`} · {person.addresses?.map(words.address).join(', ') ?? '–'}
    </span>
  );
}

function Said({ visit, message, nameOf, stateOf }: ThreadProps & { message: ThreadMessage }) {
  const { words } = visit;
  const { by, user = '', at, example } = message;
  const person = by === 'person';
  return (
    <li>
      <blockquote>{person ? wordsFor(visit, message.words) : message.words}</blockquote>
      <p class="soft small">
        {words.time(at)} · {person ? words.t('role.participant') : nameOf(user)}
        {!person && ` · ${words.say(`threads.delivery.${stateOf(message._id)}`)}`}{' '}
        {example && <span class="tag good">{words.say('threads.example')}</span>}
      </p>
    </li>
  );
}

function AnswerForm({ visit, thread, typed, problems }: ThreadProps) {
  const { say } = visit.words;
  const wrong = problems.words;
  return (
    <form method="post" action={`/tanya-jawab/${encodeURIComponent(thread._id)}/jawab`}>
      <Token visit={visit} />
      <input type="hidden" name="revision" value={thread.revision} />
      <div class="field">
        <label for="words">{say('threads.answer')}</label>
        <small id="words-hint" class="hint">
          {say('threads.answer-hint')}
        </small>
        <textarea
          id="words"
          name="words"
          rows={5}
          maxLength={answerLength}
          required
          aria-describedby="words-hint"
          aria-invalid={wrong ? 'true' : undefined}
        >
          {typed}
        </textarea>
      </div>
      <label class="pick" for="example">
        <input id="example" type="checkbox" name="example" value="yes" />
        <span>
          {say('threads.keep')} <small>{say('threads.keep-hint')}</small>
        </span>
      </label>
      <div class="actions">
        <button type="submit">{say('threads.send')}</button>
      </div>
    </form>
  );
}

/** Good answers to like questions, to be copied; without names. */
function Suggestions({ visit, lookups, suggestions }: ThreadProps) {
  const { words } = visit;
  if (suggestions.length === 0) return null;
  return (
    <Section id="serupa" title={words.say('threads.alike')}>
      <ul class="related">
        {suggestions.map(({ question, answer, at, office }) => (
          <li key={`${at.getTime()} ${question}`}>
            <p class="soft">{question}</p>
            <blockquote>{answer}</blockquote>
            <p class="soft small">
              {officeName(visit, lookups, office ?? undefined)} · {words.day(at)}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
