/** The command line. One file a command under `commands/`; each is loaded only when it is called. */
import { Command } from 'commander';
import { createLog } from './log.ts';

const commands: Record<string, () => Promise<Command>> = {
  demo: async () => (await import('./commands/demo.ts')).demoCommand(),
  start: async () => (await import('./commands/start.ts')).startCommand(),
  chat: async () => (await import('./commands/chat.ts')).chatCommand(),
  flow: async () => (await import('./commands/flow.ts')).flowCommand(),
  classify: async () => (await import('./commands/classify.ts')).classifyCommand(),
  round: async () => (await import('./commands/round.ts')).roundCommand(),
  invite: async () => (await import('./commands/invite.ts')).inviteCommand(),
  participants: async () => (await import('./commands/participants/index.ts')).participantsCommand(),
  user: async () => (await import('./commands/user.ts')).userCommand(),
  export: async () => (await import('./commands/export.ts')).exportCommand(),
  audit: async () => (await import('./commands/audit.ts')).auditCommand(),
  migrate: async () => (await import('./commands/migrate.ts')).migrateCommand(),
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand(),
};

async function main(args: string[]): Promise<void> {
  const program = new Command('rembuk')
    .description(
      'Rembuk Remas: collects development proposals from villages and gives every proposer an answer',
    )
    .version('0.1.0')
    .showHelpAfterError();
  const [name = ''] = args;
  const wanted = commands[name] ? [name] : Object.keys(commands);
  for (const one of wanted) {
    const load = commands[one];
    if (load) program.addCommand(await load());
  }
  await program.parseAsync(args, { from: 'user' });
}

// A reader that has seen enough (`| head`) closes the pipe; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

/**
 * A fault that no code took care of leaves the process in a state that nobody knows: it says so and ends, and a
 * supervisor (Docker's `restart`, systemd) starts it again. Nothing that was acknowledged is lost by that.
 */
function endByFault(error: unknown): void {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
  createLog('error').error({ error: message, stack }, 'A fault that nothing took care of; this process ends');
  process.exit(1);
}
process.on('uncaughtException', endByFault);
process.on('unhandledRejection', endByFault);

try {
  await main(process.argv.slice(2));
} catch (error) {
  // People get one clear sentence; the trace is for engineers who ask for it.
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
}
