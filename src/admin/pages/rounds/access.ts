import type { ErrorRequestHandler, Request } from 'express';
import type { Round } from '../../../rounds/round.model.ts';
import { findRound, RoundClosedError } from '../../../rounds/rounds.ts';
import { keepTyped } from '../../shell/kept-form.ts';
import { PageError } from '../../shell/page-error.ts';
import { leadOn } from '../../shell/session.ts';

/** The round of an address. @throws PageError 404 */
export async function roundOf(request: Request): Promise<Round> {
  const round = await findRound(String(request.params.id));
  if (!round) throw new PageError(404);
  return round;
}

/** A round that can still be changed. @throws PageError 404, RoundClosedError */
export async function openOf(request: Request): Promise<Round> {
  const round = await roundOf(request);
  if (round.status !== 'open') throw new RoundClosedError(round._id);
  return round;
}

/**
 * Somebody has closed the round while a page or a form of it was open in another window: leads to the round, which can be
 * opened again there. What was typed into its own form stands in it then.
 */
export const closedMeanwhile: ErrorRequestHandler = (error: unknown, request, response, next) => {
  // What cannot be read at all is refused before anybody is known to visit.
  const { deps, user } = response.locals.visit ?? {};
  if (!(error instanceof RoundClosedError) || !user) return next(error);
  const page = `/rembuk/${error.round}`;
  const isChange = request.method === 'POST' && request.path === `${page}/ubah`;
  if (isChange) keepTyped(deps, request, user._id, { to: request.path, values: request.body });
  leadOn(request, response, page, isChange ? 'round-is-closed-kept' : 'round-is-closed');
};
