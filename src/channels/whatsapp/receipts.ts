import type { Receipt } from '../channel.ts';

/** Messages whose state is remembered, so that a lower one after a higher is not told. */
const remembered = 10_000;

const statuses: Record<number, Receipt['status']> = { 1: 'sent', 2: 'delivered', 3: 'read', 4: 'read' };

/** Keeps the ticks of sent messages in order: each step once, never a lower one after a higher. */
export interface Ticks {
  /** @param ack the library's number: 1 sent, 2 delivered, 3 read, 4 played; others say nothing */
  of(messageId: string, ack: number): Receipt['status'] | null;
}

export function createTicks(): Ticks {
  const highest = new Map<string, number>();
  return {
    of(messageId, ack) {
      const status = statuses[ack];
      const level = Math.min(ack, 3);
      if (!status || level <= (highest.get(messageId) ?? 0)) return null;
      // Put last again, so that the oldest are forgotten first.
      highest.delete(messageId);
      highest.set(messageId, level);
      const [oldest] = highest.keys();
      if (highest.size > remembered && oldest !== undefined) highest.delete(oldest);
      return status;
    },
  };
}
