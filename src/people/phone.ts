import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Why a text is no phone number we can keep; keys of the locale's `import.reason`. */
export type PhoneProblem = 'phone-damaged' | 'phone-several' | 'phone-unknown';

export type PhoneReading =
  /** E.164, `+6281234567890`. A landline cannot be on WhatsApp, so it is told; `second` is what stands beside it. */
  | { phone: string; mobile: boolean; second?: string }
  /** With a number to try instead, where one can be made out. */
  | { problem: PhoneProblem; suggestion?: string };

/**
 * Reads a phone number as lists write it: `0812…`, `+62 812-…`, `62812…`, `(0812) …`, `0812… (WA)`, a wa.me link, or `812…`
 * where a spreadsheet took the zero away. Numbers of other countries need their `+`. A rounded one (`8.12E+11`) cannot be
 * repaired. Of two the first is taken.
 */
export function readPhone(typed: string): PhoneReading {
  const text = typed
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\s]+/gu, ' ')
    .replaceAll(/[‐-―−]/g, '-')
    .trim();
  const number = asNumber(text.replaceAll(' ', ''));
  if (number === 'damaged') return { problem: 'phone-damaged' };
  const one = readOne(number ?? text);
  if (one) return one;
  const parts = text.split(between).filter((part) => part.replaceAll(/\D/g, '').length >= 8);
  const [first, second = ''] = parts;
  if (first === undefined || parts.length < 2) return { problem: 'phone-unknown' };
  const [read, other] = [readOne(first), readOne(second)];
  if (!read) return { problem: 'phone-several', ...(other ? { suggestion: other.phone } : {}) };
  return other?.phone === read.phone ? read : { ...read, second: second.trim() };
}

/** What stands between two numbers of one cell: a mark, a word, or the blank before another full number. */
const between = /[/;,|&]|\b(?:atau|dan|or)\b|(?<=\d{8,}\)?) (?=\(?(?:\+?62|0)8)/i;

/**
 * The digits of a cell that a spreadsheet took for a quantity: `81234567801.0`, `81.234.567.801,00`, or a power of ten with all
 * digits. Null where it is none, `damaged` where digits are gone.
 */
function asNumber(text: string): string | 'damaged' | null {
  const power = /^\+?(\d)(?:[.,](\d+))?e\+?(\d+)$/i.exec(text);
  if (power) {
    const [, whole = '', decimals = '', exponent = ''] = power;
    return decimals.length === Number(exponent) ? `${whole}${decimals}` : 'damaged';
  }
  if (/^[+-]?\d+([.,]\d+)?e\+?-?\d+$/i.test(text)) return 'damaged';
  const grouped = /^(\+?\d{1,3}(?:([.,])\d{3})(?:\2\d{3})+)(?:[.,]0+)?$/.exec(text)?.[1];
  if (grouped) return grouped.replaceAll(/[.,]/g, '');
  const decimal = /^(\+?\d{8,})[.,](\d{1,2})$/.exec(text);
  if (!decimal) return null;
  return /^0+$/.test(decimal[2] ?? '') ? (decimal[1] ?? '') : 'damaged';
}

/** Said beside a number without saying whose it is. */
const labels =
  /(?<![\p{L}\d])(?:no|nomor|nomer|hp|wa|whats ?app|tlp|telp|tel(?:p|epon)?|sms|aktif)(?![\p{L}\d])[.:]?/giu;
const link =
  /^(?:https?:\/\/)?(?:wa\.me\/|(?:api|web)\.whatsapp\.com\/send\/?\?phone=)\+?(\d+)(?:[/?&#].*)?$/i;

function readOne(typed: string): { phone: string; mobile: boolean } | null {
  const linked = link.exec(typed.replaceAll(' ', ''))?.[1];
  const text = linked
    ? `${linked.startsWith('0') ? '' : '+'}${linked}`
    : typed
        .replaceAll(labels, ' ')
        .replaceAll(/\([\s/]*\)|^[\s:/]+|[\s:/]+$/g, '')
        .trim();
  // Letters are never dialled here; libphonenumber would read them by the keypad.
  if (/\p{L}/u.test(text)) return null;
  const digits = text.replaceAll(/\D/g, '');
  if (digits.length < 8 || digits.length > 15 || !/^[^\d]*\+?[\d\s().-]+$/.test(text)) return null;
  const international = text.includes('+') ? `+${digits}` : indonesian(digits);
  const parsed = parsePhoneNumberFromString(international);
  if (!parsed?.isValid()) return null;
  const type = parsed.getType();
  return { phone: parsed.number, mobile: type !== 'FIXED_LINE' };
}

/** `0062…`, `62…`, `0…` and the bare `8…` of a spreadsheet, as they are dialled from abroad. */
function indonesian(digits: string): string {
  const rest = digits
    .replace(/^00/, '')
    .replace(/^62(?=[2-9])/, '')
    .replace(/^620/, '')
    .replace(/^0/, '');
  return `+62${rest}`;
}

/** A number to be dialled by whoever may, as people write it: `0812-3456-7890`; one of another country with its `+`. */
export function showPhone(phone: string): string {
  const parsed = parsePhoneNumberFromString(phone);
  if (!parsed) return phone;
  return parsed.country === 'ID' ? parsed.formatNational() : parsed.formatInternational();
}

/** A number by its ends, as reports and pages show it: `+62812•••••890`. */
export function maskPhone(phone: string): string {
  const shown = { head: 6, tail: 3 };
  const hidden = Math.max(0, phone.length - shown.head - shown.tail);
  return `${phone.slice(0, shown.head)}${'•'.repeat(hidden)}${phone.slice(phone.length - shown.tail)}`;
}

/** The address of a phone on WhatsApp, `whatsapp:6281234567890`. */
export const whatsappAddress = (phone: string): string => `whatsapp:${phone.replace('+', '')}`;

/** The phone behind a WhatsApp address, or null for another channel's. */
export function phoneOfAddress(address: string): string | null {
  const digits = /^whatsapp:(\d{8,15})$/.exec(address)?.[1];
  return digits ? `+${digits}` : null;
}
