import type { Request } from 'express';
import type { Round } from '../../../rounds/round.model.ts';
import { findRound } from '../../../rounds/rounds.ts';
import { PageError } from '../../shell/page-error.ts';

/** The round of an address. @throws PageError 404 */
export async function roundOf(request: Request): Promise<Round> {
  const round = await findRound(String(request.params.id));
  if (!round) throw new PageError(404);
  return round;
}

/** A round that can still be changed. @throws PageError 404 once it is closed */
export async function openOf(request: Request): Promise<Round> {
  const round = await roundOf(request);
  if (round.status !== 'open') throw new PageError(404);
  return round;
}
