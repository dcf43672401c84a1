import { model, Schema } from 'mongoose';
import type { Address } from '../channels/address.ts';
import type { Id } from '../storage/id.ts';
import { defaultLocale, type Locale, locales } from '../texts/locales.ts';
import { copiedCode } from '../users/copied-code.ts';

/** The offices a representative may hold, as in the process's list of people. */
export const offices = ['ketua-rt', 'kepala-desa', 'bpd', 'lpm', 'pkk', 'karang-taruna', 'skpd'] as const;
export type Office = (typeof offices)[number];

/** A seat somebody has held: its history stays with the office. */
export interface FormerSeat {
  office: Office;
  rt?: string;
  village: string;
  until: Date;
}

/** A chat that became somebody's, or ceased to be. */
export interface Tie {
  at: Date;
  /** With its channel, `telegram:123`. */
  address: Address;
  what: 'tied' | 'untied';
  /** By the personal link, by a yes from a chat tied before, by staff; `moved`: another's link was pressed there. */
  how: 'link' | 'permission' | 'staff' | 'moved';
}

/** A participant's id: a UUID, which tells nothing. */
export type ParticipantId = Id<'participant'>;

/** A code for a personal link. */
export const newStartCode = (): string => copiedCode(10);

/** A representative. Staff enter them, or (where it is allowed) they register themselves and stay unverified. */
export interface Participant {
  _id: ParticipantId;
  name: string;
  /** Absent until a stranger has registered themselves. */
  office?: Office;
  /** "03"; absent for an office that is not of an RT. */
  rt?: string;
  village?: string;
  kecamatan?: string;
  /** E.164. Several people may share one; its WhatsApp address belongs to one of them. */
  phone?: string;
  /** Where they can be written to: `telegram:123`, `whatsapp:6281…`. Absent until there is one. */
  addresses?: Address[];
  /** Addresses that refused a message (bot blocked, chat gone), with when. */
  unreachable: { address: Address; reason: string; at: Date }[];
  /** For their personal start link; unguessable. */
  startCode: string;
  /** When the link was used; a further chat has to be allowed. */
  startUsedAt?: Date;
  /** A further chat in which the link was pressed, and that waits for a yes. */
  tieWish?: { address: Address; at: Date };
  /** Every tie and untie, oldest first. */
  ties?: Tie[];
  locale: Locale;
  verified: boolean;
  registeredBy: 'staff' | 'self';
  /** Staff have said that they are not who they say; they send nothing until they are confirmed. */
  refused?: { at: Date; by: string; reason: string };
  consent?: { textVersion: string; at: Date };
  /** STOP holds on every channel, and for everybody who shares their phone, until MULAI. */
  optedOutAt?: Date;
  wrongPersonAt?: Date;
  /** HAPUS DATA, or staff for them: everything that leads to them is to go; see `messaging/privacy`. */
  eraseAt?: Date;
  /** Since when somebody else holds their seat, and who. They keep the seat's name here, but speak for it no more. */
  leftAt?: Date;
  successor?: string;
  /** Seats they held before the one above, oldest first. */
  formerSeats?: FormerSeat[];
  createdAt: Date;
  /** When it was last written, by mongoose on the clock of whoever wrote; see `storage/ledger.ts`. */
  changed?: Date;
}

const schema = new Schema<Participant>(
  {
    _id: { type: String, required: true },
    name: { type: String, default: '', maxlength: 120 },
    office: { type: String, enum: offices },
    rt: { type: String, maxlength: 8 },
    village: String,
    kecamatan: String,
    phone: { type: String, match: /^\+\d{8,15}$/ },
    addresses: { type: [String], default: undefined },
    unreachable: { type: [{ _id: false, address: String, reason: String, at: Date }], default: [] },
    startCode: { type: String, required: true },
    startUsedAt: Date,
    tieWish: { type: new Schema({ address: String, at: Date }, { _id: false }), required: false },
    ties: {
      type: [{ _id: false, at: Date, address: String, what: String, how: String }],
      default: undefined,
    },
    locale: { type: String, enum: locales, default: defaultLocale },
    verified: { type: Boolean, required: true },
    registeredBy: { type: String, enum: ['staff', 'self'], required: true },
    refused: { type: new Schema({ at: Date, by: String, reason: String }, { _id: false }), required: false },
    consent: { type: new Schema({ textVersion: String, at: Date }, { _id: false }), required: false },
    optedOutAt: Date,
    wrongPersonAt: Date,
    eraseAt: Date,
    leftAt: Date,
    successor: String,
    formerSeats: {
      type: [
        { _id: false, office: { type: String, enum: offices }, rt: String, village: String, until: Date },
      ],
      default: undefined,
    },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, timestamps: { createdAt: false, updatedAt: 'changed' } },
);
// What has changed since somebody looked; see storage/ledger.ts.
schema.index({ changed: 1 });
schema.index({ addresses: 1 }, { unique: true, partialFilterExpression: { addresses: { $exists: true } } });
schema.index({ startCode: 1 }, { unique: true });
schema.index({ village: 1, rt: 1 });
schema.index({ phone: 1 });

export const ParticipantModel = model('Participant', schema, 'participants');
