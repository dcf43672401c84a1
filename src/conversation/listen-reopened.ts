/** What is said to a question that the office has reopened: its answer, "later", or that it cannot be answered. */

import { locales } from '../texts/locales.ts';
import { ask } from './ask.ts';
import { asText } from './caption.ts';
import type { Command } from './commands.ts';
import { isFree } from './flow.ts';
import { saysNothingNew } from './late.ts';
import { listen } from './listen.ts';
import { explainMiss } from './misses.ts';
import { optionsNow } from './options.ts';
import type { Seen } from './question.ts';
import { isSameQuestion, questionOf } from './question.ts';
import { readAnswer } from './read-answer.ts';
import type { Act } from './reading/act.ts';
import { choose, overlayOf } from './reading/choose.ts';
import { bare } from './reading/clauses.ts';
import type { Option } from './reading/option.ts';
import {
  askReopened,
  CANNOT,
  choicesBeside,
  LATER,
  lackingWords,
  reopenedNow,
  takeUpReopened,
  talkAbout,
  wantsMessages,
} from './reopened.ts';
import { helpAbout } from './retries.ts';
import { currentStep, say, type Talk, t } from './talk.ts';
import type { Answer, Input, Reopened } from './types.ts';
import { understand } from './understand.ts';

/** Words that are about the question that waits; all other commands are the talk's. */
const aboutQuestion: readonly Command['name'][] = ['skip', 'back', 'change', 'cancel', 'help'];

/** Reads a message as one to the reopened question that waits. @returns false where it is not, and is the talk's to read */
export function listenReopened(talk: Talk, input: Input): boolean {
  const command = commandIn(talk, input);
  if (command === 'complete' && wantsMessages(talk.state)) {
    takeUpReopened(talk);
    return true;
  }
  const open = reopenedNow(talk.state);
  return open !== null && !isOfTalk(command) && hear(talk, open, input);
}

/** The same of a message that was written before another question than the one that waits. */
export function listenReopenedLate(talk: Talk, input: Input, seen: Seen): boolean {
  const { state } = talk;
  const code = seen.question?.side?.match(/^reopened:(.+)$/)?.[1];
  const command = commandIn(talk, input);
  // STOP and HAPUS DATA are nobody's answer, whatever they saw.
  if (code && isOfTalk(command)) return listenReopened(talk, input);
  if (code) {
    const open = state.reopened?.find((one) => one.code === code);
    // Where it is answered by now, this repeats it.
    return open ? hear(talk, open, input) : command === null || command === 'skip';
  }
  const open = reopenedNow(state);
  if (!open) return false;
  const own = questionOf({ ...state, reopened: [] });
  if (seen.question && seen.sure && isSameQuestion(seen.question, own) && state.status === 'open') {
    listen(talk, input);
    return true;
  }
  if (seen.sure) return false;
  if (!isOfTalk(command) && saysNothingNew(talk, input, seen, command === 'skip')) {
    // The office must not be told what was an answer to something else; nor may they think that they have answered.
    if (seen.resent) repeat(talk, open, talkAbout(talk, open), t(talk, 'conversation.once-more'));
    return true;
  }
  return listenReopened(talk, input);
}

function commandIn({ reader }: Talk, input: Input): Command['name'] | null {
  return input.kind === 'text' ? (reader.read(input.text).command?.name ?? null) : null;
}

const isOfTalk = (command: Command['name'] | null): boolean =>
  command !== null && !aboutQuestion.includes(command);

/** @returns false where it is a press of another question's button */
function hear(talk: Talk, open: Reopened, input: Input): boolean {
  const about = talkAbout(talk, open);
  const step = currentStep(about);
  if (!step) return false;
  const caption = step.kind === 'photos' ? null : asText(talk, input);
  if (caption) return hearCaption(talk, open, caption);
  const { act, command, chosen } = understandBeside(about, input);
  if (input.kind === 'choice' && !chosen) return false;
  if (isFree(step) && answersOwn(talk, input)) return false;
  if (chosen === LATER) putOff(talk, open);
  else if (command === 'help') repeat(talk, open, about, helpAbout(about));
  else if (chosen === CANNOT || command === 'skip' || command === 'cancel') endOf(talk, open, null);
  else {
    const reading =
      act !== 'words' && isFree(step) && input.kind === 'text'
        ? null
        : readAnswer(about, step, input, chosen);
    if (reading?.kind === 'answer')
      endOf(talk, open, { value: reading.value, words: reading.words, at: talk.context.now });
    else if (reading?.kind === 'partly') {
      about.state.sofar = reading.value;
      about.state.misses = 0;
      repeat(talk, open, about, '');
    } else {
      explainMiss(about, act, reading?.reason ?? 'other');
      keep(talk, open, about);
      const [said] = about.replies;
      if (said) talk.replies.push({ ...said, choices: [...said.choices, ...choicesBeside(talk)] });
    }
  }
  return true;
}

/** A photo or a file that is not asked for is not kept; what is written beneath it is heard. */
function hearCaption(talk: Talk, open: Reopened, caption: Input): boolean {
  const at = talk.replies.length;
  if (!hear(talk, open, caption)) return false;
  const said = talk.replies[at];
  if (said) said.text = `${t(talk, 'conversation.caption-read')}\n\n${said.text}`;
  return true;
}

/** Whether a message makes a choice of the talk's own question, which stands on the screen too. */
function answersOwn(talk: Talk, input: Input): boolean {
  const { state } = talk;
  if (state.status !== 'open' || input.kind !== 'text') return false;
  const { chosen, act } = understand({ ...talk, state: { ...state, reopened: [] } }, input);
  return chosen !== null && act === 'words';
}

/** The message in the light of the step's own choices and of those beside it. */
function understandBeside(
  about: Talk,
  input: Input,
): { act: Act; command: Command['name'] | null; chosen: string | null } {
  const options = [...optionsNow(about), ...optionsBeside(about)];
  if (input.kind === 'choice') {
    const pressed = options.find(({ value }) => value === input.value);
    return { act: 'words', command: null, chosen: pressed?.value ?? null };
  }
  if (input.kind !== 'text') return { act: 'words', command: null, chosen: null };
  const said = about.reader.read(input.text, new Map(overlayOf(options)));
  return {
    act: said.act,
    command: said.command?.name ?? null,
    chosen: choose(said, options)?.value ?? null,
  };
}

/** While photos come, "no" and "later" end them, and say nothing against what was sent. */
function optionsBeside(about: Talk): Option[] {
  const { state } = about;
  const languages = [state.locale, ...locales.filter((one) => one !== state.locale)];
  const there = languages.map((locale) => choicesBeside({ ...about, state: { ...state, locale } }));
  return choicesBeside(about).map(({ value }, index) => ({
    value,
    names: there.map((choices) => ({ label: bare(choices[index]?.label ?? ''), also: [] })),
    means: state.sofar ? [] : value === LATER ? ['later'] : ['no', 'none'],
    grave: false,
    deletes: false,
  }));
}

/** Asks it once more, with what was said so far. */
function repeat(talk: Talk, open: Reopened, about: Talk, remark: string): void {
  keep(talk, open, about);
  const at = talk.replies.length;
  const now = talk.state.reopened?.find(({ proposal }) => proposal === open.proposal);
  if (now) askReopened(talk, now);
  const asked = talk.replies[at];
  if (asked && remark) asked.text = `${remark}\n\n${asked.text}`;
}

/** Remembers how far its answer has come; whoever answers it has it before them. */
function keep({ state }: Talk, open: Reopened, about: Talk): void {
  const { sofar, misses } = about.state;
  const others = (state.reopened ?? []).map((one) =>
    one.when === 'now' ? { ...one, when: 'behind' as const } : one,
  );
  state.reopened = others.map((one) =>
    one.proposal === open.proposal ? { ...one, sofar, misses, when: 'now' as const } : one,
  );
}

function putOff(talk: Talk, open: Reopened): void {
  const { state } = talk;
  state.reopened = (state.reopened ?? []).map((one) =>
    one.proposal === open.proposal ? { ...one, when: 'later' as const } : one,
  );
  say(talk, t(talk, 'conversation.reopened.put-off', { code: open.code }));
  if (state.status === 'open') ask(talk, false);
}

/** The question is done with: by its answer, or without one. @param answer null where it cannot be answered */
function endOf(talk: Talk, open: Reopened, answer: Answer | null): void {
  const { state, context } = talk;
  const { proposal, code, role, since } = open;
  state.reopened = (state.reopened ?? []).filter((one) => one.proposal !== proposal);
  talk.effects.push({ kind: 'completed', proposal, since, role, answer, at: context.now });
  const key = answer ? 'thanks' : 'declined';
  say(talk, t(talk, `conversation.reopened.${key}`, { code, what: lackingWords(talk, role) }));
  if (state.status === 'open') ask(talk, false);
}
