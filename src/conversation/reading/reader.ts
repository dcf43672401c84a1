import { locales } from '../../texts/locales.ts';
import type { Texts } from '../../texts/texts.ts';
import { type Command, createCommandReader } from '../commands.ts';
import { remembered } from '../remembered.ts';
import { type Act, actOf } from './act.ts';
import { bare, clausesOf } from './clauses.ts';
import { coresOf, isAround, pickedOf } from './cores.ts';
import { withoutExcuses } from './excuses.ts';
import { createGrammar, type Overlay, phrasesOf } from './grammar.ts';

/** A message in its parts. */
export interface Said {
  /** What it does. */
  act: Act;
  /** The command that it is, with whatever courtesies around it. "Lanjut" is one and agrees as well: the question decides. */
  command: Command | null;
  /** Its words without marks, and what is left when courtesies are taken off its ends; the whole first. */
  cores: string[];
  /** The shortest of these without what leads up to a number: "2" of "pilih yang 2 pak". */
  picked: string;
  /** Whether a question mark stands in it. */
  asked: boolean;
  /** Whether it begins as a question and ends as one, whatever it asks: "kapan jembatan kami dibangun?" */
  asksBack: boolean;
}

const permissions = ['allow', 'deny'] as const;
/** Whether a further chat is let in. */
type Permission = (typeof permissions)[number];

/** Reads what people write, in all languages at once. */
export interface MessageReader {
  /** @param overlay what the words of the question's own choices, and its topic, mean there */
  read(text: string, overlay?: Overlay): Said;
  /** What somebody says to a further chat of theirs that waits to be let in; null where it says something else. */
  permission(text: string): Permission | null;
  /** The command that a message is but for a slip of the finger; null where it may be a word of its own. */
  nearCommand(text: string): Command | null;
}

/** A message with more characters, or more phrases, does nothing but answer. */
const longest = 400;
const mostPhrases = 24;
const none: Overlay = new Map();
/** As people fill in a form: there is none. */
const dash = /^\s*[-–—]+\s*$/;
/** Bounded, so that no row of blanks is looked at again and again. */
const endsAsking = /\?[\s\p{Extended_Pictographic}]{0,5}$/u;

export function createMessageReader(texts: Texts): MessageReader {
  const grammar = createGrammar(texts);
  const command = createCommandReader(texts, grammar);
  const permitting = new Map(
    permissions.flatMap((name) => wordsOf(texts, name).map((word) => [bare(word), name] as const)),
  );
  const commandIn = remembered((text) => command(text, false));
  const plainly = remembered((text): Said => {
    const said = readAs(text, none);
    // Only where something is asked is it no answer.
    return said.act === 'back' ? { ...said, act: 'words' } : said;
  });
  return {
    nearCommand: (text) => command(text, true),
    permission,
    read: (text, overlay) => (overlay ? readAs(text, overlay) : plainly(text)),
  };

  function permission(text: string): Permission | null {
    const { cores, asked } = plainly(text);
    const said = cores.map((core) => permitting.get(core)).find((name) => name !== undefined);
    return (!asked && said) || null;
  }

  function readAs(text: string, overlay: Overlay): Said {
    if (dash.test(text))
      return { act: 'none', command: null, cores: [], picked: '', asked: false, asksBack: false };
    const asked = text.includes('?');
    const clauses =
      text.length > longest ? [] : clausesOf(text).map((clause) => phrasesOf(clause, grammar, overlay));
    const phrases = clauses.flat();
    if (text.length > longest || phrases.length > mostPhrases)
      return {
        act: 'words',
        command: command(text, false),
        cores: [],
        picked: '',
        asked,
        asksBack: false,
      };
    return {
      act: actOf(withoutExcuses(clauses), asked),
      command: commandIn(text),
      cores: coresOf(phrases),
      picked: pickedOf(phrases),
      asked,
      asksBack: endsAsking.test(text) && (phrases.find((one) => !isAround(one))?.classes.has('ask') ?? false),
    };
  }
}

const wordsOf = (texts: Texts, name: string) =>
  locales.flatMap((locale) => texts.t(locale, `reading.${name}`).split('|'));
