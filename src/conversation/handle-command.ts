import { ask } from './ask.ts';
import { askOffice } from './ask-office.ts';
import type { Command } from './commands.ts';
import { openErase } from './erase.ts';
import { accept, goBack, openMenu } from './moves.ts';
import { takeUpReopened } from './reopened.ts';
import { explain, helpAbout } from './retries.ts';
import { currentStep, say, type Talk, t } from './talk.ts';
import type { Call } from './types.ts';

/** Carries out a command word. After most of them the current question is asked again. */
export function handleCommand(talk: Talk, command: Command): void {
  const { state } = talk;
  const { name } = command;
  if (name === 'check') return call(talk, { name: 'lookup', code: command.code });
  if (name === 'status') return call(talk, { name: 'status' });
  if (name === 'stop') return stop(talk);
  if (name === 'my-data') return call(talk, { name: 'my-data' });
  if (name === 'erase') return openErase(talk);
  if (name === 'complete') return takeUpReopened(talk);
  if (name === 'ask') return askOffice(talk, command.words ?? null);
  if (name === 'staff') return askOffice(talk, '');
  if (name === 'privacy') {
    say(talk, t(talk, 'conversation.privacy'));
    return state.status === 'open' ? ask(talk, false) : undefined;
  }
  // A command closes an open side question.
  state.menu = name === 'language' ? 'language' : null;
  if (name === 'language') state.misses = 0;
  if (state.status !== 'open') return ask(talk);
  if (name === 'back') goBack(talk);
  if (name === 'change' || name === 'cancel') openMenu(talk, name);
  if (name === 'help') help(talk);
  if (name === 'skip') return skip(talk);
  if (name === 'start') greetAgain(talk);
  ask(talk, name === 'start');
}

function call(talk: Talk, wanted: Call): void {
  talk.call = wanted;
}

function stop(talk: Talk): void {
  const { state, context } = talk;
  if (state.status !== 'stopped') talk.effects.push({ kind: 'declined', how: 'stopped', at: context.now });
  state.status = 'stopped';
  state.menu = null;
  say(talk, t(talk, 'conversation.stopped'));
}

function help(talk: Talk): void {
  say(talk, [helpAbout(talk), t(talk, 'conversation.help.words')].filter(Boolean).join('\n\n'));
}

/** LEWATI, and whatever else passes over an optional question; photos that were sent before it are kept. */
export function skip(talk: Talk): void {
  const step = currentStep(talk);
  if (step?.optional) {
    const sent = talk.state.sofar;
    return sent?.kind === 'photos'
      ? accept(talk, sent, `(${sent.photos.length})`)
      : accept(talk, { kind: 'skipped' }, '');
  }
  explain(talk, 'cannot-skip');
}

/** MULAI in the middle of a talk: says which question they are at before it is asked again. */
function greetAgain(talk: Talk): void {
  const step = currentStep(talk);
  if (step?.number)
    say(talk, t(talk, 'conversation.we-were-at', { n: step.number, total: talk.flow.questions }));
}
