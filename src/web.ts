import type { Server } from 'node:http';
import express, { type RequestHandler, type Router } from 'express';

/** What the web server serves: pages, a network's webhook, and always the health page. */
export interface WebParts {
  /** Made only once the port is ours, for the pages open a store of sessions. */
  admin: (() => Router) | null;
  webhook: { path: string; handler: RequestHandler } | null;
  /** Is everything there that a message needs? */
  healthy: () => Promise<{ mongodb: boolean; redis: boolean }>;
}

/** The port is taken, or may not be opened. */
export class PortError extends Error {
  constructor(port: number, options?: ErrorOptions) {
    super(`Port ${port} cannot be opened. Is another program using it? Set PORT to a free one.`, options);
    this.name = 'PortError';
  }
}

/**
 * Opens the web server. `/sehat` answers 200 or 503 for a supervisor or load balancer, with no details of the house.
 * @throws PortError
 */
export async function listen(host: string, port: number, parts: WebParts): Promise<Server> {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback');
  app.get('/sehat', async (_request, response) => {
    const health = await parts.healthy();
    response.status(Object.values(health).every(Boolean) ? 200 : 503).json(health);
  });
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
