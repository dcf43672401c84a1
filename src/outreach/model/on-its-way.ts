/** What every document keeps that a dispatcher sends; how it moves tells delivery-state.ts. */
export interface OnItsWay {
  /** Which dispatcher has taken it. */
  takenBy?: string;
  /** Why it failed or is unknown, for staff: a network's word, `cancelled`, `opted out`. */
  reason?: string;
  /** The network itself refused it; a streak of these makes us stop (see `outreach/planning/send-limits.ts`). */
  refusedAt?: Date;
  queuedAt: Date;
  sentAt?: Date;
  /** The network's id of the message, for its receipts. */
  messageId?: string;
}

/** The same for a schema of mongoose. */
export const onItsWay = {
  takenBy: String,
  reason: String,
  refusedAt: Date,
  queuedAt: { type: Date, required: true },
  sentAt: Date,
  messageId: String,
} as const;
