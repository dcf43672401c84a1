/** A text as a pattern matches it letter by letter: none of its signs means anything else. */
export const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
