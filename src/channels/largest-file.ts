import { SendError } from './channel.ts';

/** Largest file fetched from a network, in bytes. The Bot API lets bots fetch no larger ones; a photo is far smaller. */
export const largestFile = 20 * 1024 * 1024;

/** Said of a file that is too big; it will be no smaller the next time. */
export const tooBig = (): SendError => new SendError({ kind: 'refused', reason: 'file is too big' });

/**
 * The body of an answer, as long as it is no larger than {@link largestFile}: what a network says of a file's size is
 * what its sender said, so it is counted as it comes, and no more of it is taken.
 * @throws SendError
 */
export async function readWhole(response: Response): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop ends the connection.
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > largestFile) throw tooBig();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
