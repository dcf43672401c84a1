import { locales } from '../../../texts/locales.ts';
import { Page } from '../../shell/page.tsx';
import { Field, Select, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { Words } from '../../shell/words.ts';
import { mostLines, type Script, specials } from './script.ts';

/** One message of a talk. */
export interface Said {
  from: 'bot' | 'me';
  text: string;
  /** Labels of its buttons. */
  choices: string[];
}

interface PlayProps {
  visit: SignedInVisit;
  script: Script;
  talk: Said[];
  flows: string[];
}

/** A talk as it looks on a phone, and what can be said next; the page itself holds all that was said. */
export function PlayPage(props: PlayProps) {
  const { visit, script, talk } = props;
  const { words } = visit;
  return (
    <Page visit={visit} title={words.say('play.title')}>
      <div class="head">
        <h1>{words.say('play.heading')}</h1>
        <p class="soft">{words.say('play.about')}</p>
      </div>
      <div class="columns play">
        <section class="card" aria-labelledby="percakapan">
          <h2 id="percakapan">{words.say('play.talk')}</h2>
          <ol class="talk" lang={script.locale}>
            {talk.map((said, index) => (
              <li key={index} class={said.from} id={index === talk.length - 1 ? 'terakhir' : undefined}>
                <span class="unseen">{words.say(`play.${said.from}`)}:</span>
                {shown(words, said.text)}
                {said.choices.length > 0 && index < talk.length - 1 && (
                  <small>{said.choices.join(' · ')}</small>
                )}
              </li>
            ))}
          </ol>
          {script.said.length >= mostLines ? <p>{words.say('play.full')}</p> : <Answer {...props} />}
        </section>
        <div>
          <Settings {...props} />
          <Save {...props} />
        </div>
      </div>
    </Page>
  );
}

function shown(words: Words, text: string): string {
  if (text === specials.location) return words.say('play.sent-location');
  return text === specials.photo ? words.say('play.sent-photo') : text;
}

/** All that was said so far, handed on. */
function Kept({ visit, script }: PlayProps) {
  return (
    <>
      <Token visit={visit} />
      <input type="hidden" name="flow" value={script.flow} />
      <input type="hidden" name="locale" value={script.locale} />
      {script.said.map((line, index) => (
        <input key={index} type="hidden" name="said" value={line} />
      ))}
    </>
  );
}

function Answer(props: PlayProps) {
  const { words } = props.visit;
  const choices = props.talk.at(-1)?.choices ?? [];
  const special = (kind: keyof typeof specials) => (
    <button type="submit" name="pressed" value={specials[kind]} class="plain" formnovalidate>
      {words.say(`play.${kind}`)}
    </button>
  );
  return (
    <form method="post" action="/simulator#terakhir" class="answer">
      <Kept {...props} />
      {choices.length > 0 && (
        <p class="actions" lang={props.script.locale}>
          {choices.map((label) => (
            <button key={label} type="submit" name="pressed" value={label} class="plain" formnovalidate>
              {label}
            </button>
          ))}
        </p>
      )}
      <Field name="say" label={words.say('play.say')} autocomplete="off" />
      <p class="actions">
        <button type="submit">{words.say('play.send')}</button>
        {special('location')}
        {special('photo')}
        {props.script.said.length > 0 && (
          <button type="submit" name="undo" value="1" class="plain" formnovalidate>
            {words.say('play.undo')}
          </button>
        )}
      </p>
    </form>
  );
}

function Settings({ visit, script, flows }: PlayProps) {
  const { words } = visit;
  const flowName = (id: string) => {
    const key = `play.flows.${id}`;
    return visit.deps.texts.has(key) ? words.say(key) : id;
  };
  return (
    <form method="post" action="/simulator" class="card">
      <Token visit={visit} />
      <Select
        name="flow"
        label={words.say('play.flow')}
        value={script.flow}
        options={flows.map((id) => ({ value: id, label: flowName(id) }))}
      />
      <Select
        name="locale"
        label={words.say('play.locale')}
        value={script.locale}
        options={locales.map((one) => ({ value: one, label: words.say(`play.locales.${one}`) }))}
      />
      <p class="actions">
        <button type="submit" class="plain">
          {words.say('play.begin')}
        </button>
      </p>
    </form>
  );
}

function Save(props: PlayProps) {
  const { words } = props.visit;
  return (
    <form method="post" action="/simulator/berkas" class="card" data-download>
      <Kept {...props} />
      <Field
        name="about"
        label={words.say('play.save-about')}
        hint={words.say('play.save-hint')}
        autocomplete="off"
      />
      <p class="actions">
        <button type="submit" class="plain">
          {words.say('play.save')}
        </button>
      </p>
    </form>
  );
}
