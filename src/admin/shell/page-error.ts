import type { RequestHandler } from 'express';
import { auditedForms, unauditedForms } from './audited.ts';

export const pageStatuses = [400, 403, 404, 413, 429, 500, 503] as const;
export type PageStatus = (typeof pageStatuses)[number];

/** A page that cannot be shown, by its HTTP status; the text is the locale's `admin.error.<status>`. */
export class PageError extends Error {
  readonly status: PageStatus;
  constructor(status: PageStatus) {
    super(`Page refused: ${status}`);
    this.name = 'PageError';
    this.status = status;
  }
}

const formAddresses = [...Object.keys(auditedForms), ...unauditedForms].map(
  (path) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`),
);

/**
 * Nothing is at this address. One that only takes a form is where a browser's Back or a reload may lead: it leads on to the page
 * above it.
 */
export const notFound: RequestHandler = ({ method, path }, response) => {
  const above = path.slice(0, path.lastIndexOf('/')) || '/';
  if (method !== 'GET' || !formAddresses.some((address) => address.test(path))) throw new PageError(404);
  response.redirect(303, above);
};
