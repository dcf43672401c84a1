import { withoutKept } from './masking/kept.ts';
import { findNumbers, type Stretch } from './masking/numbers.ts';
import { shadowOf } from './masking/shadow.ts';

/** Ids of chats on WhatsApp, and links that lead to one; the whole of them. */
const chats = [
  /(?<!\d)\d{5,25}(?:-\d{1,20})?(?::\d{1,6})?@(?:c\.us|s\.whatsapp\.net|lid|g\.us|broadcast)(?![\w.])/giu,
  /\b(?:wa\.me|(?:api|chat)\.whatsapp\.com|wa\.link)\/[^\s"'<>)\]]{1,200}/giu,
];
const at = String.raw`(?:@|\s?[(\[{]\s?(?:at|@)\s?[)\]}]\s?)`;
const dot = String.raw`(?:\.|\s?[(\[{]\s?(?:dot|titik|\.)\s?[)\]}]\s?)`;
const mail = new RegExp(
  String.raw`(?<![\p{L}\d._%+-])[\p{L}\d._%+-]{1,64}${at}[\p{L}\d-]{1,63}(?:${dot}[\p{L}\d-]{1,63}){0,4}${dot}\p{L}{2,24}(?![\p{L}\d])`,
  'giu',
);

/** What may be told otherwise. */
export interface Masking {
  /** What stands for something personal. */
  by?: string;
  /** Leaves e-mail addresses: where they name who did something, as on the audit trail. */
  keepMail?: boolean;
}

/**
 * Takes out of a text what leads to a person: telephone numbers however they are written, identity and family card
 * numbers, ids of chats, e-mail addresses. Amounts, sizes, dates, years, RT/RW, coordinates and proposals' codes stay.
 * Every text that leaves the seat it was written at goes through this: what others are told, exports, letters, logs.
 */
export function maskPersonal(text: string, { by = '…', keepMail = false }: Masking = {}): string {
  const shadow = shadowOf(text);
  if (!/\d[^\p{L}]{0,30}\d|@|[([{]\s?at|wa\.me|whatsapp\.com|wa\.link/iu.test(shadow)) return text;
  const ids = [...chats, ...(keepMail ? [] : [mail])].flatMap((pattern) => matches(shadow, pattern));
  const rest = blot(shadow, ids);
  return replace(text, [...ids, ...findNumbers(withoutKept(rest))], by);
}

function matches(shadow: string, pattern: RegExp): Stretch[] {
  return [...shadow.matchAll(pattern)].map(({ 0: found, index }) => ({
    from: index,
    to: index + found.length,
  }));
}

function blot(shadow: string, stretches: Stretch[]): string {
  return stretches.reduce(
    (rest, { from, to }) => rest.slice(0, from) + '#'.repeat(to - from) + rest.slice(to),
    shadow,
  );
}

function replace(text: string, stretches: Stretch[], by: string): string {
  const inOrder = stretches.toSorted((a, b) => a.from - b.from);
  let masked = '';
  let done = 0;
  for (const { from, to } of inOrder) {
    if (from < done) continue;
    const opened = text.slice(from, to).includes(')')
      ? /(?:[+\uff0b]\s?)?[(\uff08]?$/u
      : /[+\uff0b]\s?[(\uff08]?$/u;
    // The plus and the bracket of a number go with it.
    masked += text.slice(done, from).replace(opened, '') + by;
    done = to;
  }
  return masked + text.slice(done);
}
