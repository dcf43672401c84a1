/**
 * `rembuk start` for a test that cannot take a day, run as a process of its own so that it can be killed: the same
 * service, but its WhatsApp is written to some thirty times faster and without the caps of a young link. Everything
 * else (library, browser, database, queues) is as in `src/commands/start.ts`; the service's own pace is not touched.
 */
import { startApp } from '../../src/app/app.ts';
import { serviceName } from '../../src/commands/services.ts';
import { untilToldToStop } from '../../src/commands/start.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { hastySendLimits, hastyWhatsApp } from './hasty-whatsapp.ts';
import { preparedTraining } from './prepared-model.ts';

const { MONGODB_URI: mongodbUri, REDIS_URL: redisUrl, ...config } = readConfig(process.env);
if (!mongodbUri || !redisUrl) throw new Error('MONGODB_URI and REDIS_URL must be set.');
const backends = { mongodbUri, redisUrl, name: serviceName({ ...config, MONGODB_URI: mongodbUri }) };
const log = createLog(config.LOG_LEVEL);
const app = await startApp({ ...config, WHATSAPP_ENABLED: false }, backends, {
  role: 'all',
  log,
  sessionSecret: 'a secret of the tests, long enough for all',
  sendLimits: hastySendLimits,
  train: preparedTraining,
  extraChannels: [hastyWhatsApp(config, backends, log).channel],
});
log.info({ url: app.url }, 'Ready');
await untilToldToStop();
await app.stop();
process.exit(0);
