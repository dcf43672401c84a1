import type { Thread } from '../../../threads/thread.model.ts';
import { localDay } from '../../../time/local-time.ts';
import { Field, Section, Select, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { officeName } from './parts.tsx';
import type { ThreadProps } from './props.ts';

/** What the planning office does with a question beside answering it, and what was done. */
export function Tending(props: ThreadProps) {
  const { thread } = props;
  return (
    <>
      <Give {...props} />
      {thread.village && thread.answeredAt && <Share {...props} />}
      {thread.state === 'waiting' && <Close {...props} />}
      <Done {...props} />
    </>
  );
}

const actionTo = ({ _id }: Thread, work: string) => `/tanya-jawab/${encodeURIComponent(_id)}/${work}`;

function Fixed({ visit, thread }: { visit: SignedInVisit; thread: Thread }) {
  return (
    <>
      <Token visit={visit} />
      <input type="hidden" name="revision" value={thread.revision} />
    </>
  );
}

function Give({ visit, lookups, thread }: ThreadProps) {
  const { words, deps } = visit;
  const { say } = words;
  // Of a day that has passed the form asks for another.
  const due = thread.due > deps.now() ? localDay(thread.due, deps.timeZone) : '';
  return (
    <Section id="penanggung-jawab" title={say('threads.given-to')}>
      <form method="post" action={actionTo(thread, 'serahkan')}>
        <Fixed visit={visit} thread={thread} />
        <Select
          name="office"
          label={say('threads.office')}
          value={thread.office ?? ''}
          options={[
            { value: '', label: deps.agency },
            ...lookups.offices.map(({ key, name }) => ({ value: key, label: name })),
          ]}
        />
        <Field name="due" type="date" label={say('threads.due-by')} value={due} />
        <button type="submit" class="plain">
          {say('threads.give')}
        </button>
      </form>
    </Section>
  );
}

function Share({ visit, thread }: ThreadProps) {
  const { say } = visit.words;
  const shared = Boolean(thread.shared);
  return (
    <Section id="buka" title={say('threads.share')}>
      <p>{say(shared ? 'threads.share-on' : 'threads.share-text')}</p>
      <form method="post" action={actionTo(thread, 'buka')}>
        <Fixed visit={visit} thread={thread} />
        <button type="submit" class="plain" name="share" value={shared ? 'no' : 'yes'}>
          {say(shared ? 'threads.unshare-button' : 'threads.share-button')}
        </button>
      </form>
    </Section>
  );
}

function Close({ visit, thread }: ThreadProps) {
  const { say } = visit.words;
  return (
    <Section id="selesai" title={say('threads.close')}>
      <p>{say('threads.close-text')}</p>
      <form method="post" action={actionTo(thread, 'selesai')}>
        <Fixed visit={visit} thread={thread} />
        <button type="submit" class="quiet">
          {say('threads.close-button')}
        </button>
      </form>
    </Section>
  );
}

/** Who gave it to whom, opened or closed it; the newest first. */
function Done({ visit, lookups, thread, nameOf }: ThreadProps) {
  const { words } = visit;
  if (thread.history.length === 0) return null;
  return (
    <Section id="riwayat" title={words.say('threads.history')}>
      <ol class="history">
        {thread.history.toReversed().map(({ at, by, role, what, to }) => (
          <li key={`${at.getTime()} ${what}`}>
            <p>
              {words.say(`threads.done.${what}`, { office: officeName(visit, lookups, to || undefined) })}
            </p>
            <p class="soft small">
              {words.time(at)} · {nameOf(by)} ({words.t(`role.${role}`)})
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
