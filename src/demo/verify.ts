import type { Standing } from './account.ts';
import type { Phone } from './crowd.ts';
import type { Persona, Words } from './memory.ts';

const sendsNone = new Set<Persona['habit']['kind']>(['ignores', 'refuses', 'falls-silent', 'leaves']);

/** How many proposals somebody of this habit sends off. */
export function intended({ habit, proposals }: Persona): number {
  return sendsNone.has(habit.kind) ? 0 : proposals.length;
}

/**
 * Compares what people meant and said with what the database holds: every proposal exactly once, with the words
 * that were sent, and its receipt in the right hands.
 * @returns what is lost, doubled, changed or stuck, a sentence each; empty when all is well
 */
export function verify(phones: Phone[], standingOf: (address: string) => Standing | undefined): string[] {
  const problems = phones.flatMap((phone) => {
    const standing = standingOf(phone.address);
    const name = standing?.participant.name ?? phone.address;
    return verifyOne(phone, standing).map((problem) => `${name}: ${problem}`);
  });
  const codes = phones.flatMap((phone) => phone.memory.codes);
  if (new Set(codes).size < codes.length) problems.push('a code was given out twice');
  return problems;
}

function verifyOne({ persona, memory, delivered }: Phone, standing: Standing | undefined): string[] {
  if (!standing) return ['has no standing'];
  const problems: string[] = [];
  const { proposals, conversation, messages } = standing;
  if (!memory.done) problems.push(`is stuck${memory.question ? ` at question ${memory.question}` : ''}`);
  if (messages.stored !== delivered.length)
    problems.push(`sent ${delivered.length} messages, ${messages.stored} are stored`);
  if (messages.handled !== messages.stored)
    problems.push(`${messages.stored - messages.handled} messages were not handled`);
  if (conversation?.outbox.length) problems.push(`${conversation.outbox.length} replies were not sent`);
  if (conversation?.effects.length) problems.push('an effect was not carried out');
  if (proposals.length !== intended(persona))
    problems.push(`meant ${intended(persona)} proposals, ${proposals.length} are stored`);
  const codes = proposals.map((proposal) => proposal.code);
  if (codes.join() !== memory.codes.join())
    problems.push(`was given ${memory.codes.join()}, stored are ${codes.join()}`);
  for (const [index, words] of memory.sent.entries()) {
    const stored = proposals[index];
    if (stored)
      problems.push(
        ...differences(words, memory.restated, stored.answers).map((one) => `${stored.code}: ${one}`),
      );
  }
  return problems;
}

/** Topics whose stored words are not those that were sent. A location is compared by its numbers. */
function differences(
  words: Words,
  restated: string[],
  answers: Standing['proposals'][number]['answers'],
): string[] {
  return Object.entries(words).flatMap(([topic, sent]) => {
    const answer = answers[topic];
    if (topic === 'photos') {
      const kind = sent === 'none' ? 'skipped' : 'photos';
      return answer?.value.kind === kind ? [] : [`photos are ${answer?.value.kind}, not ${kind}`];
    }
    if (answer?.value.kind === 'place' && answer.value.lat !== undefined)
      return `${answer.value.lat}, ${answer.value.lon}` === sent ? [] : [`${topic} is another point`];
    return answer && [sent, ...restated].includes(answer.words)
      ? []
      : [`${topic} is "${answer?.words}", sent was "${sent}"`];
  });
}
