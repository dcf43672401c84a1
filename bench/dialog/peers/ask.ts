import { ending, type Step, steps } from '../steps.ts';

/** A message as both libraries send it. */
export interface Reply {
  text: string;
  extra: { reply_markup: object };
}

/** How a step is put: its buttons, or none, so that those of the question before go away. */
export function asking({ text, labels }: Step): Reply {
  const keyboard = labels?.map((label, index) => [{ text: `${index + 1}. ${label}` }]);
  return {
    text,
    extra: {
      reply_markup: keyboard
        ? { keyboard, resize_keyboard: true, one_time_keyboard: true }
        : { remove_keyboard: true },
    },
  };
}

/** What follows a step: the next one, or the summary that ends a talk. */
export function following(index: number): Reply {
  const next = steps[index + 1];
  return next ? asking(next) : { text: ending.text, extra: { reply_markup: { remove_keyboard: true } } };
}

/** Whether a step can take this answer; otherwise it is asked again. */
export function isAnswer({ labels, takes }: Step, text: string): boolean {
  return labels
    ? labels.some((label, index) => text === label || text === `${index + 1}. ${label}`)
    : (takes?.test(text) ?? true);
}

/** A setting that the benchmark gives each peer. */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}
