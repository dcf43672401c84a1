import type { VNode } from 'preact';
import type { Role } from '../../../conversation/roles.ts';
import type { Answer, AnswerValue } from '../../../conversation/types.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { issueName, type Words } from '../../shell/words.ts';
import { highlight } from './highlight.ts';

/** The nine questions of the process, by the roles of the steps that ask them. */
const questions = [
  ['area'],
  ['problem'],
  ['own_issue'],
  ['proposal'],
  ['place'],
  ['size'],
  ['households', 'group'],
  ['land'],
  ['photos'],
] as const satisfies Role[][];

interface Props {
  words: Words;
  lookups: Lookups;
  proposal: Proposal;
  /** Shows an answer that was spoken. */
  spoken: (role: Role, answer: Answer) => VNode;
}

/** Everything the proposer answered, in the order it was asked, in their own words. */
export function Answers(props: Props) {
  const { words, proposal } = props;
  return (
    <ol class="answers">
      {questions.map((roles) => (
        <li key={roles[0]}>
          <h3>{words.question(roles[0])}</h3>
          {roles.map((role) => (
            <AnswerText key={role} {...props} role={role} answer={proposal.answers[role]} />
          ))}
        </li>
      ))}
    </ol>
  );
}

function AnswerText(props: Props & { role: Role; answer: Answer | undefined }) {
  const { words, lookups, proposal, role, answer } = props;
  if (!answer) return <p class="soft">{words.t('answer.not-asked')}</p>;
  if (answer.value.kind === 'voice') return props.spoken(role, answer);
  if (answer.value.kind === 'text') {
    const because = proposal.classification?.because ?? [];
    return (
      <blockquote>
        <Marked text={answer.value.text} because={because} />
        {isPart(answer.value.text, answer.words) && (
          <small class="soft"> {words.t('answer.part-of', { words: answer.words })}</small>
        )}
      </blockquote>
    );
  }
  const shown = shownValue(words, lookups, role, answer.value);
  const own = answer.words.trim();
  return (
    <p>
      {shown}
      {answer.value.kind === 'place' && (
        <MapLink words={words} proposal={proposal._id} value={answer.value} />
      )}
      {wasRead(answer) && own.toLowerCase() !== shown.toLowerCase() && (
        <small class="soft"> {words.t('answer.own-words', { words: own })}</small>
      )}
    </p>
  );
}

/** Whether their message asked for more than this: it was split into several proposals. */
function isPart(text: string, message: string): boolean {
  const letters = (words: string) => words.replaceAll(/[\s\p{C}]+/gu, '');
  return letters(text) !== letters(message);
}

/**
 * Whether their words were read as a value, so that both must be shown for a misreading to be seen. The number of a
 * choice, a location or a photo leave nothing to misread.
 */
function wasRead({ value, words }: Answer): boolean {
  if (value.kind === 'choice') return !/^\d*$/.test(words.trim());
  return value.kind === 'quantity' || value.kind === 'count';
}

function shownValue(
  words: Words,
  lookups: Lookups,
  role: Role,
  value: Exclude<AnswerValue, { kind: 'voice' }>,
): string {
  const { t } = words;
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'choice':
      return choiceLabel(words, lookups, role, value.choice);
    case 'quantity':
      return `${words.number(value.amount)} ${value.unit}`;
    case 'count':
      return t('answer.households', { count: value.count });
    case 'place':
      return value.landmark ?? t('answer.location');
    case 'photos':
      return t('answer.photos', { count: value.photos.length });
    case 'skipped':
      return t('answer.skipped');
  }
}

function choiceLabel(words: Words, lookups: Lookups, role: Role, choice: string): string {
  const isIssue = role === 'own_issue' && lookups.issueNames.has(choice);
  return isIssue ? issueName(words, lookups.issueNames, choice) : words.choice(role, choice);
}

/** Coordinates as people read them out, leading to a map; and the way to our own, among the other proposals. */
function MapLink(props: { words: Words; proposal: string; value: { lat?: number; lon?: number } }) {
  const { words, proposal } = props;
  const { lat, lon } = props.value;
  if (lat === undefined || lon === undefined) return null;
  const [north, east] = [lat.toFixed(5), lon.toFixed(5)];
  const map = `https://www.openstreetmap.org/?mlat=${north}&mlon=${east}#map=17/${north}/${east}`;
  return (
    <>
      {' '}
      <a href={map} rel="noreferrer noopener" target="_blank">
        {words.t('answer.map', { place: `${north}, ${east}` })}
      </a>{' '}
      <a href={`/peta?usulan=${encodeURIComponent(proposal)}`}>{words.say('map.around')}</a>
    </>
  );
}

/** A text with the classifier's deciding words marked. */
function Marked({ text, because }: { text: string; because: readonly string[] }) {
  return (
    <>
      {highlight(text, because).map((piece, index) =>
        piece.marked ? <mark key={`${index}`}>{piece.text}</mark> : piece.text,
      )}
    </>
  );
}
