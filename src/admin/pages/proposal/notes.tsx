import { noteLength } from '../../../proposals/desk.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import { may } from '../../../users/rights.ts';
import type { User } from '../../../users/user.model.ts';
import { Section, Select, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

/** Assignee and notes; both are the office's own. */
export function OfficeNotes(props: {
  visit: SignedInVisit;
  proposal: Proposal;
  users: readonly User[];
  byName: (by: string) => string;
  /** Where a form of this proposal goes. */
  actionTo(work: string): string;
}) {
  const { visit, proposal, users, byName, actionTo } = props;
  const { words, user } = visit;
  const { t } = words;
  const reviewers = users.filter((one) => may(one, 'review'));
  return (
    <Section id="catatan" title={t('notes.title')}>
      {may(user, 'review') && (
        <form method="post" action={actionTo('petugas')} class="one-line">
          <Token visit={visit} />
          <Select
            name="to"
            label={t('filter.assignee')}
            value={proposal.assignee ?? ''}
            options={[
              { value: '', label: t('filter.nobody') },
              ...reviewers.map(({ _id, name }) => ({ value: _id, label: name })),
            ]}
          />
          <button type="submit" class="plain small">
            {t('notes.assign')}
          </button>
        </form>
      )}
      <ul class="related">
        {(proposal.notes ?? []).map(({ at, by, text }) => (
          <li key={`${at.getTime()} ${by}`}>
            <blockquote>{text}</blockquote>
            <p class="soft small">
              {words.time(at)} · {byName(by)}
            </p>
          </li>
        ))}
      </ul>
      <form method="post" action={actionTo('catatan')}>
        <Token visit={visit} />
        <div class="field">
          <label for="note">{t('notes.note')}</label>
          <small id="note-hint" class="hint">
            {t('notes.hint')}
          </small>
          <textarea
            id="note"
            name="note"
            rows={2}
            maxLength={noteLength}
            required
            aria-describedby="note-hint"
          />
        </div>
        <button type="submit" class="plain small">
          {t('notes.add')}
        </button>
      </form>
    </Section>
  );
}
