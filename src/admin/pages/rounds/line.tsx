import type { Flow } from '../../../conversation/flow.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Field } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { TypedRound } from './form.ts';

/** A form that is being filled in. */
export interface FormProps {
  visit: SignedInVisit;
  lookups: Lookups;
  flows: Flow[];
  typed: TypedRound;
  /** What is wrong, in words, by field. */
  problems: Readonly<Record<string, string>>;
}

/** One line of the form, by the name of its field. */
export function Line(
  props: FormProps & {
    name:
      | 'year'
      | 'name'
      | 'firstDay'
      | 'lastDay'
      | 'quota'
      | 'answerDays'
      | 'place'
      | 'time'
      | 'reminder1'
      | 'reminder2'
      | 'recallMinutes';
    type?: 'text' | 'date';
    hint?: string;
    required?: boolean;
  },
) {
  const { visit, typed, problems, name, type = 'text', hint, required = true } = props;
  return (
    <Field
      name={name}
      type={type}
      label={visit.words.t(`rounds.field.${name}`)}
      value={typed[name]}
      hint={hint}
      required={required}
      autocomplete="off"
      problem={problems[name]}
    />
  );
}
