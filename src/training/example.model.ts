import { model, Schema } from 'mongoose';
import { type Example, exampleStyles } from '../classification/types.ts';

/** Who wrote an example that came with the software. */
export const REPOSITORY = 'repository';

/** An example in the database; `_id` is the hash of its text in lower case, so a text stands only once. */
export interface KeptExample extends Example {
  _id: string;
  /** {@link REPOSITORY}, or the person whose correction made it. */
  by: string;
  at: Date;
}

const schema = new Schema<KeptExample>(
  {
    _id: { type: String, required: true },
    text: { type: String, required: true },
    primary: { type: String, required: true },
    secondary: String,
    object: String,
    style: { type: String, enum: exampleStyles, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ primary: 1 });
schema.index({ by: 1, at: 1 });

export const ExampleModel = model('Example', schema, 'examples');
