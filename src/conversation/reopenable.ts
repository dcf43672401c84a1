/** Roles of the questions whose answer the office may ask for again once a proposal is sent. */
export const reopenable = [
  'place',
  'size',
  'households',
  'group',
  'land',
  'photos',
  'problem',
  'proposal',
  'area',
] as const;
export type Reopenable = (typeof reopenable)[number];
