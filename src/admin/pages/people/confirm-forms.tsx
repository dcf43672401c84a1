import type { Participant } from '../../../people/participant.model.ts';
import { Section, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

interface Props {
  visit: SignedInVisit;
  person: Participant;
  /** Who holds the seat that they claim. */
  holder?: Participant | undefined;
  /** Leads back to their own page instead of `/peserta`. */
  own?: boolean;
}

/** Confirms or refuses somebody who registered themselves. */
export function ConfirmForms(props: Props) {
  const { visit, person, holder } = props;
  const { t } = visit.words;
  return (
    <div class="confirming">
      {holder && <p class="notice warn">{t('participants.unverified.held', { name: holder.name })}</p>}
      <form method="post" action="/peserta/konfirmasi">
        <Token visit={visit} />
        <Whom {...props} />
        {holder && <input type="hidden" name="replace" value="yes" />}
        <button type="submit" class="plain">
          {holder
            ? t('participants.unverified.replace', { name: holder.name })
            : t('participants.unverified.button')}{' '}
          <span class="unseen">{person.name}</span>
        </button>
      </form>
      <RefuseForm {...props} />
    </div>
  );
}

/** Refuses somebody, or revokes their confirmation, with the reason that they are told. */
function RefuseForm(props: Props) {
  const { visit, person } = props;
  const { t } = visit.words;
  return (
    <details>
      <summary>{t(`participants.refuse.${person.verified ? 'take-back' : 'refuse'}`)}</summary>
      <form method="post" action="/peserta/tolak">
        <Token visit={visit} />
        <Whom {...props} />
        <Reason visit={visit} name={`reason-${person._id}`} />
        <p class="soft small">{t('participants.refuse.text')}</p>
        <button type="submit" class="danger">
          {t(`participants.refuse.${person.verified ? 'take-back' : 'refuse'}`)}{' '}
          <span class="unseen">{person.name}</span>
        </button>
      </form>
    </details>
  );
}

/** Takes one proposal out of the round, with the reason that its proposer is told. */
export function WithdrawProposalForm({ visit, proposal }: { visit: SignedInVisit; proposal: string }) {
  const { t } = visit.words;
  return (
    <details>
      <summary>{t('participants.withdraw.button')}</summary>
      <form method="post" action="/peserta/tarik">
        <Token visit={visit} />
        <input type="hidden" name="proposal" value={proposal} />
        <Reason visit={visit} name={`reason-${proposal}`} />
        <p class="soft small">{t('participants.withdraw.text')}</p>
        <button type="submit" class="danger">
          {t('participants.withdraw.button')}
        </button>
      </form>
    </details>
  );
}

/** Only for people who registered themselves; those entered by staff need no confirmation. */
export function Confirming(props: {
  visit: SignedInVisit;
  person: Participant;
  seatHolder: Participant | null;
}) {
  const { visit, person, seatHolder } = props;
  const { t, time } = visit.words;
  if (person.registeredBy !== 'self' || person.leftAt) return null;
  return (
    <Section id="konfirmasi" title={t('participants.confirming')}>
      {person.refused && (
        <p>
          {t('participants.refused', { time: time(person.refused.at), by: person.refused.by })}{' '}
          {person.refused.reason}
        </p>
      )}
      {person.verified ? (
        <RefuseForm visit={visit} person={person} own />
      ) : (
        <ConfirmForms visit={visit} person={person} holder={seatHolder ?? undefined} own />
      )}
    </Section>
  );
}

function Whom({ person, own }: Props) {
  return (
    <>
      <input type="hidden" name="participant" value={person._id} />
      {own && <input type="hidden" name="back" value="person" />}
    </>
  );
}

function Reason({ visit, name }: { visit: SignedInVisit; name: string }) {
  return (
    <div class="field">
      <label for={name}>{visit.words.t('participants.refuse.reason')}</label>
      <input id={name} name="reason" type="text" maxLength={300} required autocomplete="off" />
    </div>
  );
}
