import { deviceChoice } from './device-choice.ts';

/** How the pages look: as the device says, or as somebody has chosen. */
export const looks = ['auto', 'light', 'dark'] as const;
export type Look = (typeof looks)[number];

export const chosenLook = deviceChoice('rembuk-look', looks);
