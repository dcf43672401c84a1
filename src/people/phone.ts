import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Why a text is no phone number we can keep; keys of the locale's `import.reason`. */
export type PhoneProblem = 'phone-damaged' | 'phone-several' | 'phone-unknown';

export type PhoneReading =
  /** E.164, `+6281234567890`. A landline cannot be on WhatsApp, so it is told. */
  | { phone: string; mobile: boolean }
  /** With a number to try instead, where one can be made out. */
  | { problem: PhoneProblem; suggestion?: string };

/**
 * Reads a phone number as lists write it: `0812…`, `+62 812-…`, `62812…`, `(0812) …`, or `812…` where a spreadsheet
 * took the zero away. Numbers of other countries need their `+`. A rounded one (`8.12E+11`) cannot be repaired.
 */
export function readPhone(typed: string): PhoneReading {
  const text = typed
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\s]+/gu, ' ')
    .trim();
  if (/^[+-]?\d+([.,]\d+)?e\+?\d+$/i.test(text.replaceAll(' ', ''))) return { problem: 'phone-damaged' };
  const one = readOne(text);
  if (one) return one;
  const parts = text
    .split(/[/;,|]|\batau\b|\bdan\b/i)
    .filter((part) => part.replaceAll(/\D/g, '').length >= 8);
  const first = parts.length > 1 && parts[0] ? readOne(parts[0]) : null;
  if (first) return { problem: 'phone-several', suggestion: first.phone };
  return { problem: 'phone-unknown' };
}

function readOne(text: string): { phone: string; mobile: boolean } | null {
  // Letters are never dialled here; libphonenumber would read them by the keypad.
  if (/\p{L}/u.test(text.replace(/^(hp|wa|tel(p|epon)?)[.:]?\s*/i, ''))) return null;
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
