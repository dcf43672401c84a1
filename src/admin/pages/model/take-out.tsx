import { Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

/** Who has taught the classifier something, and a button that takes it out again. */
export function TakeOut(props: {
  visit: SignedInVisit;
  /** Where the form goes, and what names the thing there. */
  action: string;
  fields: Readonly<Record<string, string>>;
  /** E-mail address, and the time in words. */
  by: string;
  at: string;
  button: string;
  /** The thing in words, for who hears the page. */
  what: string;
}) {
  const { visit, action, fields, by, at, button, what } = props;
  return (
    <form method="post" action={action}>
      <Token visit={visit} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <small>
        {by}, {at}
      </small>{' '}
      <button type="submit" class="quiet small">
        {button} <span class="unseen">{what}</span>
      </button>
    </form>
  );
}
