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

/** Proxies end a stream in which nothing has come for a minute, some for half of one. */
const silentMs = 15_000;

/** An open page. */
interface Listener {
  round: RoundId;
  knows: number;
  /** When something was written to it last. */
  heardAt: Date;
}

/**
 * Server-sent events: `changed` whenever the figures of the round are others than those that the page shows, with nothing
 * in it; the page then fetches itself anew. One look around serves all pages that are open.
 */
export function tellNews() {
  const listeners = new Map<Response, Listener>();
  let looking: NodeJS.Timeout | undefined;

  async function look({ facts, now }: AdminDeps): Promise<void> {
    for (const [response, listener] of listeners) {
      const { version } = await facts.of(listener.round);
      const changed = listener.knows !== version;
      if (!changed && now().getTime() - listener.heardAt.getTime() < silentMs) continue;
      listener.knows = version;
      listener.heardAt = now();
      // A line that begins with a colon says nothing, but that somebody is there.
      response.write(changed ? 'event: changed\ndata:\n\n' : ':\n\n');
    }
  }

  return ({ deps }: SignedInVisit, request: Request, response: Response): void => {
    const { rembuk, sejak } = query.parse(request.query);
    // Compressed, or kept together by a proxy in front (nginx asks by this header), events would wait until there are enough.
    response.status(200).set({
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
    response.write('retry: 2000\n\n');
    listeners.set(response, { round: rembuk as RoundId, knows: sejak, heardAt: deps.now() });
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
