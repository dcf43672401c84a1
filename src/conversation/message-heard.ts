/**
 * One of somebody's last messages, with the question it was said to or, once `taken`, whose answer it is: what it takes to
 * know what an edit of it means. Read and written by `heard.ts`.
 */
export interface Heard {
  /** The inbox's id of it. */
  message: string;
  /** When it was written, ISO 8601. */
  at: string;
  /** The question, as in `question.ts`. */
  proposal: number;
  step: string | null;
  side: string | null;
  /** Its text or caption; empty once its proposal is gone. */
  words: string;
  /** Whether it is an answer, or a part of one. */
  taken: boolean;
  /** The photo that is kept of it. */
  photo?: string;
}
