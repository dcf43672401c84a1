import type { Locale } from '../../texts/locales.ts';
import { deviceChoice } from './device-choice.ts';

/**
 * Languages of the pages. The browser's own wish does not count: many of the offices' machines ask for English by
 * themselves. Banjar is spoken in talks only.
 */
export const pageLanguages = ['id', 'en'] as const satisfies Locale[];
export type PageLanguage = (typeof pageLanguages)[number];

export const chosenLanguage = deviceChoice('rembuk-language', pageLanguages);
