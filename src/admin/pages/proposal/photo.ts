import type { Request, Response } from 'express';
import { PageError } from '../../shell/page-error.ts';
import type { SignedInVisit } from '../../shell/visit.ts';
import { proposalOf } from './respond.tsx';

/**
 * Sends one photo of a proposal to somebody who may see that proposal. The file's name comes from the database,
 * never from the address, and `root` keeps it within the folder of photos whatever it says.
 */
export async function sendPhoto(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const proposal = await proposalOf(visit, request);
  const file = proposal.photos[Number(request.params.number) - 1]?.file;
  if (!file) throw new PageError(404);
  response.set('Cache-Control', 'private, max-age=3600');
  response.type('image/jpeg');
  await new Promise<void>((resolve, reject) => {
    response.sendFile(file, { root: visit.deps.mediaDir, dotfiles: 'allow', cacheControl: false }, (error) =>
      error ? reject(error) : resolve(),
    );
  });
}
