import { z } from 'zod';

/** A text of a form, trimmed and without control characters, which a database or terminal may not handle. */
export const plain = (longest: number) =>
  z
    .string()
    .transform((text) =>
      text
        .replaceAll('\r\n', '\n')
        // As cells come that were copied out of a spreadsheet.
        .replaceAll('\t', ' ')
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be removed
        .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f]/g, '')
        .trim(),
    )
    .pipe(z.string().max(longest));

/** A query's value; an invalid one counts as absent, since a link may be old or mistyped. */
export const optional = <T extends z.ZodType>(type: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), type.optional()).catch(undefined);

/** The page of a list, from 1; what is none is the first. One beyond the last leads to the last. */
export const pageNumber = z.coerce.number().int().min(1).max(100_000).catch(1);

/** Ids in addresses and forms. */
export const id = z.string().min(1).max(200);

/** One or many fields of the same name, as a list. */
export const list = <T extends z.ZodType>(type: T) =>
  z.preprocess((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(type));

/** One that is ticked in a list, `<id>:<revision>`, so that what was changed after it was read is left as it is. */
export const tick = z
  .string()
  .max(220)
  .regex(/^[^:]+:\d{1,9}$/)
  .transform((text) => {
    const [id = '', revision] = text.split(':');
    return { id, revision: Number(revision) };
  });
