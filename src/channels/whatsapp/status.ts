import type { Log } from '../../log.ts';
import type { ChannelState, ChannelStatus } from '../channel.ts';

/** The channel's status and those who listen to it. */
export interface StatusBoard {
  get(): ChannelStatus;
  /** A new state; what belonged to the one before (codes, advice) is gone. Saying the same again changes nothing. */
  set(state: ChannelState, details?: Omit<ChannelStatus, 'state' | 'since'>): void;
  listen(listener: (status: ChannelStatus) => void): () => void;
}

export function createStatusBoard(log: Log): StatusBoard {
  const listeners = new Set<(status: ChannelStatus) => void>();
  let status: ChannelStatus = { state: 'stopped', since: new Date().toISOString() };
  return {
    get: () => status,
    set(state, details = {}) {
      const next: ChannelStatus = { state, since: status.since, ...details };
      if (JSON.stringify(next) === JSON.stringify(status)) return;
      const moved = state !== status.state;
      if (moved) next.since = new Date().toISOString();
      status = next;
      const { advice, linkedAt } = next;
      // Codes are left out: whoever reads them can link a phone of their own.
      if (moved) log.info({ channel: 'whatsapp', state, advice, linkedAt }, 'WhatsApp');
      for (const listener of listeners) listener(status);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
