import type { RequestHandler } from 'express';

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

/** Nothing is at this address. */
export const notFound: RequestHandler = () => {
  throw new PageError(404);
};
