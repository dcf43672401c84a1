import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Command, Option } from 'commander';
import { type AppRole, appRoles, startApp } from '../app/app.ts';
import type { Channel, ChannelStatus } from '../channels/channel.ts';
import { loadConfig } from '../config.ts';
import { createLog, type Log } from '../log.ts';
import { background } from '../process/background.ts';
import { findServices, findSessionSecret, serviceName } from './services.ts';

/**
 * The workers of queues wait for Redis before they close, however long it is away. Nothing is lost by ending all the
 * same, for a killed service loses nothing either; shorter than the grace that docker-compose.yml gives.
 */
const stopWithinMs = 20_000;

/** When the start is over for good: workers and channels have done their first rounds. */
const restsAfterMs = 3_000;

/** `rembuk start`: the service itself, until it is told to stop. */
export function startCommand(): Command {
  return new Command('start')
    .description('run the service: channels, conversations, classification and the admin page')
    .addOption(
      new Option('--role <role>', 'which part to run in this process').choices(appRoles).default('all'),
    )
    .addHelpText(
      'after',
      `
Roles: gateway (talks to Telegram and WhatsApp), worker (conversations, classification), admin (the page), or all of them.
Without MONGODB_URI and REDIS_URL it starts engines of its own under DATA_DIR.`,
    )
    .action(async ({ role }: { role: AppRole }) => {
      const config = loadConfig();
      const log = createLog(config.LOG_LEVEL);
      const say = (message: string) => log.info({}, message);
      // From the first moment on, so that a signal during the start ends it in order too.
      const told = untilToldToStop();
      const stopping = new AbortController();
      background(() => told.then(() => stopping.abort()), log, 'A stop');
      const services = await findServices(config, serviceName(config), say);
      try {
        const sessionSecret = await findSessionSecret(config);
        const app = await startApp(config, services, { role, log, sessionSecret, stopping: stopping.signal });
        for (const channel of app.runtime.channels) showCodes(channel, log);
        const channels = app.runtime.channels.map((channel) => channel.name);
        log.info({ role, url: app.url, channels }, 'Ready');
        const atRest = setTimeout(collectGarbage, restsAfterMs);
        await told;
        clearTimeout(atRest);
        log.info({}, 'Stopping');
        const late = setTimeout(() => {
          log.warn({}, 'Something that is away holds the service up; it ends, and goes on at the next start');
          process.exit(0);
        }, stopWithinMs);
        await app.stop();
        clearTimeout(late);
      } finally {
        await services.release();
      }
    });
}

/**
 * Lets go of what the start has left behind: parsed lists and files, some tens of megabytes. A service that is seldom
 * written to makes so little garbage of its own that it would keep them for hours.
 */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

/** Codes that link a phone, where a person sits at the terminal; never in a log, for they link whoever reads them. */
function showCodes(channel: Channel, log: Log): void {
  if (!process.stderr.isTTY) return;
  let shown = '';
  const show = async ({ qr, pairingCode }: ChannelStatus) => {
    const code = pairingCode ?? qr ?? '';
    if (code === shown) return;
    shown = code;
    if (pairingCode) process.stderr.write(`${channel.name}: ${pairingCode}\n`);
    else if (qr) {
      const { default: qrcode } = await import('qrcode');
      process.stderr.write(await qrcode.toString(qr, { type: 'terminal', small: true }));
    }
  };
  const what = 'A code could not be shown';
  channel.onStatus?.((status) => background(() => show(status), log, what));
  background(() => show(channel.status()), log, what);
}

/** Resolves at SIGINT or SIGTERM; a second signal ends the process at once. */
export function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.once('SIGINT', () => process.exit(130));
      process.once('SIGTERM', () => process.exit(143));
      resolve();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
}
