import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { PageError } from './errors.tsx';

/**
 * Headers of every page: scripts, styles and pictures from here only, nothing inline, no frame around it.
 * @param tls whether the service is reached over https; without it HSTS and upgrades would lock people out
 */
export function securityHeaders(tls: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(tls ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: tls,
    xFrameOptions: { action: 'deny' },
  });
}

const window = {
  windowMs: 15 * 60 * 1000,
  limit: 10,
  standardHeaders: 'draft-8',
  legacyHeaders: false,
} as const;

const tooMany: RequestHandler = (_request, _response, next) => next(new PageError(429));

/**
 * Ten failed tries in 15 minutes, counted for the address they come from and for the e-mail they are about:
 * the one stops guessing many accounts from one place, the other guessing one account from many.
 */
export function signInLimits(): RequestHandler[] {
  const limit = (key: (request: Request) => string) =>
    rateLimit({ ...window, skipSuccessfulRequests: true, keyGenerator: key, handler: tooMany });
  return [
    limit((request) => ipKeyGenerator(request.ip ?? '')),
    limit((request) =>
      String(request.body?.email ?? '')
        .trim()
        .toLowerCase()
        .slice(0, 254),
    ),
  ];
}

/** The same for the present password on the account page: a borrowed session must not become a password. */
export function passwordLimit(): RequestHandler {
  return rateLimit({
    ...window,
    skipSuccessfulRequests: true,
    keyGenerator: (request) => request.session.email ?? ipKeyGenerator(request.ip ?? ''),
    handler: tooMany,
  });
}
