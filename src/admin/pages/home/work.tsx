import { may, type Right } from '../../../users/rights.ts';
import { Section } from '../../shell/parts.tsx';
import { roundField } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { type HomeFigures, isCutOff } from './model.ts';

/** One thing that waits: how many of it, and where they are listed. */
interface Work {
  /** Its words are `home.work.<key>`. */
  key: string;
  n: number;
  href: string;
  right: Right;
  /** It is overdue or broken, and stands out. */
  pressing?: true;
}

function workOf({ round, tally, calls, channels, overdueLetters }: HomeFigures): Work[] {
  const list = `/usulan?${roundField}=${round._id}`;
  const unclear = `/rembuk/${round._id}/undangan/tak-jelas`;
  return [
    { key: 'late', n: tally.late, href: `${list}&terlambat=ya`, right: 'read', pressing: true },
    {
      key: 'channels',
      n: channels.filter(isCutOff).length,
      href: '/kanal',
      right: 'tend-channels',
      pressing: true,
    },
    {
      key: 'letters',
      n: overdueLetters,
      href: `/surat?${roundField}=${round._id}`,
      right: 'read',
      pressing: true,
    },
    { key: 'drafted', n: tally.drafted, href: `/jawaban?${roundField}=${round._id}`, right: 'review' },
    { key: 'undecided', n: tally.undecided, href: `${list}&perlu=putusan`, right: 'read' },
    { key: 'longAsked', n: tally.longAsked, href: `${list}&lama=ya`, right: 'read', pressing: true },
    { key: 'completed', n: tally.completed, href: `${list}&dilengkapi=ya`, right: 'read' },
    {
      key: 'questions',
      n: calls.questions,
      href: '/tanya-jawab',
      right: 'answer-questions',
      ...(calls.lateQuestions > 0 ? { pressing: true } : {}),
    },
    {
      key: 'unconfirmed',
      n: calls.unconfirmed,
      href: '/peserta#belum-diverifikasi',
      right: 'tend-participants',
    },
    { key: 'wrongPerson', n: calls.wrongPerson, href: '/peserta#salah-orang', right: 'tend-participants' },
    {
      key: 'undeliverable',
      n: tally.undeliverable,
      href: `/jawaban?${roundField}=${round._id}#dilepas`,
      right: 'review',
    },
    { key: 'unclear', n: calls.unclear, href: unclear, right: 'read' },
  ];
}

/** What waits today, each a link to its list; what nobody waits for is not shown. */
export function TodaysWork({ visit, figures }: { visit: SignedInVisit; figures: HomeFigures }) {
  const { words, user } = visit;
  const waiting = workOf(figures).filter(({ n, right }) => n > 0 && may(user, right));
  return (
    <Section id="pekerjaan" title={words.say('home.work.title')}>
      {waiting.length === 0 ? (
        <p class="soft">{words.say('home.work.none')}</p>
      ) : (
        <ul class="todo">
          {waiting.map(({ key, n, href, pressing }) => (
            <li key={key}>
              <a href={href} class={pressing ? 'pressing' : undefined}>
                <strong>{words.number(n)}</strong>
                <span>
                  {words.say(`home.work.${key}.name`)}
                  <small>{words.say(`home.work.${key}.what`)}</small>
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
