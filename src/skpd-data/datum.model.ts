import { model, Schema } from 'mongoose';

/**
 * A problem or a figure that an SKPD knows of a village or a kecamatan. It is shown to nobody outside until the planning office
 * has confirmed it; a figure that is handed in anew has to be confirmed anew.
 */
export interface SkpdDatum {
  /** `<office>.<area>.<year>.<hash of what it says>`: the same file twice is one. */
  _id: string;
  /** Key of the office in `data/authority.yaml`. */
  office: string;
  /** Code of the village, or of the kecamatan where it is of all of it. */
  area: string;
  kecamatan: string;
  /** The problem, or what is counted: "Rumah tidak layak huni". */
  what: string;
  /** Absent for a problem without a figure. */
  value?: number;
  /** Of the value, "unit"; empty where it has none. */
  unit: string;
  year: number;
  source: string;
  handedIn: { by: string; at: Date };
  confirmed?: { by: string; at: Date };
  /** Grows with every change, so that what is confirmed is what was seen. */
  revision: number;
}

const mark = new Schema({ by: String, at: Date }, { _id: false });
const schema = new Schema<SkpdDatum>(
  {
    _id: { type: String, required: true },
    office: { type: String, required: true },
    area: { type: String, required: true },
    kecamatan: { type: String, required: true },
    what: { type: String, required: true, maxlength: 160 },
    value: Number,
    unit: { type: String, default: '', maxlength: 20 },
    year: { type: Number, required: true },
    source: { type: String, required: true, maxlength: 160 },
    handedIn: { type: mark, required: true },
    confirmed: { type: mark, required: false },
    revision: { type: Number, required: true },
  },
  { versionKey: false },
);
schema.index({ 'confirmed.at': 1, area: 1 });
schema.index({ office: 1, 'handedIn.at': -1 });

export const SkpdDatumModel = model('SkpdDatum', schema, 'skpd-data');
