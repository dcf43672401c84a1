import { model, Schema } from 'mongoose';

/** A macro issue of the district; `_id` is its key, `kemiskinan`. The district may rename or replace the set. */
export interface Issue {
  _id: string;
  name: string;
  description: string;
  /** Words and phrases that belong to it; they are training text too. */
  keywords: string[];
  indicator: { name: string; unit: string; betterWhen: 'lower' | 'higher' };
  /** Place in lists, from 1. */
  order: number;
}

const schema = new Schema<Issue>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    description: { type: String, required: true },
    keywords: { type: [String], required: true },
    indicator: {
      name: { type: String, required: true },
      unit: String,
      betterWhen: { type: String, enum: ['lower', 'higher'], required: true },
    },
    order: { type: Number, required: true },
  },
  { versionKey: false },
);

export const IssueModel = model('Issue', schema, 'issues');
