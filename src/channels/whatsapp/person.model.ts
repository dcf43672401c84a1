import { model, Schema } from 'mongoose';

/** Who somebody is on WhatsApp: `_id` is their number (E.164 without plus), `lid` the id WhatsApp hides it behind. */
interface WhatsAppPerson {
  _id: string;
  lid?: string;
}

const schema = new Schema<WhatsAppPerson>({ _id: String, lid: String }, { versionKey: false });
schema.index({ lid: 1 }, { sparse: true });

export const WhatsAppPersonModel = model('WhatsAppPerson', schema, 'whatsapp-people');

const known = (found: WhatsAppPerson | null) =>
  found && { phone: found._id, ...(found.lid ? { lid: found.lid } : {}) };

/** Numbers known to be on WhatsApp, each asked for once, with their lids. What the WhatsApp channel calls `People`. */
export const whatsAppPeople = {
  byPhone: async (phone: string) => known(await WhatsAppPersonModel.findById(phone).lean()),
  byLid: async (lid: string) => known(await WhatsAppPersonModel.findOne({ lid }).lean()),
  async remember({ phone, lid }: { phone: string; lid?: string }): Promise<void> {
    // A lid stays with its person when their number changes.
    if (lid) await WhatsAppPersonModel.updateMany({ lid, _id: { $ne: phone } }, { $unset: { lid: 1 } });
    await WhatsAppPersonModel.updateOne({ _id: phone }, lid ? { $set: { lid } } : {}, { upsert: true });
  },
};

/** Forgets a number (E.164 without plus), as its person has asked for. */
export async function forgetWhatsAppPerson(phone: string): Promise<void> {
  await WhatsAppPersonModel.deleteOne({ _id: phone });
}
