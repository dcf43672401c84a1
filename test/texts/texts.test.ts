import { existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMessageReader } from '../../src/conversation/reading/reader.ts';
import { locales } from '../../src/texts/locales.ts';
import { createTexts } from '../../src/texts/texts.ts';
import { flows, texts } from '../support/talking.ts';

const template = (id: Record<string, string>, en: Record<string, string> = {}) =>
  createTexts({ id: new Map(Object.entries(id)), bjn: new Map(), en: new Map(Object.entries(en)) });

/** Files of texts that English has too; one that is new in Indonesian is held to nothing until its translation is begun. */
const filesInBoth = readdirSync('locales/en')
  .map((file) => basename(file, '.yaml'))
  .filter((file) => existsSync(`locales/id/${file}.yaml`));

describe('the texts of the service', () => {
  it('hold no translation of what Indonesian does not say', () => {
    expect(texts.unknown()).toEqual([]);
  });

  it('are said whole in Banjar and English wherever a proposer reads them', () => {
    const forPeople =
      /^(conversation|usulan|daftar|notices|proposal|invitation\.(consent|day|reminder)|links\.(steps|private)$)/;
    expect(texts.missing().filter(({ key }) => forPeople.test(key))).toEqual([]);
  });

  describe.each(filesInBoth)('in locales/en/%s.yaml', (file) => {
    // What is suggested to be written to proposers is in Indonesian, whatever the office reads.
    const keys = texts
      .keys()
      .filter((key) => key.startsWith(`${file}.`) && !key.startsWith('admin.suggestion.'));

    it('lack nothing that locales/id says', () => {
      expect(keys.filter((key) => !texts.has(key, 'en'))).toEqual([]);
    });

    it('name what they name in Indonesian', () => {
      const named = (locale: 'id' | 'en') => (key: string) =>
        `${key}: ${[...texts.paramsOf(key, locale)].sort()}`;
      const said = keys.filter((key) => texts.has(key, 'en'));
      expect(said.map(named('en'))).toEqual(said.map(named('id')));
    });
  });

  it.each(locales)('can each be said in %s with what they name', (locale) => {
    for (const key of texts.keys()) {
      const params = Object.fromEntries([...texts.paramsOf(key)].map((param) => [param, 2]));
      expect(texts.t(locale, key, params), key).not.toBe('');
    }
  });

  it('name the same things in every language', () => {
    const named = (locale: 'id' | 'bjn' | 'en', key: string) => {
      const params = Object.fromEntries([...texts.paramsOf(key)].map((param) => [param, `<${param}>`]));
      return [...texts.t(locale, key, params).matchAll(/<[a-z_]+>/g)].map(([name]) => name).sort();
    };
    const plain = texts.keys().filter((key) => !/plural|number|date/.test(rawKinds(key)));
    const differing = plain.filter((key) => {
      const own = new Set(named('id', key));
      return locales.some((locale) => named(locale, key).some((name) => !own.has(name)));
    });
    expect(differing).toEqual([]);

    /** Whether a text puts its values into a form; those are looked at below. */
    function rawKinds(key: string): string {
      try {
        named('id', key);
        return '';
      } catch {
        return 'number';
      }
    }
  });

  it('have a step for every text of a flow', () => {
    const left = flows.flatMap((flow) => {
      const known = (key: string) => {
        const [, step = '', part = '', choice = ''] = key.split('.');
        if (step === 'end' || step === 'asleep') return true;
        const there = flow.steps[step];
        if (!there) return false;
        // Other words for choices that come from data (issues) cannot be looked up here.
        return part !== 'choice' || there.choices?.some(({ value }) => value === choice);
      };
      return texts.keys().filter((key) => key.startsWith(`${flow.id}.`) && !known(key));
    });
    expect(left).toEqual([]);
  });
});

describe('words that work at any step', () => {
  const reader = createMessageReader(texts);
  const read = (typed: string, lenient: boolean) =>
    lenient ? reader.nearCommand(typed) : reader.read(typed).command;
  const spelled = locales.flatMap((locale) =>
    texts
      .keys()
      .filter((key) => key.startsWith('conversation.words.'))
      .flatMap((key) =>
        texts
          .t(locale, key)
          .split('|')
          .map((word) => ({ locale, word, name: key.split('.')[2] })),
      ),
  );

  it.each(spelled)(
    '"$word" ($locale) is $name, whatever the case, with or without a slash',
    ({ word, name }) => {
      for (const typed of [word, word.toUpperCase(), ` ${word} `, `/${word}`, `/${word}@rembuk_bot`])
        expect(read(typed, false)).toEqual({ name });
    },
  );

  it('mean one thing only, in all languages together', () => {
    const meanings = new Map<string, Set<string | undefined>>();
    for (const { word, name } of spelled) meanings.set(word, (meanings.get(word) ?? new Set()).add(name));
    expect([...meanings].filter(([, names]) => names.size > 1)).toEqual([]);
  });

  it.each(['kembai', 'kembalii', 'bntuan', 'bantuann', 'lewwati', 'bahsa'])(
    'forgives a slip: %s',
    (typed) => {
      expect(read(typed, true)).not.toBeNull();
      expect(read(typed, false)).toBeNull();
    },
  );

  it.each(['stp', 'stopp', 'sttop', 'berhentii', 'ampihh'])('never takes a slip for STOP: %s', (typed) => {
    expect(read(typed, true)?.name).not.toBe('stop');
  });

  it.each(['CEK RR-26-0103-0001', 'cek rr 26 0103 0001', 'check: RR-26-0103-0001'])('reads %s', (typed) => {
    expect(read(typed, false)).toMatchObject({ name: 'check' });
  });
});

describe('how a text is said', () => {
  it('falls back to Indonesian, and the gap is listed', () => {
    const some = template({ 'a.hello': 'Halo', 'a.bye': 'Sampai jumpa' }, { 'a.hello': 'Hello' });
    expect(some.t('en', 'a.bye')).toBe('Sampai jumpa');
    expect(some.missing()).toContainEqual({ locale: 'en', key: 'a.bye' });
    expect(some.missing()).not.toContainEqual({ locale: 'en', key: 'a.hello' });
  });

  it('lists what only a translation says', () => {
    expect(template({}, { 'a.helo': 'Hello' }).unknown()).toEqual([{ locale: 'en', key: 'a.helo' }]);
  });

  it('refuses a key that Indonesian lacks, and a value that was not given', () => {
    const some = template({ 'a.hello': 'Halo {name}' });
    expect(() => some.t('id', 'a.helo')).toThrow('No text for "a.helo" in locales/id');
    expect(() => some.t('id', 'a.hello')).toThrow();
  });

  it('writes numbers and dates by the rules of the language, on the day that was meant', () => {
    const some = template(
      { 'a.n': '{n, number}', 'a.d': '{d, date, long}' },
      { 'a.n': '{n, number}', 'a.d': '{d, date, long}' },
    );
    const d = new Date('2026-12-06T00:00:00Z');
    expect(['id', 'bjn', 'en'].map((locale) => some.t(locale as 'id', 'a.n', { n: 1500.5 }))).toEqual([
      '1.500,5',
      '1.500,5',
      '1,500.5',
    ]);
    expect(some.t('id', 'a.d', { d })).toBe('6 Desember 2026');
    expect(some.t('en', 'a.d', { d })).toBe('6 December 2026');
  });

  it('counts in the plural where a language has one', () => {
    const shown = (locale: 'id' | 'bjn' | 'en', count: number) =>
      texts.t(locale, 'conversation.shown.photos', { count });
    expect([shown('id', 1), shown('id', 2)]).toEqual(['1 foto', '2 foto']);
    expect([shown('en', 1), shown('en', 2)]).toEqual(['1 photo', '2 photos']);
  });

  it('puts values in as they are, never as markup or as another message', () => {
    const some = template({ 'a.echo': 'Kata: {word}' });
    expect(some.t('id', 'a.echo', { word: '{name} <b>x</b> {{y}}' })).toBe('Kata: {name} <b>x</b> {{y}}');
  });

  it('is known by its language and content, as kept with a consent', () => {
    const version = texts.version('id', 'usulan.consent.ask');
    expect(version).toMatch(/^id-[0-9a-f]{8}$/);
    expect(texts.version('en', 'usulan.consent.ask')).not.toBe(version);
  });
});
