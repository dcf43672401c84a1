import type { NamedStatus } from '../../../channels/board.ts';
import type { DeadLetter, QueueCount } from '../../../messaging/queues/dead-letters.ts';
import { Page } from '../../shell/page.tsx';
import { Section, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { Words } from '../../shell/words.ts';

interface QueuesProps {
  visit: SignedInVisit;
  counts: QueueCount[];
  letters: DeadLetter[];
  channels: NamedStatus[];
}

/** The state of the channels, the dead letters, and the length of each queue. */
export function QueuesPage(props: QueuesProps) {
  const { visit, channels, letters } = props;
  const { t } = visit.words;
  return (
    <Page visit={visit} title={t('queues.title')}>
      <div class="head">
        <h1>{t('queues.title')}</h1>
        <p class="soft">{t('queues.intro')}</p>
      </div>
      <Section id="saluran" title={t('queues.channels')}>
        {channels.length === 0 ? <p class="soft">{t('queues.no-channels')}</p> : <Channels {...props} />}
      </Section>
      <Section id="gagal" title={t('queues.letters', { count: letters.length })}>
        {letters.length === 0 ? <p class="soft">{t('queues.no-letters')}</p> : <Letters {...props} />}
      </Section>
      <Section id="antrean" title={t('queues.counts')}>
        <Counts {...props} />
      </Section>
    </Page>
  );
}

const tones: Record<string, string> = {
  ready: 'good',
  failed: 'bad',
  reconnecting: 'warn',
  starting: 'busy',
};

function Channels({ visit, channels }: QueuesProps) {
  const { words } = visit;
  return (
    <ul class="people">
      {channels.map(({ name, state, since, advice }) => (
        <li key={name}>
          <div>
            <strong>{words.has(`network.${name}`) ? words.t(`network.${name}`) : name}</strong>{' '}
            <span class={`tag ${tones[state] ?? 'other'}`}>
              {words.has(`channel.${state}`) ? words.t(`channel.${state}`) : state}
            </span>
            {state !== 'stopped' && (
              <small>{words.t('queues.since', { time: words.time(new Date(since)) })}</small>
            )}
            {advice && <p>{words.advice(advice)}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Letters({ visit, letters }: QueuesProps) {
  const { words } = visit;
  const button = (letter: DeadLetter, action: string, tone: string, label: string) => (
    <form method="post" action={action}>
      <Token visit={visit} />
      <input type="hidden" name="queue" value={letter.queue} />
      <input type="hidden" name="deadLetter" value={letter.id} />
      <button type="submit" class={tone}>
        {label} <span class="unseen">{letter.id}</span>
      </button>
    </form>
  );
  return (
    <>
      <p class="soft">{words.t('queues.letters-text')}</p>
      <ul class="people">
        {letters.map((letter) => (
          <li key={`${letter.queue} ${letter.id}`}>
            <div>
              <strong>{letter.reason || words.t('queues.no-reason')}</strong>
              <small class="code">
                {workName(words, letter.queue)} · {letter.id}
              </small>
              <small>{words.time(letter.at)}</small>
            </div>
            <div class="actions">
              {button(letter, '/antrean/ulangi', 'plain', words.t('queues.retry'))}
              {button(letter, '/antrean/buang', 'danger', words.t('queues.discard'))}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A readable name for a queue such as "replies-telegram"; inboxes that do the same work share one name. */
function workName({ t, has }: Words, queue: string): string {
  const [work = '', channel = ''] = queue.split('-');
  const name = has(`queues.work.${work}`) ? t(`queues.work.${work}`) : queue;
  return has(`network.${channel}`) ? `${name}, ${t(`network.${channel}`)}` : name;
}

/** One line for each kind of work, summed over the queues that share it. */
function summed(words: Words, counts: QueueCount[]): QueueCount[] {
  const lines = new Map<string, QueueCount>();
  for (const count of counts) {
    const queue = workName(words, count.queue);
    const line = lines.get(queue) ?? { queue, waiting: 0, active: 0, delayed: 0, failed: 0 };
    for (const figure of figures) line[figure] += count[figure];
    lines.set(queue, line);
  }
  return [...lines.values()];
}

const figures = ['waiting', 'active', 'delayed', 'failed'] as const;

function Counts({ visit, counts }: QueuesProps) {
  const { t, number } = visit.words;
  return (
    <table class="cards figures">
      <caption class="unseen">{t('queues.counts')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('queues.queue')}</th>
          {figures.map((figure) => (
            <th key={figure} scope="col" class="figure">
              {t(`queues.${figure}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {summed(visit.words, counts).map((count) => (
          <tr key={count.queue}>
            <th scope="row">{count.queue}</th>
            {figures.map((figure) => (
              <td key={figure} class="figure" data-label={t(`queues.${figure}`)}>
                {number(count[figure])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
