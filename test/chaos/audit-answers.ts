import { textKeys } from '../../src/conversation/text-keys.ts';
import type { Standing } from '../../src/demo/account.ts';
import { type Topic, topics } from '../../src/demo/proposals.ts';
import { plain } from '../../src/demo/reading.ts';
import { loadTexts } from '../../src/texts/load.ts';
import { type Detail, say } from './finding.ts';
import type { Line, Person } from './person.ts';

type Stored = Standing['proposals'][number]['answers'];

/** Each answer stands, word for word, under the question it was said to; a choice by its number is the one that was meant. */
export function auditAnswers(person: Person, { proposals, conversation }: Standing): Detail[] {
  const open =
    conversation?.state?.status === 'open' && proposals.length === 0 ? [conversation.state.answers] : [];
  return [...proposals.map(({ answers }) => answers), ...open].flatMap((stored) =>
    topics.flatMap((topic) => auditOne(topic, stored[topic], saidBy(person), proposals.length > 0)),
  );
}

type SaidTo = (about: Topic) => Line[];

const saidBy =
  ({ lines }: Person): SaidTo =>
  (about) =>
    lines.filter((line) => line.from === 'person' && line.about === about);

function auditOne(
  topic: Topic,
  stored: Stored[string] | undefined,
  saidTo: SaidTo,
  complete: boolean,
): Detail[] {
  const said = saidTo(topic);
  const has = (words: string) => (line: Line) => line.text === words;
  if (!stored)
    return complete && said.length > 0 ? [say('answer lost or changed', `${topic} is not there`)] : [];
  const { words, value } = stored;
  // A question that was passed over keeps no words.
  if (value.kind === 'skipped') return [];
  const meant = said.find(has(words))?.meant;
  if (value.kind === 'choice' && meant) return auditChoice(topic, value.choice, meant);
  if (said.some(has(words))) return [];
  const other = topics.find((one) => saidTo(one).some(has(words)));
  if (other)
    return [say('filed under another question', `${topic} holds what was said to ${other}: "${words}"`)];
  const texts = [...new Set(said.map(({ text }) => text))].join('", "');
  return [say('answer lost or changed', `${topic} is "${words}", said was "${texts}"`)];
}

/** A bare number tells nothing of the question it was said to: the choice does. */
function auditChoice(topic: Topic, choice: string, meant: string): Detail[] {
  const chosen = labelOf(topic, choice);
  // A button may show only its beginning.
  return chosen.startsWith(meant)
    ? []
    : [say('filed under another question', `${topic} is "${chosen}", meant was "${meant}"`)];
}

const texts = loadTexts();

/** A choice as it is offered, without its number and signs. */
function labelOf(topic: Topic, choice: string): string {
  const offered = textKeys.choice('usulan', topic, choice);
  return plain(texts.t('id', texts.has(offered) ? offered : `issues.${choice}.name`));
}
