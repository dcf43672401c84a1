import { miss, type Reader, words } from './input.ts';

/** One of the choices: by button, or as `reading/choose.ts` reads a text. */
export const readChoice: Reader = (input, { choices, chosen }) => {
  if (input.kind !== 'choice' && input.kind !== 'text') return miss('not-text');
  const choice = choices.find(({ value }) => value === chosen);
  if (!choice) return miss('unknown-choice');
  const said = input.kind === 'text' ? input.text : choice.label;
  return { kind: 'answer', value: { kind: 'choice', choice: choice.value }, words: words(said) };
};
