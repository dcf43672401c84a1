import type { Refusal, RefusalSign } from '../../../issues/refusals.ts';
import type { Words } from '../../shell/words.ts';

/** Each of the five refusals, with what in the proposal may speak for it. */
export type Signs = { reason: Refusal; sign: RefusalSign | null }[];

/** The refusal to think of first; null where nothing speaks for any. */
export const suggestedRefusal = (signs: Signs): Refusal | null =>
  signs.find(({ sign }) => sign !== null)?.reason ?? null;

/** The five refusals to be checked one by one; open where something speaks for one, with the words that say so. */
export function Checklist({ words, signs }: { words: Words; signs: Signs }) {
  const { say } = words;
  const count = signs.filter(({ sign }) => sign !== null).length;
  return (
    <details class="checklist" open={count > 0}>
      <summary>{say('release.checklist.title', { count })}</summary>
      <ul>
        {signs.map(({ reason, sign }) => (
          <li key={reason} class={sign ? 'found' : 'clear'}>
            <span aria-hidden="true">{sign ? '!' : '✓'}</span>
            <span>
              {say(`release.checklist.${reason}`)}
              <small>
                {sign
                  ? say(`release.checklist.sign-${sign.kind}`, { words: sign.words || 'none' })
                  : say('release.checklist.clear')}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
