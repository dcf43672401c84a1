import type { Request, Response } from 'express';
import { z } from 'zod';
import type { RoundId } from '../../../rounds/round.model.ts';
import type { AdminDeps } from '../../shell/deps.ts';
import type { SignedInVisit } from '../../shell/visit.ts';

/** So often it is looked whether anything has changed, while a page is open. */
const lookEveryMs = 2_000;
/** A stream ends after so long; the browser asks anew, and whoever has signed out meanwhile is not told on. */
const longestMs = 5 * 60_000;

/** The round that a page shows, and the version of its figures. */
const query = z.object({ rembuk: z.string().max(8).catch(''), sejak: z.coerce.number().int().catch(0) });

/** An open page. */
interface Listener {
  round: RoundId;
  knows: number;
}

/**
 * Server-sent events: `changed` whenever the figures of the round are others than those that the page shows, with nothing
 * in it; the page then fetches itself anew. One look around serves all pages that are open.
 */
export function tellNews() {
  const listeners = new Map<Response, Listener>();
  let looking: NodeJS.Timeout | undefined;

  async function look({ facts }: AdminDeps): Promise<void> {
    for (const [response, listener] of listeners) {
      const { version } = await facts.of(listener.round);
      if (listener.knows === version) continue;
      listener.knows = version;
      response.write('event: changed\ndata:\n\n');
    }
  }

  return ({ deps }: SignedInVisit, request: Request, response: Response): void => {
    const { rembuk, sejak } = query.parse(request.query);
    // Compressed, events would wait until there are enough of them.
    response
      .status(200)
      .set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store, no-transform' });
    response.write('retry: 2000\n\n');
    listeners.set(response, { round: rembuk as RoundId, knows: sejak });
    looking ??= setInterval(() => {
      // The next look will tell, should this one fail.
      look(deps).catch((error) => deps.log.warn({ err: error }, 'the figures cannot be read'));
    }, lookEveryMs).unref();
    const end = setTimeout(() => response.end(), longestMs).unref();
    request.once('close', () => {
      clearTimeout(end);
      listeners.delete(response);
      if (listeners.size > 0) return;
      clearInterval(looking);
      looking = undefined;
    });
  };
}
