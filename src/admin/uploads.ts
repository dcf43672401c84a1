import type { RequestHandler } from 'express';
import multer from 'multer';
import { ListError } from '../rembuk/import/list-error.ts';
import { limits } from '../rembuk/import/sheet.ts';
import { may } from '../users/rights.ts';

declare global {
  namespace Express {
    interface Locals {
      /** Why the file of this form was not taken. */
      uploadError?: ListError;
    }
  }
}

const receive = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: limits.bytes, files: 1, fields: 5, fieldSize: 2_000, parts: 8 },
}).single('berkas');

/**
 * Takes the file of an upload form, before the form's token is checked, for the token is in the form. Only from
 * users who may bring lists: nobody else gets a byte into memory. What is beyond the limit is thrown away as it comes.
 */
export const uploads: RequestHandler = (request, response, next) => {
  const { user } = response.locals.visit;
  if (!request.is('multipart/form-data') || !user || !may(user.role, 'enter-participants')) return next();
  receive(request, response, (error: unknown) => {
    if (error instanceof multer.MulterError) {
      const tooLarge = error.code === 'LIMIT_FILE_SIZE';
      response.locals.uploadError = tooLarge
        ? new ListError('too-large', { megabytes: limits.bytes / 1024 / 1024 })
        : new ListError('not-text');
      return next();
    }
    next(error);
  });
};
