/** Every kind of question there is; `index.ts` has for each how its answers are read. */
export const inputKinds = ['choice', 'text', 'quantity', 'count', 'place', 'photos'] as const;
export type InputKind = (typeof inputKinds)[number];
