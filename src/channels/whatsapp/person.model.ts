import { model, Schema } from 'mongoose';
import type { KnownPerson, People } from './settings.ts';

/** Who somebody is on WhatsApp, as {@link KnownPerson}: `_id` is their number. */
interface WhatsAppPerson extends Omit<KnownPerson, 'phone'> {
  _id: string;
}

const schema = new Schema<WhatsAppPerson>(
  { _id: String, lid: String, formerly: { phone: String, until: Date } },
  { versionKey: false },
);
schema.index({ lid: 1 }, { sparse: true });

export const WhatsAppPersonModel = model('WhatsAppPerson', schema, 'whatsapp-people');

function known(found: WhatsAppPerson | null): KnownPerson | null {
  if (!found) return null;
  const { _id: phone, ...rest } = found;
  return { phone, ...rest };
}

/** Numbers known to be on WhatsApp, each asked for once, with their lids. What the WhatsApp channel calls `People`. */
export const whatsAppPeople: People = {
  byPhone: async (phone) => known(await WhatsAppPersonModel.findById(phone).lean()),
  byLid: async (lid) => known(await WhatsAppPersonModel.findOne({ lid }).lean()),
  async remember({ phone, ...told }) {
    const { lid } = told;
    // A lid stays with its person when their number changes.
    if (lid) await WhatsAppPersonModel.updateMany({ lid, _id: { $ne: phone } }, { $unset: { lid: 1 } });
    await WhatsAppPersonModel.updateOne({ _id: phone }, { $set: told }, { upsert: true });
  },
};

/** Forgets a number (E.164 without plus), as its person has asked for; also where it is somebody's of before. */
export async function forgetWhatsAppPerson(phone: string): Promise<void> {
  await WhatsAppPersonModel.deleteOne({ _id: phone });
  await WhatsAppPersonModel.updateMany({ 'formerly.phone': phone }, { $unset: { formerly: 1 } });
}
