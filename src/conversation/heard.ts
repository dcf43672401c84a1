/** Which answer each of somebody's last messages belongs to, so that one they edit corrects that answer and no other. */
import { isDeepStrictEqual } from 'node:util';
import { words } from './inputs/input.ts';
import type { Heard } from './message-heard.ts';
import { questionOf } from './question.ts';
import type { Talk } from './talk.ts';
import type { Input, State } from './types.ts';

/** How many messages are remembered: more than a whole proposal takes. */
const remembered = 24;
/** Telegram cuts what is longer than 4,096 characters at a space or line before that. */
const longHead = 3_500;
/** The parts of a text that was cut leave the phone together; networks tell whole seconds. */
const tailWithinMs = 2_000;

/** What somebody can edit of a message: its text, or the caption of a photo, a film or a file. Null for all else. */
export function editableWords(input: Input): string | null {
  if (input.kind === 'text') return words(input.text);
  if (input.kind === 'unsupported') return input.caption === undefined ? null : words(input.caption);
  return input.kind === 'photo' ? words(input.caption ?? '') : null;
}

/** Remembers a message by what it has changed. @param before the state it was said in */
export function rememberHeard({ state }: Talk, before: State, input: Input): void {
  const text = editableWords(input);
  if (!input.from || text === null) return;
  const { message, sentAt } = input.from;
  const photo = input.kind === 'photo' && isHeld(state, input.media.id) ? input.media.id : null;
  const mine: Heard = {
    ...questionOf(before),
    message,
    at: sentAt,
    words: text,
    taken: false,
    ...(photo ? { photo } : {}),
  };
  const others = (state.heard ?? []).filter((one) => one.message !== message).map((one) => ({ ...one }));
  // What was sent is told of by its number alone.
  for (const one of others) if (one.proposal !== state.proposal) one.words = '';
  state.heard = attribute([...others, mine], before, state).slice(-remembered);
}

/** Ties the answers that have changed to the messages they are made of. */
function attribute(heard: Heard[], before: State, after: State): Heard[] {
  let kept = heard;
  // One message may fill several questions; it is known by the one it was said to.
  const changed = Object.keys(after.answers).sort((one) => (one === before.step ? 1 : -1));
  for (const id of changed) {
    const answer = after.answers[id];
    if (!answer || answer.value.kind === 'skipped' || answer.value.kind === 'photos') continue;
    if (isDeepStrictEqual({ ...answer, at: '' }, { ...before.answers[id], at: '' })) continue;
    const source = kept.findLast(
      (one) => one.words !== '' && (answer.words === one.words || answer.words.endsWith(`\n${one.words}`)),
    );
    if (!source) continue;
    // An answer that was given anew is no longer made of what was said before.
    if (answer.words === source.words)
      kept = kept.filter((one) => one === source || !(one.taken && one.step === id));
    Object.assign(source, { taken: true, step: id, side: null, proposal: after.proposal });
  }
  return kept;
}

/** All photos of the proposal that is being written, by which they may be changed. */
export const photosHeld = ({ answers, sofar }: State) =>
  [...Object.values(answers).map(({ value }) => value), sofar].flatMap((value) =>
    value?.kind === 'photos' ? value.photos : [],
  );

const isHeld = (state: State, id: string) => photosHeld(state).some(({ mediaId }) => mediaId === id);

/** Whether a message is the end of a text that was too long for its network, and whose beginning was refused. */
export function isTailOfRefused({ state }: Talk, { from }: Input): boolean {
  const head = state.heard?.at(-1);
  if (!from?.early || !head || head.taken || head.words.length < longHead) return false;
  const later = Date.parse(from.sentAt) - Date.parse(head.at);
  return later >= 0 && later <= tailWithinMs;
}

/** Whether the message before was a photo to the same question: an album is thanked for once. */
export function continuesAlbum({ state }: Talk, { from }: Input): boolean {
  const last = state.heard?.at(-1);
  return Boolean(
    from && last?.photo && last.words === '' && isDeepStrictEqual(questionOf(state), questionIn(last)),
  );
}

/** Whether the photo before was not kept either, and its sender could not read yet why. */
export function followsUnkept({ state }: Talk, { from }: Input): boolean {
  const last = state.heard?.at(-1);
  return Boolean(from?.early && last && !last.taken && !last.photo && last.words === '');
}

const questionIn = ({ proposal, step, side }: Heard) => ({ proposal, step, side });
