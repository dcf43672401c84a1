/**
 * `rembuk start` for a test that cannot take a day, run as a process of its own so that it can be killed: the same
 * service, but its WhatsApp is written to some thirty times faster and without the caps of a young link. Everything
 * else (library, browser, database, queues) is as in `src/commands/start.ts`; the service's own pace is not touched.
 */
import { join } from 'node:path';
import { startApp } from '../../src/app.ts';
import type { Channel } from '../../src/channels/channel.ts';
import { createWhatsAppChannel } from '../../src/channels/whatsapp/channel.ts';
import { serviceName } from '../../src/commands/services.ts';
import { untilToldToStop } from '../../src/commands/start.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { findBrowser, headlessArgs } from '../../src/embedded/browser.ts';
import { createLog, type Log } from '../../src/log.ts';
import { type Caution, whatsappCaution } from '../../src/messaging/bulk/caution.ts';
import { openRedis } from '../../src/messaging/queues.ts';
import { whatsAppPeople } from '../../src/messaging/whatsapp-person.model.ts';
import { redisLease } from '../../src/storage/lease.ts';

const bulkGap = { everyMs: 100, jitterMs: 70 };
const timings = { lookEvery: 500, firstPause: 200, standby: 200, typingPerCharacter: 0, nudgeAfter: 2_000 };
const caution: Caution = {
  ...whatsappCaution,
  steps: [{ fromDay: 0, perDay: 1_000, firstContacts: 1_000 }],
};

const { MONGODB_URI: mongodbUri, REDIS_URL: redisUrl, ...config } = readConfig(process.env);
if (!mongodbUri || !redisUrl) throw new Error('MONGODB_URI and REDIS_URL must be set.');
const places = { mongodbUri, redisUrl, name: serviceName({ ...config, MONGODB_URI: mongodbUri }) };
const log = createLog(config.LOG_LEVEL);
const app = await startApp({ ...config, WHATSAPP_ENABLED: false }, places, {
  role: 'all',
  log,
  sessionSecret: 'a secret of the tests, long enough for all',
  caution,
  extraChannels: config.WHATSAPP_ENABLED ? [hastyWhatsApp(config, places, log)] : [],
});
log.info({ url: app.url }, 'Ready');
await untilToldToStop();
await app.stop();
process.exit(0);

function hastyWhatsApp(
  { DATA_DIR: dataDir, CHROMIUM_PATH: chromiumPath, CHROMIUM_ARGS: args }: Omit<Config, 'MONGODB_URI'>,
  { redisUrl: url, name }: typeof places,
  channelLog: Log,
): Channel {
  const channel = createWhatsAppChannel(
    {
      dataDir: join(dataDir, 'whatsapp'),
      lease: redisLease(openRedis(url, channelLog), `${name}:lease:whatsapp`),
      people: whatsAppPeople,
      timings,
      browser: async () => {
        const found = await findBrowser({
          dataDir,
          onProgress: () => {},
          ...(chromiumPath ? { chromiumPath } : {}),
        });
        return { path: found.path, args: [...headlessArgs, ...args] };
      },
    },
    channelLog,
  );
  return { ...channel, limits: { ...channel.limits, bulkGap } };
}
