/** How things are said: answers pressed, numbered, spoken or misspelt, and messages that answer nothing. */
import type { Babble, Manner } from './habits.ts';
import type { Persona, Utterance } from './memory.ts';
import { random } from './random.ts';
import { nearest, plain } from './reading.ts';

export function say(text: string): Utterance {
  return { content: { kind: 'text', text } };
}

/** The words for a choice in a person's own manner; one who was not understood types the number. */
export function choose(persona: Persona, choices: string[], wanted: string, misread: number): string {
  const index = Math.max(0, nearest(choices, wanted));
  const label = choices[index] ?? wanted;
  return shape(misread > 0 ? 'number' : persona.manner, label, index, persona.seed);
}

function shape(manner: Manner, label: string, index: number, seed: number): string {
  switch (manner) {
    case 'tap':
      return label;
    case 'number':
      return String(index + 1);
    case 'word':
      return plain(label);
    case 'near':
      return misspell(plain(label), seed);
  }
}

/** Swaps two neighbouring letters inside the longest word; short words are hard to get wrong. */
function misspell(words: string, seed: number): string {
  const longest = words.split(' ').reduce((a, b) => (b.length > a.length ? b : a), '');
  if (longest.length < 6) return words;
  const at = 1 + random(seed).below(longest.length - 3);
  const wrong = longest.slice(0, at) + longest[at + 1] + longest[at] + longest.slice(at + 2);
  return words.replace(longest, wrong);
}

/** A message that answers nothing. */
export function babble(kind: Babble): Utterance {
  switch (kind) {
    case 'greeting':
      return say('Assalamualaikum pak, selamat pagi');
    case 'gibberish':
      return say('asdkjh qwpoz');
    case 'emoji':
      return say('🙏🙏😁');
    case 'sticker':
      return { content: { kind: 'unsupported', what: 'sticker' } };
    case 'wrong-unit':
      return say('800 gajah');
  }
}

/** Where the pictures of the demo are; a channel that keeps none of its own is given this one. */
export const demoPhoto = { id: 'demo-photo', mime: 'image/jpeg' };
