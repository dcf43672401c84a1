import type { Server } from 'node:http';
import type { RequestHandler, Response, Router } from 'express';
import type { Health } from './health.ts';

/** What the web server serves: pages, a network's webhook, and always the health page. */
export interface WebParts {
  /** Made only once the port is ours, for the pages open a store of sessions. */
  admin: (() => Router) | null;
  webhook: { path: string; handler: RequestHandler } | null;
  /**
   * The hops whose word counts on where a request came from and whether by https (`TRUST_PROXY`): addresses, ranges, or
   * `loopback`. Anybody else could claim what they like.
   */
  trustProxy: string[];
  /** Which engines answer now; it answers within a second itself. */
  health: () => Promise<Health>;
  /** Whether the start is over and no stop has begun. */
  ready: () => boolean;
}

/** The port is taken, or may not be opened. */
class PortError extends Error {
  constructor(port: number, options?: ErrorOptions) {
    super(`Port ${port} cannot be opened. Is another program using it? Set PORT to a free one.`, options);
    this.name = 'PortError';
  }
}

/**
 * Opens the web server. For supervisors and load balancers, with no details of the service: `/sehat` (health) answers 200
 * while both engines answer, else 503; `/siap` (readiness) 200 when also the start is over and no stop has begun.
 * @throws PortError
 */
export async function listen(host: string, port: number, parts: WebParts): Promise<Server> {
  // A worker opens no port, and a gateway that polls opens none.
  const { default: express } = await import('express');
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', parts.trustProxy);
  const answer = (response: Response, facts: Record<string, boolean>) => {
    response
      .status(Object.values(facts).every(Boolean) ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json(facts);
  };
  app.get('/sehat', async (_request, response) => answer(response, { ...(await parts.health()) }));
  app.get('/siap', async (_request, response) =>
    answer(response, { ready: parts.ready(), ...(await parts.health()) }),
  );
  if (parts.webhook) app.post(parts.webhook.path, parts.webhook.handler);
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host);
    server.once('listening', () => {
      if (parts.admin) app.use(parts.admin());
      resolve(server);
    });
    server.once('error', (cause) => reject(new PortError(port, { cause })));
  });
}

/** Where a running server is found, for people to open. */
export function addressOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}/`;
}
