import { ListError } from './list-error.ts';

/** How a text file was written; told when it was not UTF-8. */
export type Encoding = 'utf-8' | 'utf-16' | 'windows-1252';

/**
 * The text of a CSV file, whatever program saved it: UTF-8, UTF-16 (Excel's "Unicode text") or Windows-1252 (Excel's
 * plain CSV). Bytes that are none of these are refused rather than read as nonsense.
 * @throws ListError `not-text`
 */
export function decode(bytes: Buffer): { text: string; encoding: Encoding } {
  const wide = wideForm(bytes);
  if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: 'utf-16' };
  if (bytes.includes(0)) throw new ListError('not-text');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: windows(bytes), encoding: 'windows-1252' };
  }
}

/** By its mark, or because nearly every other byte of Latin text in UTF-16 is zero. */
function wideForm(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 2_000);
  const zeros = [0, 1].map((rest) => sample.filter((byte, at) => byte === 0 && at % 2 === rest).length);
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length * 0.4 && even === 0) return 'utf-16le';
  if (even > sample.length * 0.4 && odd === 0) return 'utf-16be';
  return null;
}

/** Bytes 0x80 to 0x9f; Node 20's own decoder takes them for Latin-1's control characters. */
const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Control characters mean that these are no letters of Windows-1252 either. */
function windows(bytes: Buffer): string {
  const text = bytes
    .toString('latin1')
    .replaceAll(/[\u0080-\u009f]/g, (letter) => upper[letter.charCodeAt(0) - 0x80] ?? letter);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0001-\u0008\u000b\u000c\u000e-\u001f\u0080-\u009f]/.test(text)) throw new ListError('not-text');
  return text;
}
