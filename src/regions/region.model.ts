import { model, Schema } from 'mongoose';

/** A village (desa or kelurahan) with its place in the tree; `_id` is its Kemendagri code, `63.11.01.2003`. */
export interface Region {
  _id: string;
  name: string;
  type: 'desa' | 'kelurahan';
  kecamatan: { code: string; name: string };
  /** Code of the district, `63.11`. */
  district: string;
}

const schema = new Schema<Region>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    type: { type: String, enum: ['desa', 'kelurahan'], required: true },
    kecamatan: { code: { type: String, required: true }, name: { type: String, required: true } },
    district: { type: String, required: true },
  },
  { versionKey: false },
);
// By kecamatan and name, never by name alone: a village's name may exist twice in a district.
schema.index({ 'kecamatan.code': 1, name: 1 }, { unique: true });
schema.index({ district: 1 });

export const RegionModel = model('Region', schema, 'regions');
