import type { Outgoing } from '../channel.ts';
import { split } from '../split.ts';

/** WhatsApp's own limit is 65,536; beyond this a phone folds the text behind "read more" several times over. */
export const textLength = 4096;

/**
 * A message as WhatsApp shows it. Buttons and lists are dead in this library, so choices are numbered lines; the
 * number or the words are the answer; beside a question only the words are. An asked-for location or contact is the phone's own paper clip. Long texts
 * are split at line breaks.
 */
export function toTexts({ text, choices, beside }: Outgoing): string[] {
  if (choices.length === 0) return split(text, textLength);
  const lines = choices.map(({ label }, index) => (beside ? `*${label}*` : `*${index + 1}.* ${label}`));
  return split(`${text}\n\n${lines.join('\n')}`, textLength);
}
