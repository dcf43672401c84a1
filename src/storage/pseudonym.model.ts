import { createHmac, randomBytes } from 'node:crypto';
import { model, Schema } from 'mongoose';
import { isDuplicate } from './mongodb.ts';

const schema = new Schema<{ _id: string; key: string }>({ _id: String, key: String }, { versionKey: false });
export const PseudonymKeyModel = model('PseudonymKey', schema, 'pseudonym-keys');

/**
 * Turns what leads to a person (an address, a network's id of a message) into a name for it that tells nothing: the
 * same text always gives the same 22 letters, digits, `-` and `_`.
 */
export type Pseudonym = (text: string) => string;

/** 128 bits: two texts never meet by chance. */
const length = 22;

/**
 * The pseudonyms of this installation. Their key is made once and stands in the database only, so that nobody who
 * reads Redis or a log can try all telephone numbers until one fits.
 */
export async function openPseudonyms(): Promise<Pseudonym> {
  const _id = 'messages';
  const made = { _id, key: randomBytes(32).toString('base64') };
  if (!(await PseudonymKeyModel.exists({ _id })))
    await PseudonymKeyModel.create(made).catch((error: unknown) => {
      // Two processes that start for the first time at once: the other one has made it.
      if (!isDuplicate(error, '_id_')) throw error;
    });
  const standing = await PseudonymKeyModel.findById(_id).lean();
  if (!standing) throw new Error('The key of the pseudonyms was taken away while it was read');
  const key = Buffer.from(standing.key, 'base64');
  return (text) => createHmac('sha256', key).update(text).digest('base64url').slice(0, length);
}
