import { model, Schema } from 'mongoose';

/** A flow as it was when somebody talked by it; `_id` is its version. Kept for ever: talks are pinned to it. */
export interface KeptFlow {
  _id: string;
  id: string;
  source: string;
  keptAt: Date;
}

const schema = new Schema<KeptFlow>(
  {
    _id: { type: String, required: true },
    id: { type: String, required: true },
    source: { type: String, required: true },
    keptAt: { type: Date, required: true },
  },
  { versionKey: false },
);

export const FlowModel = model('Flow', schema, 'flows');
