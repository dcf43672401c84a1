/**
 * What a database of an older version needs before this one can read it. Applied at every start and before every
 * command, once for each database; `rembuk migrate --dry-run` tells what would change.
 */
import { MigrationModel } from '../storage/migration.model.ts';
import { applyRenames, countRenames, type Renamed, type Renames } from '../storage/renames.ts';

/** Migrations by name, in the order in which they were written. None is ever changed or taken out. */
const migrations: Readonly<Record<string, Renames>> = {
  /** One word a concept: a round, a spelling variant, an uncertain delivery. */
  '2026-11-words': {
    collections: [
      { from: 'rembuks', to: 'rounds' },
      { from: 'lexicon-ways', to: 'spelling-variants' },
    ],
    fields: [
      ...['broadcasts', 'invitations', 'reminders', 'trials', 'proposals', 'conversations'].map(
        (collection) => ({ collection, from: 'rembuk', to: 'round' }),
      ),
      { collection: 'invitations', from: 'doubtful', to: 'uncertain' },
      { collection: 'spelling-variants', from: 'way', to: 'variant' },
      { collection: 'model-versions', from: 'ways', to: 'variants' },
    ],
    entries: [{ collection: 'model-versions', list: 'variants', from: 'way', to: 'variant' }],
  },
};

/** A migration that this database has not had, with what it would change. */
export interface PendingMigration {
  name: string;
  renames: Renamed[];
}

/** What {@link migrate} would change. Changes nothing. */
export async function pendingMigrations(): Promise<PendingMigration[]> {
  const pending: PendingMigration[] = [];
  for (const [name, renames] of await notYetApplied())
    pending.push({ name, renames: await countRenames(renames) });
  return pending;
}

/**
 * Applies what this database has not had. Safe to repeat, also after a crash in the middle and by two processes at once.
 * @throws Error saying what stands in the way and how to mend it
 */
export async function migrate(now: Date): Promise<void> {
  for (const [name, renames] of await notYetApplied()) {
    await applyRenames(renames);
    await MigrationModel.updateOne({ _id: name }, { $setOnInsert: { at: now } }, { upsert: true });
  }
}

async function notYetApplied(): Promise<[string, Renames][]> {
  const applied = new Set((await MigrationModel.find().lean()).map(({ _id }) => _id));
  return Object.entries(migrations).filter(([name]) => !applied.has(name));
}
