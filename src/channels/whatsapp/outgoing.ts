import type { Outgoing } from '../channel.ts';

/** WhatsApp's own limit is 65,536; beyond this a phone folds the text behind "read more" several times over. */
export const textLength = 4096;

/**
 * A message as WhatsApp shows it. Buttons and lists are dead in this library, so choices are numbered lines; the
 * number or the words are the answer. An asked-for location or contact is the phone's own paper clip.
 */
export function toText({ text, choices }: Outgoing): string {
  if (choices.length === 0) return text;
  const lines = choices.map((choice, index) => `*${index + 1}.* ${choice.label}`);
  return `${text}\n\n${lines.join('\n')}`;
}
