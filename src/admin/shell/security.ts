import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { PageError } from './page-error.ts';

/**
 * Headers of every page: scripts, styles, pictures and sounds from here only, nothing inline, no frame around it.
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
        fontSrc: ["'self'"],
        mediaSrc: ["'self'"],
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

/** Ten tries in 15 minutes at the present password on the account page: a borrowed session must not become a password. */
export function passwordLimit(): RequestHandler {
  return rateLimit({
    ...window,
    skipSuccessfulRequests: true,
    keyGenerator: (request) => request.session.email ?? ipKeyGenerator(request.ip ?? ''),
    handler: tooMany,
  });
}
