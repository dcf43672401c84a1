/** What a message means depends on whether the talk is open, and on what was asked last. */
import { beginsAnother } from './another.ts';
import { ask } from './ask.ts';
import { asText } from './caption.ts';
import type { Command } from './commands.ts';
import { hearEarlyPhoto } from './early-photo.ts';
import { isFree, isListed, type Step } from './flow.ts';
import { handleCommand, skip } from './handle-command.ts';
import { isTailOfRefused } from './heard.ts';
import { isLongList, takeListed } from './listed-answers.ts';
import { answerMenu } from './menus.ts';
import { explainMiss } from './misses.ts';
import { accept, goTo } from './moves.ts';
import { putRight } from './put-right.ts';
import { readAnswer } from './read-answer.ts';
import type { Act } from './reading/act.ts';
import { wantsMessages } from './reopened.ts';
import { stepOfRole } from './roles.ts';
import { isPastButton } from './said-twice.ts';
import { offerSplit, readSeveral } from './split.ts';
import { currentStep, firstText, say, type Talk, t } from './talk.ts';
import type { Input } from './types.ts';
import { type Understood, understand } from './understand.ts';

/** Takes in one message: a command, the answer to a side question, or the answer to the current step. */
export function listen(talk: Talk, input: Input, meant = understand(talk, input)): void {
  const { state } = talk;
  const command = commandOf(talk, input, meant);
  const asleep = state.status !== 'open';
  if (asleep && (command || !state.menu || !meant.chosen)) return wake(talk, input, command);
  if (command) return handleCommand(talk, command);
  if (putRight(talk, input, meant)) return;
  if (state.menu) return answerMenu(talk, meant);
  answerStep(talk, input, meant);
}

const ownCommands: readonly Command['name'][] = [
  'stop',
  'language',
  'privacy',
  'my-data',
  'erase',
  'ask',
  'staff',
];
const ownMenus = ['language', 'erase', 'erase-sure'];

/** Whether a message is one by which people decide about themselves and their data, or ask the office. */
export function isOwn(talk: Talk, input: Input): boolean {
  const meant = understand(talk, input);
  const command = commandOf(talk, input, meant);
  if (command) return ownCommands.includes(command.name);
  return ownMenus.includes(talk.state.menu ?? '') && meant.chosen !== null;
}

/** The command that a message is, if it is one. A slip of the finger for one is read where no free text is asked. */
function commandOf(talk: Talk, input: Input, { act, command, chosen }: Understood): Command | null {
  if (input.kind !== 'text') return null;
  if (command && goesOn(talk, command, act)) return { ...command, name: 'skip' };
  if (command) return givesWay(talk, command, input.text) && chosen ? null : command;
  const freeText = !talk.state.menu && isFree(currentStep(talk));
  return freeText || chosen ? null : talk.reader.nearCommand(input.text);
}

/** "Lanjut" where nothing need be answered passes over the question; elsewhere it takes the talk up again. */
function goesOn({ state, flow }: Talk, { name }: Command, act: Act): boolean {
  const isOptional =
    state.status === 'open' && !state.menu && currentStep({ state, flow })?.optional === true;
  return isOptional && name === 'start' && act === 'yes';
}

/**
 * Whether a command word may also be an answer: "mulai" where "Ya, mulai" is offered, the code of a twin, "batal" where it
 * is asked whether to erase. With a slash (a button of the bot's menu) it never is.
 */
function givesWay({ state }: Talk, { name }: Command, text: string): boolean {
  if (/^\s*\//.test(text) || name === 'stop') return false;
  return state.menu !== null || (state.status === 'open' && (name === 'start' || name === 'check'));
}

/** Somebody writes whose talk is not open: they declined, stopped, were the wrong person, or are done. */
function wake(talk: Talk, input: Input, command: Command | null): void {
  const { state, context } = talk;
  const always = ['status', 'check', ...ownCommands];
  if (command && always.includes(command.name)) return handleCommand(talk, command);
  state.menu = null;
  const begins = command?.name === 'start';
  const meant = understand(talk, input);
  if (!wantsMessages(state) && !begins) {
    return say(talk, t(talk, `conversation.asleep.${state.status}`));
  }
  // "Ok, terima kasih" ends a talk; it neither begins it again nor agrees to anything.
  if (!begins && (meant.act === 'ok' || meant.act === 'thanks'))
    return say(talk, t(talk, 'conversation.asleep.thanks'));
  if (state.status === 'done') return wakeDone(talk, input);
  if (state.status !== 'later') talk.effects.push({ kind: 'returned', at: context.now });
  // They had stopped after the last question: there is nothing left to go on with.
  if (!state.step) return wakeDone(talk);
  const waited = state.status === 'later';
  state.status = 'open';
  // "Nanti saja" and days later simply "ya": that is an answer.
  if (waited && !begins && input.kind === 'text' && meant.chosen) return answerStep(talk, input, meant);
  ask(talk);
}

/** All is sent. While the quota lasts they may go on with another proposal. */
function wakeDone(talk: Talk, input: Input | null = null): void {
  const { state, context, flow } = talk;
  state.status = 'done';
  const more = stepOfRole(flow, 'more');
  if (!more || context.quotaLeft <= 0)
    return say(talk, firstText(talk, [`${flow.id}.asleep.done`, 'conversation.asleep.done']));
  state.status = 'open';
  state.step = more;
  if (input && beginsAnother(talk, input, understand(talk, input))) return;
  goTo(talk, more);
}

/** Takes in a message as an answer to the current step. */
export function answerStep(talk: Talk, input: Input, meant = understand(talk, input)): void {
  const { state } = talk;
  const step = currentStep(talk);
  if (!step) return goTo(talk, talk.flow.start);
  // That it is too long was said of its beginning.
  if (isTailOfRefused(talk, input)) return;
  if (input.kind === 'photo' && step.kind !== 'photos') {
    const caption = hearEarlyPhoto(talk, input);
    return caption === null ? undefined : answerStep(talk, { kind: 'text', text: caption });
  }
  // Nobody decides anything by what is written beneath a film.
  const takesCaption = input.kind === 'unsupported' && step.kind !== 'photos' && isListed(step);
  const beneath = takesCaption ? asText(talk, input) : null;
  if (beneath) {
    say(talk, t(talk, 'conversation.caption-read'));
    return answerStep(talk, beneath);
  }
  if (isPastButton(talk, input)) return ask(talk, false);
  if (beginsAnother(talk, input, meant) || takeListed(talk, input)) return;
  const several = step.kind === 'text' ? readSeveral(talk, step, input, meant.chosen) : null;
  if (several?.waiting) state.waiting = several.waiting;
  const act = several ? 'words' : meant.act;
  if (step.optional && leavesOut.includes(act)) return skip(talk);
  // What is only courtesy, a question, a yes or a no is nobody's problem, proposal or place.
  if (act !== 'words' && isFree(step)) return explainMiss(talk, act, 'other');
  const reading = several?.reading ?? readAnswer(talk, step, input, meant.chosen);
  if (reading.kind === 'answer' && offerSplit(talk, reading)) {
    state.misses = 0;
    return ask(talk, false);
  }
  if (reading.kind === 'answer') return accept(talk, reading.value, reading.words);
  if (reading.kind === 'miss')
    return explainMiss(talk, meant.act, isLongList(input) ? 'one-by-one' : reading.reason);
  state.sofar = reading.value;
  state.misses = 0;
  ask(talk, false);
}

/** What passes over an optional question as LEWATI does. */
const leavesOut: readonly Act[] = ['no', 'none', 'later'];

/** Whether a message leaves a question unanswered: an optional one by any no, another by LEWATI, which is explained. */
export function passesOver(talk: Talk, step: Step, input: Input, meant: Understood): boolean {
  if (commandOf(talk, input, meant)?.name === 'skip') return true;
  return step.optional === true && leavesOut.includes(meant.act);
}
