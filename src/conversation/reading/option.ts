/** What a choice is an answer to; `means` of a flow's choice. A yes is also an "ok" unless it deletes. */
export const meanings = ['yes', 'ok', 'no', 'later', 'none', 'unknown', 'thanks'] as const;
export type Meaning = (typeof meanings)[number];

/** A choice as it is read: how people may name it, and what it is an answer to. */
export interface Option {
  value: string;
  /** Its label and other words for it, without marks ({@link bare}), by language; the talk's own language first. */
  names: { label: string; also: string[] }[];
  means: readonly Meaning[];
  /** Sends, deletes or is a consent: named by clear words only, never by a near spelling or a part of its label. */
  grave: boolean;
  /** Deletes: "ok" and 👍 say too little for that. */
  deletes: boolean;
}
