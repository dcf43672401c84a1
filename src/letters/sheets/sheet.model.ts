import { model, Schema } from 'mongoose';
import type { ParticipantId } from '../../people/participant.model.ts';
import type { RoundId } from '../../rounds/round.model.ts';
import type { Id } from '../../storage/id.ts';

/** `<round>.<village>.<print of what it says>`: the same sheet pressed twice is one. */
export type SheetId = Id<'sheet'>;

/** A Lembar Desa that was sent to the RT of its village. */
export interface SentSheet {
  _id: SheetId;
  round: RoundId;
  village: string;
  kecamatan: string;
  /** To whom, those who came to their seat later and got it then among them. */
  people: ParticipantId[];
  /** How many proposals it tells of. */
  proposals: number;
  /** E-mail address of who pressed first, and when. */
  by: string;
  at: Date;
}

const schema = new Schema<SentSheet>(
  {
    _id: { type: String, required: true },
    round: { type: String, required: true },
    village: { type: String, required: true },
    kecamatan: { type: String, required: true },
    people: { type: [String], default: [] },
    proposals: { type: Number, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ round: 1, village: 1, at: -1 });

export const SentSheetModel = model('SentSheet', schema, 'sent-sheets');
