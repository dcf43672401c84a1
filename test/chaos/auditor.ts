import type { Standing } from '../../src/demo/account.ts';
import type { DeadLetter } from '../../src/messaging/queues/dead-letters.ts';
import { loadTexts } from '../../src/texts/load.ts';
import { auditAnswers } from './audit-answers.ts';
import { type Causes, causesOf } from './causes.ts';
import { type Detail, type Finding, say } from './finding.ts';
import type { Happened } from './happening.ts';
import type { Line, Person } from './person.ts';

/** All that is compared: what people said and saw, what is stored, what was done to the service. */
export interface Facts {
  people: Person[];
  standings: Standing[];
  happened: Happened[];
  deadLetters: DeadLetter[];
  notReady: string[];
  /** To whom a message was on its way that the network answered with a fault of its own, or not at all. */
  mayHaveLeft: ReadonlySet<string>;
}

/** Findings, and how many repetitions were found that a fault explains. */
export interface Audit {
  findings: Finding[];
  explained: number;
}

/** Holds what people said and saw against what is stored. */
export function audit(facts: Facts): Audit {
  const { people, standings, happened, deadLetters, notReady } = facts;
  const causes = causesOf(happened, people);
  const found = people.flatMap((person) => {
    const standing = standings.find(({ participant }) => participant.addresses?.includes(person.address));
    const details = standing
      ? auditOne(person, standing, causes, facts)
      : [say('message not stored', 'is not known')];
    return details.map((one): Finding => ({ ...one, address: person.address }));
  });
  const general: Finding[] = [
    ...deadLetters.map(({ queue, id, reason }) => say('dead letter', `${queue} ${id}: ${reason}`)),
    ...notReady.map((role) => say('process not ready at the end', role)),
  ].map((one) => ({ ...one, address: null }));
  return { findings: [...found, ...general], explained: causes.used() };
}

const auditOne = (person: Person, standing: Standing, causes: Causes, facts: Facts): Detail[] => [
  ...auditAnswers(person, standing),
  ...twice(person, standing, causes),
  ...askedAgain(person, causes),
  ...unfinished(person, standing),
  ...invitation(person, standing, causes, facts),
];

/** One proposal, one receipt. */
function twice(person: Person, { proposals }: Standing, causes: Causes): Detail[] {
  const receipts = person.lines.filter(({ code }) => code !== undefined);
  const again = repeats(receipts, ({ text }) => text).filter(([before]) => !causes.explain(before));
  const codes = new Set([...receipts, ...proposals].map(({ code }) => code));
  return [
    ...(codes.size > 1 ? [say('proposal twice', [...codes].join(', '))] : []),
    ...again.map(([, line]) => say('receipt twice', line.text.slice(0, 80))),
  ];
}

const onceMore = loadTexts().t('id', 'conversation.once-more');

/**
 * A question comes once; the very same message a second time only where its first copy may have been lost on the way. Of
 * what they said in such a time nobody may know which question it was meant for; then it is asked once more.
 */
function askedAgain(person: Person, causes: Causes): Detail[] {
  const asked = withoutInvitation(person).filter(
    ({ from, about, code }) => from === 'service' && about !== null && code === undefined,
  );
  return repeats(asked, ({ about }) => about).flatMap(([before, line]) => {
    const unsure = [before, ...saidBefore(person, line)];
    if (line.text.startsWith(onceMore) && unsure.some((one) => causes.explain(one))) return [];
    if (before.text !== line.text)
      return [say('asked again, not understood', `${line.about}: ${line.text.slice(0, 60)}`)];
    return causes.explain(before)
      ? []
      : [say('asked twice without cause', `${line.about}, ${seconds(before, line)} s later`)];
  });
}

/** The last of theirs before a line of ours: what that answers may have waited behind the others. */
const saidBefore = ({ lines }: Person, line: Line): Line[] =>
  lines
    .slice(0, lines.indexOf(line))
    .filter(({ from }) => from === 'person')
    .slice(-3);

const seconds = (one: Line, other: Line) => ((other.at - one.at) / 1000).toFixed(1);

/** Each line with the one before it that is alike. */
function repeats<Key>(lines: Line[], key: (line: Line) => Key): [before: Line, line: Line][] {
  const last = new Map<Key, Line>();
  return lines.flatMap((line) => {
    const before = last.get(key(line));
    last.set(key(line), line);
    return before ? [[before, line] as [Line, Line]] : [];
  });
}

/** Nobody waits, and nothing of theirs is left undone. */
function unfinished(person: Person, { invitation, conversation, messages }: Standing): Detail[] {
  const said = person.lines.filter(({ from }) => from === 'person').length;
  const last = person.lines.at(-1);
  const neverReached = person.lines.length === 0 && invitation?.status === 'unknown';
  return [
    ...(person.done || neverReached
      ? []
      : [say('stuck', `after ${last?.from ?? 'nothing'}: ${last?.about} ${last?.text.slice(0, 60)}`)]),
    ...(messages.stored === said
      ? []
      : [say('message not stored', `said ${said}, stored ${messages.stored}`)]),
    ...(messages.handled === messages.stored
      ? []
      : [say('message not handled', `${messages.stored - messages.handled} of ${messages.stored}`)]),
    ...(conversation?.outbox.length || conversation?.effects.length
      ? [say('reply or effect left over', '')]
      : []),
  ];
}

/** What came before they had said anything is their invitation. */
function invitationsOf({ lines }: Person): Line[] {
  const first = lines.findIndex(({ from }) => from === 'person');
  return first < 0 ? lines : lines.slice(0, first);
}
const withoutInvitation = (person: Person) => person.lines.slice(invitationsOf(person).length);

/** One invitation, and in doubt only where it may have left. */
function invitation(
  person: Person,
  { invitation: row }: Standing,
  causes: Causes,
  { mayHaveLeft }: Facts,
): Detail[] {
  const came = invitationsOf(person).length;
  const inDoubt = row?.status === 'unknown' && came === 0 && !mayHaveLeft.has(person.address);
  return [
    ...(came > 1 ? [say('invitation twice', `came ${came} times`)] : []),
    ...(inDoubt && !causes.explainLeaving(row.sendingAt?.getTime() ?? 0)
      ? [say('unknown invitation that never left', row.reason ?? '')]
      : []),
  ];
}
