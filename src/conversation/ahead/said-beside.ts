/** What an answer says beside, for the questions that its step may answer too. */
import { locales } from '../../texts/locales.ts';
import { knownNumbers } from '../choices.ts';
import { figuresIn } from '../figures.ts';
import type { Step } from '../flow.ts';
import { readCount } from '../inputs/count.ts';
import { stepOfRole } from '../roles.ts';
import type { Talk } from '../talk.ts';
import { textKeys } from '../text-keys.ts';
import type { Answer, AnswerValue } from '../types.ts';
import type { HeardWords } from './choices-named.ts';
import { readSentence, type Said } from './sentence.ts';

/** The part of a talk that reading needs. */
type Known = Pick<Talk, 'flow' | 'state' | 'context' | 'texts'>;
type RoleBeside = NonNullable<Step['also_answers']>[number];

/** @returns what was read for each step of its `also_answers`, by their names */
export function saidBeside(
  talk: Known,
  id: string,
  answer: Pick<Answer, 'value' | 'words'>,
): [string, AnswerValue][] {
  const { flow } = talk;
  const step = flow.steps[id];
  const roles = step?.also_answers;
  if (!step || !roles) return [];
  const read = readerOf(talk, step, answer);
  return roles.flatMap((role): [string, AnswerValue][] => {
    const other = stepOfRole(flow, role);
    const found = other && read(role, other);
    return found ? [[other, found]] : [];
  });
}

type ReadRole = (role: RoleBeside, step: string) => AnswerValue | null;

function readerOf(talk: Known, step: Step, { value, words }: Pick<Answer, 'value' | 'words'>): ReadRole {
  if (value.kind === 'choice') return (role, other) => (role === 'rt' ? rtNamed(talk, other, words) : null);
  if (value.kind !== 'text') return () => null;
  const isRequest = step.role === 'proposal';
  const rules = {
    isRequest,
    villages: () => villagesOf(talk),
    district: talk.context.lies,
    heard: (role: 'group' | 'land') => heardWords(talk, role),
  };
  const said = readSentence(value.text, rules);
  return (role, other) => {
    if (role === 'rt') return null;
    if (role === 'proposal') return proposalOf(talk, other, value.text, said);
    const answer = answerOf[role](said);
    return answer?.kind === 'choice' && !offers(talk, other, answer.choice) ? null : answer;
  };
}

const offers = ({ flow }: Known, step: string, choice: string) =>
  flow.steps[step]?.choices?.some(({ value }) => value === choice) === true;

const chosen = (choice: string | null): AnswerValue | null =>
  choice === null ? null : { kind: 'choice', choice };

const answerOf: Record<Exclude<RoleBeside, 'proposal' | 'rt'>, (said: Said) => AnswerValue | null> = {
  size: ({ size }) => size && { kind: 'quantity', ...size },
  households: ({ households }) => (households === null ? null : { kind: 'count', count: households }),
  place: ({ place }) => place,
  group: ({ group }) => chosen(group),
  land: ({ land }) => chosen(land),
};

/** The same words, where they ask for something; not while requests of an earlier message wait to be proposed. */
function proposalOf({ flow, state }: Known, id: string, text: string, { asks }: Said): AnswerValue | null {
  const { min = 1, max = text.length } = flow.steps[id] ?? {};
  const fits = text.length >= min && text.length <= max;
  return asks && fits && !state.waiting?.length ? { kind: 'text', text } : null;
}

/** "Ketua RT 03" is whose RT it is too, where it is one that there is. */
function rtNamed(talk: Known, id: string, words: string): AnswerValue | null {
  const step = talk.flow.steps[id];
  const named = figuresIn(words).filter(({ names }) => names === 'rt');
  if (!step || named.length !== 1) return null;
  const read = readCount(
    { kind: 'text', text: words },
    { step, known: knownNumbers(talk, step), choices: [], sofar: undefined },
  );
  return read.kind === 'answer' ? read.value : null;
}

const villagesOf = ({ context }: Known) =>
  Object.entries(context.lists).flatMap(([name, list]) => (name.startsWith('villages/') ? list : []));

/** The words by which the choices of a role's step are known in a sentence, in all languages. */
function heardWords({ flow, texts }: Known, role: 'group' | 'land'): HeardWords {
  const id = stepOfRole(flow, role);
  const choices = (id && flow.steps[id]?.choices) || [];
  return new Map(
    choices.map(({ value }) => {
      const key = textKeys.heard(flow.id, id ?? '', value);
      const words = locales.filter((locale) => texts.has(key, locale)).map((locale) => texts.t(locale, key));
      return [value, words.flatMap((all) => all.split('|'))];
    }),
  );
}
