import { model, Schema } from 'mongoose';
import type { Standing } from './judge.ts';
import type { SpellingVariant } from './spelling-variant.model.ts';

/**
 * One training of the classifier, kept for ever. The version that went live last is the one in force, so going live
 * and going back are each one write.
 */
export interface ModelVersion {
  /** The classifier's version: hash of all that it was trained on. */
  _id: string;
  /** 1, 2, 3 …, as people name it. */
  number: number;
  trainedAt: Date;
  /** Who asked for it; `start` for the first one, `corrections` when enough of them had come together. */
  by: string;
  /** What it learnt from, by example id. */
  examples: { id: string; primary: string }[];
  /** How many of these are corrections by people. */
  corrections: number;
  /** Ways of writing that people have added to the lexicon. */
  variants: SpellingVariant[];
  /** How it stood, and how the version then in force stood, on the same texts; absent for the first one. */
  compared?: { standing: Standing; inForce: Standing; inForceNumber: number };
  /** Why it did not go live by itself; a key of the locale's `admin.model.refused.*`. */
  refused?: 'worse-on-examples' | 'worse-on-decisions';
  /** The moments at which it was put in force. */
  wentLiveAt: Date[];
  /** The last of them. */
  liveSince?: Date;
  /** The saved classifier; see `classification/saved.ts`. */
  document: string;
}

const standing = {
  macroF1: Number,
  perClass: Schema.Types.Mixed,
  decisions: { count: Number, right: Number },
};
const schema = new Schema<ModelVersion>(
  {
    _id: { type: String, required: true },
    number: { type: Number, required: true },
    trainedAt: { type: Date, required: true },
    by: { type: String, required: true },
    examples: { type: [{ _id: false, id: String, primary: String }], required: true },
    corrections: { type: Number, required: true },
    variants: { type: [{ _id: false, group: String, meaning: String, variant: String }], default: [] },
    compared: {
      type: new Schema(
        { standing, inForce: standing, inForceNumber: Number },
        { _id: false, minimize: false },
      ),
      required: false,
    },
    refused: String,
    wentLiveAt: { type: [Date], default: [] },
    liveSince: Date,
    document: { type: String, required: true },
  },
  { versionKey: false },
);
schema.index({ liveSince: -1 });
schema.index({ number: -1 }, { unique: true });

export const ModelVersionModel = model('ModelVersion', schema, 'model-versions');
