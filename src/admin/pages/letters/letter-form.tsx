import type { Proposal } from '../../../proposals/proposal.model.ts';
import { Field, Section, Select, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { TypedLetter } from './forms.ts';
import type { Letters } from './props.ts';

/** An office has a month, as long as nobody says otherwise. */
const usualDays = 30;

/** What waits for a letter to one office; without one, its addressee is chosen here. */
export function LetterForm(props: {
  visit: SignedInVisit;
  found: Letters;
  /** Its key; empty where the proposals name none that there is. */
  office: string;
  proposals: readonly Proposal[];
  /** As it was sent and refused. */
  typed: TypedLetter | undefined;
}) {
  const { visit, found, office, proposals, typed } = props;
  const { words } = visit;
  const say = (key: string, params = {}) => words.say(`paper-pages.letters.${key}`, params);
  const { lookups, choice, today } = found;
  const name = lookups.offices.find(({ key }) => key === office)?.name;
  const due = new Date(Date.parse(today) + usualDays * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const id = office || 'tanpa-alamat';
  return (
    <Section id={id} title={name ?? say('without')}>
      {!name && <p class="soft">{say('without-why')}</p>}
      <form method="post" action="/surat">
        <Token visit={visit} />
        <input type="hidden" name="round" value={choice.round._id} />
        {name && <input type="hidden" name="office" value={office} />}
        <fieldset>
          <legend>{say('which')}</legend>
          <ul class="ticks">
            {proposals.map(({ _id, code, title, village }) => (
              <li key={_id}>
                <label class="pick">
                  <input
                    type="checkbox"
                    name="proposals"
                    value={_id}
                    checked={typed?.proposals.includes(_id) ?? true}
                  />
                  <span>
                    {words.title(title)}
                    <small>
                      {code} · {lookups.villageName(village)}
                    </small>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
        {!name && (
          <Select
            name="office"
            label={say('office')}
            value={typed?.office ?? ''}
            options={[
              { value: '', label: say('office-choose') },
              ...lookups.offices.map((one) => ({ value: one.key, label: one.name })),
            ]}
          />
        )}
        <Field name="due" label={say('due')} type="date" value={typed?.due ?? due} />
        <button type="submit">{say('write', { count: proposals.length })}</button>
      </form>
    </Section>
  );
}
