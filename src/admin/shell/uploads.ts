import type { RequestHandler } from 'express';
import multer from 'multer';
import { may, type Right } from '../../users/rights.ts';

declare global {
  namespace Express {
    interface Locals {
      /** Why the file of this form was refused. */
      uploadError?: 'too-large' | 'unreadable';
    }
  }
}

/**
 * Receives the file of an upload form before its token is checked, since the token is in the form. Only from users who
 * hold the right, so nobody else can fill the memory. Bytes beyond the limit are discarded as they arrive.
 * @param bytes the largest file
 */
export function uploads(right: Right, bytes: number): RequestHandler {
  const receive = multer({
    storage: multer.memoryStorage(),
    limits: { fileSize: bytes, files: 1, fields: 5, fieldSize: 2_000, parts: 8 },
  }).single('file');
  return (request, response, next) => {
    const { user } = response.locals.visit;
    if (!request.is('multipart/form-data') || !user || !may(user, right)) return next();
    receive(request, response, (error: unknown) => {
      if (!(error instanceof multer.MulterError)) return next(error);
      response.locals.uploadError = error.code === 'LIMIT_FILE_SIZE' ? 'too-large' : 'unreadable';
      next();
    });
  };
}

/** The name of an uploaded file, which multer decodes as Latin-1 although it is UTF-8. */
export function uploadedName(file: Express.Multer.File | undefined): string {
  return Buffer.from(file?.originalname ?? '', 'latin1').toString('utf8');
}
