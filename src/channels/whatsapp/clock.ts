import { ask, type Client } from './client.ts';

/** What it is by the clock that messages tell the time of their sending by; this machine's own may be an hour off. */
export interface NetworkClock {
  now(): Date;
  /** Asks WhatsApp. What it does not tell stays as it was; before the first answer it is what this machine thinks. */
  set(client: Client): Promise<void>;
}

const answersWithinMs = 5_000;

/** Goes on by a clock that nobody sets, so a machine whose own is put right meanwhile changes nothing. */
export function createNetworkClock(): NetworkClock {
  let told: { at: number; when: number } | null = null;
  return {
    now: () => new Date(told ? told.at + performance.now() - told.when : Date.now()),
    async set(client) {
      const date = await ask<string | null>(client, 'date()', answersWithinMs).catch(() => null);
      const at = Date.parse(date ?? '');
      if (Number.isFinite(at)) told = { at, when: performance.now() };
    },
  };
}
