/** The languages people can choose, default first: Indonesian, Banjar, English. */
export const locales = ['id', 'bjn', 'en'] as const;
export type Locale = (typeof locales)[number];
export const defaultLocale: Locale = 'id';
