import type { ComponentChildren } from 'preact';
import type { Proposal } from '../../proposals/proposal.model.ts';
import type { ProposalStatus } from '../../proposals/reasons.ts';
import { ownerField, ownerMark } from './kept-form.ts';
import type { Visit } from './visit.ts';
import type { Words } from './words.ts';

/** The token every form carries, and the mark of whom it was made for. */
export function Token({ visit }: { visit: Visit }) {
  const { deps, user } = visit;
  return (
    <>
      <input type="hidden" name="_csrf" value={visit.csrf()} />
      {user && <input type="hidden" name={ownerField} value={ownerMark(deps, user._id)} />}
    </>
  );
}

/**
 * The problems of a form, above it; each links to its field. `problems` maps fields to text keys.
 * @param props.say turns a key into text; by default with `admin.problem`
 */
export function Problems(props: {
  words: Words;
  problems: Readonly<Record<string, string>>;
  say?: (key: string) => string;
}) {
  const { words, problems, say = (key) => words.t(`problem.${key}`) } = props;
  const entries = Object.entries(problems);
  if (entries.length === 0) return null;
  return (
    <div class="notice bad" role="alert">
      <p>{words.t('form.problems')}</p>
      <ul>
        {entries.map(([field, key]) => (
          <li key={field}>
            <a href={`#${field}`}>{say(key)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A labelled text input. */
export function Field(props: {
  name: string;
  label: string;
  type?: 'text' | 'email' | 'password' | 'search' | 'date' | 'time' | 'datetime-local';
  value?: string;
  hint?: string | undefined;
  problem?: string | undefined;
  autocomplete?: 'username' | 'current-password' | 'new-password' | 'one-time-code' | 'off';
  required?: boolean;
  minLength?: number;
}) {
  const {
    name,
    label,
    type = 'text',
    value,
    hint,
    problem,
    autocomplete,
    required = true,
    minLength,
  } = props;
  const about = [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(' ');
  const attributes = {
    id: name,
    name,
    value,
    autocomplete,
    required,
    minLength,
    maxLength: 254,
    'aria-describedby': about || undefined,
    'aria-invalid': problem ? ('true' as const) : undefined,
  };
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && (
        <small id={`${name}-hint`} class="hint">
          {hint}
        </small>
      )}
      {type === 'text' && <input type="text" {...attributes} />}
      {type === 'email' && <input type="email" {...attributes} />}
      {type === 'password' && <input type="password" {...attributes} />}
      {type === 'search' && <input type="search" {...attributes} />}
      {type === 'date' && <input type="date" {...attributes} />}
      {type === 'time' && <input type="time" {...attributes} />}
      {type === 'datetime-local' && <input type="datetime-local" {...attributes} />}
      {problem && (
        <small id={`${name}-problem`} class="problem">
          {problem}
        </small>
      )}
    </div>
  );
}

/** A labelled select. */
export function Select(props: {
  name: string;
  label: string;
  value: string;
  options: { value: string; label: string }[];
  disabled?: boolean;
}) {
  const { name, label, value, options, disabled } = props;
  // What is chosen, but is there no more (somebody who has left, in a kept filter), is shown rather than passed over.
  const isGone = value !== '' && options.every((option) => option.value !== value);
  const gone = isGone ? [{ value, label: value }] : [];
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <select id={name} name={name} disabled={disabled}>
        {[...options, ...gone].map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

const tones: Partial<Record<ProposalStatus, string>> = {
  submitted: 'new',
  classified: 'new',
  'in-review': 'busy',
  accepted: 'good',
  rejected: 'bad',
  returned: 'warn',
};

/** A status in words; the colour only repeats them. */
export function StatusTag({ words, status }: { words: Words; status: ProposalStatus }) {
  return <span class={`tag ${tones[status] ?? 'other'}`}>{words.status(status)}</span>;
}

/** Marks a proposal whose proposer is unconfirmed: it counts in no figure. */
export function Unconfirmed({ words, proposal }: { words: Words; proposal: Pick<Proposal, 'unconfirmed'> }) {
  return proposal.unconfirmed ? <span class="tag warn">{words.t('unconfirmed.tag')}</span> : null;
}

/** Marks a proposal that is back on the desk because its proposer has completed it, or cannot. */
export function Completed({ words, proposal }: { words: Words; proposal: Pick<Proposal, 'completion'> }) {
  const { completion } = proposal;
  if (!completion) return null;
  const { declined } = completion;
  return (
    <span class={`tag ${declined ? 'warn' : 'good'}`}>
      {words.t(declined ? 'completion.declined' : 'completion.tag')}
    </span>
  );
}

/** A part of a page under its own heading. */
export function Section(props: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="card" aria-labelledby={props.id}>
      <h2 id={props.id}>{props.title}</h2>
      {props.children}
    </section>
  );
}

/** Shown when a page has no content, with what to do about it. */
export function Empty(props: { title: string; children: ComponentChildren }) {
  return (
    <div class="empty">
      <h2>{props.title}</h2>
      {props.children}
    </div>
  );
}
