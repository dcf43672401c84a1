import { locales } from '../texts/locales.ts';
import { isNear } from '../texts/near.ts';
import type { Texts } from '../texts/texts.ts';
import { plain } from './words.ts';

/** Words that work at any step; their spellings in each language are `conversation.words.<command>`. */
const commandNames = [
  'back',
  'change',
  'cancel',
  'help',
  'staff',
  'status',
  'language',
  'stop',
  'start',
  'skip',
  'privacy',
  'my-data',
  'erase',
] as const;
type CommandName = (typeof commandNames)[number];
export type Command = { name: CommandName } | { name: 'check'; code: string };

/** Never read out of a near spelling: what they do must never be a slip. */
const never: readonly CommandName[] = ['stop', 'erase'];

/** Reads a whole message as a command, in any language, also as Telegram writes it ("/status@bot"). */
export type CommandReader = (text: string, lenient: boolean) => Command | null;

/**
 * @returns a reader. `lenient` takes near spellings too; not for STOP and HAPUS DATA, and not where free text is asked.
 */
export function createCommandReader(texts: Texts): CommandReader {
  const words = new Map<string, CommandName>();
  for (const name of commandNames) {
    for (const locale of locales) {
      for (const word of texts.t(locale, `conversation.words.${name}`).split('|'))
        words.set(plain(word), name);
    }
  }
  return (text, lenient) => {
    const typed = plain(text.slice(0, 100).trim().replace(/^\//, '').replace(/@\w+$/, ''));
    const check = /^(?:cek|check|periksa)[ :]+(rr[\s-].*)$/.exec(typed);
    if (check?.[1]) return { name: 'check', code: check[1] };
    const exact = words.get(typed);
    if (exact) return { name: exact };
    if (!lenient || typed.length < 5) return null;
    const near = [...words].filter(
      ([word, name]) => !never.includes(name) && word.length >= 5 && isNear(typed, word),
    );
    const meant = new Set(near.map(([, name]) => name));
    const [name] = meant;
    return meant.size === 1 && name ? { name } : null;
  };
}
