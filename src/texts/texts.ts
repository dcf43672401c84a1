import { createHash } from 'node:crypto';
import { IntlMessageFormat } from 'intl-messageformat';
import { defaultLocale, type Locale, locales } from './locales.ts';

/** Values for the `{names}` of a message. They are put in as they are, never read as ICU or markup. */
export type Params = Readonly<Record<string, string | number | Date>>;

/** The templates of every locale by key, `usulan.problem.ask` being `problem: ask:` of `usulan.yaml`. */
export type Templates = Record<Locale, ReadonlyMap<string, string>>;

/** All that is said to people, in every language. */
export interface Texts {
  /**
   * The message of a key, in the locale or else in Indonesian.
   * @param params made only where the message names any, if they are given as a function
   * @throws Error for a key that Indonesian lacks, or a parameter that was not given: a fault of ours, which
   * `flow check` and the tests find first
   */
  t(locale: Locale, key: string, params?: Params | (() => Params)): string;
  /** Whether the key has a message, in the locale itself or (by default) in Indonesian. */
  has(key: string, locale?: Locale): boolean;
  /** Every key of the default locale. */
  keys(): string[];
  /** Keys that fall back to Indonesian, by locale: what is still to be translated. */
  missing(): { locale: Locale; key: string }[];
  /** Keys that only a translation has: misspelt, or left behind. */
  unknown(): { locale: Locale; key: string }[];
  /** Names of the parameters that a message uses, in that locale or (by default) in any. */
  paramsOf(key: string, locale?: Locale): Set<string>;
  /** Language and content hash of a template, as kept with a consent: `id-1f0c22ab`. */
  version(locale: Locale, key: string): string;
}

/** ICU knows no Banjar; its numbers and dates are written as in Indonesian. English dates put the day first. */
const rulesOf: Record<Locale, string> = { id: 'id', bjn: 'id', en: 'en-GB' };

/** `{day, date, long}`: a calendar day given as midnight UTC, so that no server's zone can shift it. */
const formats = {
  date: { long: { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } },
} as const;

/** A message; most labels name nothing and are said as they stand. */
interface Message {
  format: IntlMessageFormat;
  plain: string | null;
}

/** Makes the texts out of templates. Each message is compiled once, when it is first said. */
export function createTexts(templates: Templates): Texts {
  const compiled = new Map<string, Message>();
  const fallback = templates[defaultLocale];
  const others = locales.filter((locale) => locale !== defaultLocale);

  const speaker = (locale: Locale, key: string) => (templates[locale].has(key) ? locale : defaultLocale);

  function message(locale: Locale, key: string): Message {
    const spoken = speaker(locale, key);
    const id = `${spoken} ${key}`;
    const known = compiled.get(id);
    if (known) return known;
    const format = new IntlMessageFormat(template(spoken, key), rulesOf[spoken], formats, {
      ignoreTag: true,
    });
    const made = { format, plain: plainIn(format.getAst()) };
    compiled.set(id, made);
    return made;
  }

  function template(locale: Locale, key: string): string {
    const text = templates[locale].get(key);
    if (text === undefined) throw new Error(`No text for "${key}" in locales/${locale}`);
    return text;
  }

  return {
    t(locale, key, params) {
      const { format, plain } = message(locale, key);
      return plain ?? String(format.format(typeof params === 'function' ? params() : params));
    },
    has: (key, locale) => (locale ? templates[locale] : fallback).has(key),
    keys: () => [...fallback.keys()],
    missing: () =>
      others.flatMap((locale) => only(fallback, templates[locale]).map((key) => ({ locale, key }))),
    unknown: () =>
      others.flatMap((locale) => only(templates[locale], fallback).map((key) => ({ locale, key }))),
    paramsOf(key, only) {
      const names = new Set<string>();
      for (const locale of only ? [only] : locales) {
        if (templates[locale].has(key)) collectParams(message(locale, key).format.getAst(), names);
      }
      return names;
    },
    version(locale, key) {
      const spoken = speaker(locale, key);
      const hash = createHash('sha256').update(template(spoken, key)).digest('hex');
      return `${spoken}-${hash.slice(0, 8)}`;
    },
  };
}

const only = (some: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>) =>
  [...some.keys()].filter((key) => !others.has(key));

/** A message that is but one literal. */
function plainIn([first, ...more]: ReturnType<IntlMessageFormat['getAst']>): string | null {
  return first?.type === 0 && more.length === 0 ? first.value : null;
}

/** Kinds of ICU elements, by the parser's numbers: 0 literal, 7 `#`; all others name a parameter. */
function collectParams(ast: ReturnType<IntlMessageFormat['getAst']>, names: Set<string>): void {
  for (const element of ast) {
    if (element.type !== 0 && element.type !== 7) names.add(element.value);
    if ('options' in element) {
      for (const option of Object.values(element.options)) collectParams(option.value, names);
    }
  }
}
