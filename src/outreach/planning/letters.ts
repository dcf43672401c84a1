import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Attachment } from '../../channels/channel.ts';
import { writePrivate } from '../../files.ts';
import type { Letter } from '../../rounds/round.model.ts';

/** Larger letters take minutes over a village's signal. */
export const largestLetter = 5 * 1024 * 1024;

/** The file is no PDF, or too large; `problem` is a text key of the pages. */
export class LetterError extends Error {
  readonly problem: 'not-pdf' | 'too-large';
  constructor(problem: 'not-pdf' | 'too-large') {
    super(problem === 'not-pdf' ? 'The letter is not a PDF.' : 'The letter is larger than 5 MB.');
    this.name = 'LetterError';
    this.problem = problem;
  }
}

const folderIn = (mediaDir: string) => join(mediaDir, 'letters');
const fileOf = (sha256: string) => `${sha256}.pdf`;

/** Keeps a letter under its hash: the same file twice is one. @throws LetterError */
export async function keepLetter(mediaDir: string, name: string, bytes: Buffer): Promise<Letter> {
  if (bytes.length > largestLetter) throw new LetterError('too-large');
  if (!bytes.subarray(0, 1024).includes('%PDF-')) throw new LetterError('not-pdf');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await writePrivate(folderIn(mediaDir), fileOf(sha256), bytes);
  // The name goes into a header of the networks' forms: letters, digits and spaces only.
  const plain = name
    .replace(/\.pdf$/i, '')
    .replaceAll(/[^\p{L}\p{N} ._-]/gu, ' ')
    .trim()
    .slice(0, 60);
  return { name: `${plain || 'Undangan'}.pdf`, sha256, bytes: bytes.length };
}

/** The letter as a channel sends it. @throws Error when the file is gone */
export async function readLetter(mediaDir: string, letter: Letter): Promise<Attachment> {
  const bytes = await readFile(join(folderIn(mediaDir), fileOf(letter.sha256))).catch((cause) => {
    throw new Error('The file of the official letter is missing; upload it again.', { cause });
  });
  return { name: letter.name, mime: 'application/pdf', bytes };
}
