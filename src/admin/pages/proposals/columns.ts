/** What a list may show beside title and code, in its order. */
export const columns = [
  'village',
  'issue',
  'status',
  'due',
  'reason',
  'support',
  'photos',
  'assignee',
  'submitted',
] as const;
export type Column = (typeof columns)[number];

/** Those it shows unless others were chosen. */
export const usualColumns: readonly Column[] = ['village', 'issue', 'status', 'due'];
