import { model, Schema } from 'mongoose';

/** Groups of the lexicon that people may add to; see `data/lexicon.yaml` for what each is. */
export const lexiconGroups = ['synonyms', 'chat', 'banjar'] as const;
export type LexiconGroup = (typeof lexiconGroups)[number];

/** One way of writing a meaning: in `banjar`, `banyu` is a way of writing `air`. */
export interface SpellingVariant {
  group: LexiconGroup;
  meaning: string;
  variant: string;
}

/** A way that somebody at the office has added; `_id` is `<group>:<way>`, so a way has one meaning in a group. */
export interface AddedSpellingVariant extends SpellingVariant {
  _id: string;
  by: string;
  at: Date;
}

const schema = new Schema<AddedSpellingVariant>(
  {
    _id: { type: String, required: true },
    group: { type: String, enum: lexiconGroups, required: true },
    meaning: { type: String, required: true, maxlength: 60 },
    variant: { type: String, required: true, maxlength: 60 },
    by: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ at: -1 });

export const SpellingVariantModel = model('SpellingVariant', schema, 'spelling-variants');
