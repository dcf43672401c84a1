import { model, Schema } from 'mongoose';
import type { ImportCounts } from './import.ts';
import type { Sheet } from './sheet.ts';

/** A list that somebody brought by the page: kept as text until they confirm it, afterwards only what came of it. */
export interface KeptImport {
  _id: string;
  file: string;
  /** E-mail address of the user. */
  by: string;
  at: Date;
  /** `writing` is held by one import at a time. */
  state: 'checked' | 'writing' | 'done';
  /** Taken away once it is written. */
  sheet?: Sheet;
  writingSince?: Date;
  counts?: ImportCounts & { broken: number };
}

const schema = new Schema<KeptImport>(
  {
    _id: { type: String, required: true },
    file: { type: String, required: true, maxlength: 120 },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    state: { type: String, enum: ['checked', 'writing', 'done'], required: true },
    sheet: Schema.Types.Mixed,
    writingSince: Date,
    counts: Schema.Types.Mixed,
  },
  { versionKey: false },
);
schema.index({ by: 1, at: -1 });
// Two lists at once could enter one person twice.
schema.index({ state: 1 }, { unique: true, partialFilterExpression: { state: 'writing' } });

export const ImportModel = model('Import', schema, 'imports');
