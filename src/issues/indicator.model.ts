import { model, Schema } from 'mongoose';

/** One published value of an issue's indicator. It is shown to nobody outside until an admin has confirmed it. */
export interface Indicator {
  /** `<issue>.<area>.<year>`. */
  _id: string;
  issue: string;
  year: number;
  value: number;
  unit: string;
  /** The area as published, "Kabupaten Balangan". */
  area: string;
  /** Values of different series must not be compared (the IPM changed its method in 2023). */
  series: string;
  source: string;
  confirmed?: { by: string; at: Date };
}

const schema = new Schema<Indicator>(
  {
    _id: { type: String, required: true },
    issue: { type: String, required: true },
    year: { type: Number, required: true },
    value: { type: Number, required: true },
    unit: { type: String, default: '' },
    area: { type: String, required: true },
    series: { type: String, default: '' },
    source: { type: String, required: true },
    confirmed: { type: new Schema({ by: String, at: Date }, { _id: false }), required: false },
  },
  { versionKey: false },
);
schema.index({ issue: 1, year: -1 });

export const IndicatorModel = model('Indicator', schema, 'indicators');
