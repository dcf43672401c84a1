import { Command } from 'commander';
import { migrate, pendingMigrations } from '../app/migrations.ts';
import { withConnection } from './services.ts';

/** `rembuk migrate [--dry-run]`: brings a database of an older version up to this one, as every start does. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description('bring a database of an older version up to this one; every start does so by itself')
    .option('--dry-run', 'say what would change, and change nothing')
    .action(({ dryRun = false }: { dryRun?: boolean }) =>
      withConnection(async () => {
        const pending = await pendingMigrations();
        if (!dryRun) await migrate(new Date());
        const verb = dryRun ? 'would rename' : 'renamed';
        const lines = pending.flatMap(({ name, renames }) =>
          renames.map(({ what, documents }) => `${name}: ${verb} ${what} (${documents} documents)`),
        );
        process.stdout.write(`${lines.length > 0 ? lines.join('\n') : 'There is nothing to change.'}\n`);
      }),
    );
}
