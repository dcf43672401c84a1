import type { Request, Response } from 'express';
import { z } from 'zod';

const yearMs = 365 * 24 * 60 * 60 * 1000;

/** Something that is chosen on a device for all pages; it tells nothing of anybody. */
export interface DeviceChoice<Value extends string> {
  /** What was chosen; the first of the values where nothing was. Must come after the cookies are read. */
  of(request: Request): Value;
  /** Remembers it on this device for a year. */
  remember(response: Response, chosen: Value): void;
}

/** A choice that is kept in a cookie of this name. */
export function deviceChoice<const Values extends readonly [string, ...string[]]>(
  cookie: string,
  values: Values,
): DeviceChoice<Values[number]> {
  const value = z.enum(values as readonly [string, ...string[]]).catch(values[0]);
  return {
    of: (request) => value.parse(request.cookies?.[cookie]),
    remember(response, chosen) {
      response.cookie(cookie, chosen, { path: '/', sameSite: 'lax', httpOnly: true, maxAge: yearMs });
    },
  };
}
