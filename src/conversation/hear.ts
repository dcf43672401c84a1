/** What a voice note says, once its speaker has said whether it was heard rightly: it may answer other questions too. */
import { saidBeside } from './ahead/said-beside.ts';
import { arrive, giveAhead, goTo, takeBeside } from './moves.ts';
import { nextPrerequisite } from './prerequisites.ts';
import { currentStep, type Talk } from './talk.ts';
import type { AnswerValue } from './types.ts';
import { voiceNotesIn, wordsIn } from './voice-notes.ts';

/**
 * Reads the words of a spoken answer as if they had been written (see `takeBeside`). Other than behind a written answer the
 * question that waits may be one of those they answer: then the talk goes on to the next. What was read of them before and is
 * no longer said is asked.
 * @param mediaId the recording that was settled
 * @returns whether it is part of an answer of the proposal that is being written
 */
export function hear(talk: Talk, mediaId: string): boolean {
  const { state, context } = talk;
  const id = Object.keys(state.answers).find((one) =>
    voiceNotesIn(state.answers[one]?.value).some((note) => note.mediaId === mediaId),
  );
  const answer = id && state.answers[id];
  if (!id || !answer || state.status !== 'open') return false;
  const text = wordsIn(answer.value, context);
  const before = Object.keys(state.answers);
  const value: AnswerValue = { kind: 'text', text };
  takeBeside(talk, id, { value, words: text });
  const waits = state.step;
  if (waits && before.some((one) => !state.answers[one])) return fillHoles(talk, id);
  const said = saidBeside(talk, id, { value, words: text }).find(([other]) => other === waits);
  if (waits && said && !state.menu && !state.sofar && !state.answers[waits]) {
    giveAhead(talk, waits, { value: said[1], words: text, readFrom: id });
    state.untold = [...(state.untold ?? []), waits];
    goTo(talk, waits);
  } else showAnew(talk);
  return true;
}

/** Asks what was read before and is said no more, and comes back to the question that waits. */
function fillHoles(talk: Talk, id: string): true {
  const { state, flow } = talk;
  state.menu = null;
  state.returnTo ??= state.step;
  goTo(talk, flow.steps[id]?.next ?? id);
  return true;
}

/** The summary that waits is made of these words. */
function showAnew(talk: Talk): void {
  const { state } = talk;
  if (state.menu || !currentStep(talk)?.show?.includes('summary')) return;
  if (state.untold?.length || (state.insight && nextPrerequisite(talk))) arrive(talk);
}
