/** What can be wrong. Every kind is a fault of the service: what a fault from outside explains is not among them. */
export const kinds = [
  'filed under another question',
  'answer lost or changed',
  'proposal twice',
  'receipt twice',
  'invitation twice',
  'asked twice without cause',
  'asked again, not understood',
  'stuck',
  'message not stored',
  'message not handled',
  'reply or effect left over',
  'dead letter',
  'unknown invitation that never left',
  'process not ready at the end',
] as const;

/** What was found of somebody's talk. */
export interface Detail {
  kind: (typeof kinds)[number];
  detail: string;
}

/** Says what was found; `detail` is for whoever looks into it. */
export const say = (kind: Detail['kind'], detail: string): Detail => ({ kind, detail });

/** What was found, and where. */
export interface Finding extends Detail {
  /** Whose talk it is; null where it is nobody's. */
  address: string | null;
}
