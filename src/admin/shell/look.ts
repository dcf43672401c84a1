import type { Request, Response } from 'express';
import { z } from 'zod';

/** How the pages look: as the device says, or as somebody has chosen. */
export const looks = ['auto', 'light', 'dark'] as const;
export type Look = (typeof looks)[number];

const cookie = 'rembuk-look';
const yearMs = 365 * 24 * 60 * 60 * 1000;
const look = z.enum(looks).catch('auto');

/** What somebody has chosen on this device. Must come after the cookies are read. */
export const lookOf = (request: Request): Look => look.parse(request.cookies?.[cookie]);

/** Remembers it on this device for a year; it tells nothing of anybody. */
export function chooseLook(response: Response, chosen: Look): void {
  response.cookie(cookie, chosen, { path: '/', sameSite: 'lax', httpOnly: true, maxAge: yearMs });
}
