import type { Participant } from '../../../people/participant.model.ts';
import { waitingChat } from '../../../people/ties.ts';
import { Section, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

/** The history of a person's chats, one that waits for approval, and a new personal link. */
export function Chats({ visit, person }: { visit: SignedInVisit; person: Participant }) {
  const { words, deps } = visit;
  const { t } = words;
  const waiting = waitingChat(person, deps.now());
  return (
    <Section id="chat" title={t('chats.title')}>
      {waiting && (
        <div class="notice warn">
          <p>{t('chats.waiting', { chat: words.address(waiting) })}</p>
          <form method="post" action={`/peserta/orang/${person._id}/chat`} class="actions">
            <Token visit={visit} />
            <button type="submit" name="decision" value="yes">
              {t('chats.allow')}
            </button>
            <button type="submit" name="decision" value="no" class="plain">
              {t('chats.deny')}
            </button>
          </form>
        </div>
      )}
      <ul class="people">
        {person.ties?.toReversed().map((tie) => (
          <li key={`${tie.at.getTime()}${tie.what}${tie.address}`}>
            <div>
              {words.address(tie.address)}
              <small>{words.time(tie.at)}</small>
            </div>
            <span>{t(`chats.${tie.what}`, { how: t(`chats.how.${tie.how}`) })}</span>
          </li>
        ))}
      </ul>
      <form method="post" action={`/peserta/orang/${person._id}/tautan-baru`}>
        <Token visit={visit} />
        <p class="soft">{t('chats.renew-text')}</p>
        <button type="submit" class="plain">
          {t('chats.renew')}
        </button>
      </form>
    </Section>
  );
}

/** New links for everybody of a village or kecamatan: a lost sheet becomes useless. */
export function RenewLinks(props: { visit: SignedInVisit; kecamatan: string; village?: string | undefined }) {
  const { visit, kecamatan, village } = props;
  const { t } = visit.words;
  return (
    <details>
      <summary>{t('chats.renew-all')}</summary>
      <form method="post" action="/peserta/tautan-baru">
        <Token visit={visit} />
        <input type="hidden" name="kecamatan" value={kecamatan} />
        {village && <input type="hidden" name="village" value={village} />}
        <p class="soft">{t('chats.renew-all-text')}</p>
        <button type="submit" class="danger">
          {t('chats.renew-all')}
        </button>
      </form>
    </details>
  );
}
