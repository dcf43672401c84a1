/** telegraf's WizardScene with its sessions in MongoDB, by the id that they are looked up with. */
import { MongoClient } from 'mongodb';
import { setting } from './ask.ts';
import { runWizard, type WizardState } from './wizard.ts';

const client = await new MongoClient(setting('MONGODB_URI')).connect();
const sessions = client.db(setting('NAME')).collection<{ _id: string; session: WizardState }>('sessions');

await runWizard({
  get: async (key) => (await sessions.findOne({ _id: key }))?.session,
  set: (key, session) => sessions.updateOne({ _id: key }, { $set: { session } }, { upsert: true }),
  delete: (key) => sessions.deleteOne({ _id: key }),
});
