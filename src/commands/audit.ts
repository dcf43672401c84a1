import { Command } from 'commander';
import { verifyAudit } from '../audit/audit.ts';
import { withDatabase } from './services.ts';

/** `rembuk audit verify`: follows the whole chain of the audit trail. */
export function auditCommand(): Command {
  const verify = new Command('verify')
    .description('follow the chain of the audit trail from its first entry; ends with 1 where it is broken')
    .addHelpText(
      'after',
      '\nNote the last hash now and then, outside of this machine: it proves that nothing was cut off at the end.',
    )
    .action(() =>
      withDatabase(async () => {
        const chain = await verifyAudit();
        if (chain.whole) process.stdout.write(`${chain.checked} entries, whole. Last hash: ${chain.head}\n`);
        else {
          process.stdout.write(
            `The trail is broken at entry ${chain.at}: it was changed, removed or put in.\n`,
          );
          process.exitCode = 1;
        }
      }),
    );
  return new Command('audit').description('who did what to whom, when and from where').addCommand(verify);
}
