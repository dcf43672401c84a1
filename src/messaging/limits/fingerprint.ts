import type { Content } from '../../channels/channel.ts';

/** What makes a message the same as another, for finding automatic replies. */
export interface Fingerprint {
  /** Equal for messages that say the same; empty for what is never compared. */
  text: string;
  /** The same without regard to numbers: a machine's replies often differ in a ticket or the time only. */
  shape: string;
  /** Short answers are the same again and again in any talk; sentences are not. */
  short: boolean;
}

/** Up to so many characters an answer is short. */
const shortLength = 20;

const short = (text: string): Fingerprint => ({ text, shape: text, short: true });

/** Pictures and sounds are never compared: an album says nothing ten times. */
export function fingerprint(content: Content): Fingerprint {
  switch (content.kind) {
    case 'text':
      return ofText(content.text);
    case 'choice':
      return short(`choice ${content.value}`);
    case 'location':
      return short(`location ${content.lat} ${content.lon}`);
    case 'contact':
      return short(`contact ${content.phone}`);
    case 'unsupported':
      return short(`unsupported ${content.what} ${content.caption ?? ''}`);
    case 'start':
      return short('start');
    case 'photo':
    case 'voice':
    case 'blocked':
      return short('');
  }
}

function ofText(text: string): Fingerprint {
  const said = text
    .slice(0, 1_000)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\p{P}\p{S}\p{Z}\p{C}]+/gu, ' ')
    .trim();
  if (said.length <= shortLength) return short(`text ${said}`);
  return { text: `text ${said}`, shape: `text ${said.replaceAll(/\p{N}+/gu, '#')}`, short: false };
}
