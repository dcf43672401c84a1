import { model, Schema } from 'mongoose';
import type { Sheet } from '../people/import/sheet.ts';
import { type Stage, stages, type WorkListId } from './work.model.ts';

/** What a list says of all its works, where it has no columns for it. */
export interface ListDefaults {
  year: number;
  stage: Stage;
}

/** What came of a list: how many works were new, changed, as they were known; and rows left out. */
export interface WorkCounts {
  added: number;
  changed: number;
  same: number;
  broken: number;
}

/** A list of works that somebody brought: kept as text until they confirm it, afterwards only what came of it. */
export interface WorkList {
  _id: WorkListId;
  file: string;
  /** E-mail address of the user. */
  by: string;
  at: Date;
  defaults: ListDefaults;
  /** `taken-back`: what it brought is gone again. */
  state: 'checked' | 'written' | 'taken-back';
  /** Taken away once it is written. */
  sheet?: Sheet;
  counts?: WorkCounts;
}

const schema = new Schema<WorkList>(
  {
    _id: { type: String, required: true },
    file: { type: String, required: true, maxlength: 120 },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    defaults: {
      type: new Schema<ListDefaults>(
        { year: { type: Number, required: true }, stage: { type: String, enum: stages, required: true } },
        { _id: false },
      ),
      required: true,
    },
    state: { type: String, enum: ['checked', 'written', 'taken-back'], required: true },
    sheet: Schema.Types.Mixed,
    counts: Schema.Types.Mixed,
  },
  { versionKey: false },
);
schema.index({ state: 1, at: -1 });

export const WorkListModel = model('WorkList', schema, 'work-lists');
