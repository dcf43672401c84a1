import { join } from 'node:path';
import type { Backends } from '../../src/app/app.ts';
import type { Channel } from '../../src/channels/channel.ts';
import { createWhatsAppChannel } from '../../src/channels/whatsapp/channel.ts';
import { whatsAppPeople } from '../../src/channels/whatsapp/person.model.ts';
import type { Config } from '../../src/config.ts';
import { findBrowser, launchArgs } from '../../src/embedded/browser.ts';
import type { Log } from '../../src/log.ts';
import { openRedis } from '../../src/messaging/queues/redis.ts';
import { type SendLimits, whatsappSendLimits } from '../../src/outreach/planning/send-limits.ts';
import { redisLease } from '../../src/storage/lease.ts';

const outreachGap = { everyMs: 100, jitterMs: 70 };
const timings = { lookEvery: 500, firstPause: 200, standby: 200, typingPerCharacter: 0, nudgeAfter: 2_000 };

/** The caps of a link that is a year old, for a test that cannot take weeks. */
export const hastySendLimits: SendLimits = {
  ...whatsappSendLimits,
  steps: [{ fromDay: 0, perDay: 1_000, firstContacts: 1_000 }],
};

/**
 * The WhatsApp of the settings, as `src/app/configured-channels.ts` makes it, but written to some thirty times faster
 * than any real one may be. To be handed to `startApp` as an extra channel; `close` when the service has stopped.
 */
export function hastyWhatsApp(
  config: Pick<Config, 'DATA_DIR' | 'CHROMIUM_PATH' | 'CHROMIUM_ARGS'>,
  backends: Pick<Backends, 'redisUrl' | 'name'>,
  log: Log,
): { channel: Channel; close(): void } {
  const { DATA_DIR: dataDir, CHROMIUM_PATH: chromiumPath, CHROMIUM_ARGS: args } = config;
  const redis = openRedis(backends.redisUrl, log);
  const channel = createWhatsAppChannel(
    {
      dataDir: join(dataDir, 'whatsapp'),
      lease: redisLease(redis, `${backends.name}:lease:whatsapp`),
      people: whatsAppPeople,
      timings,
      browser: async () => {
        const found = await findBrowser({
          dataDir,
          onProgress: () => {},
          ...(chromiumPath ? { chromiumPath } : {}),
        });
        return { path: found.path, args: [...(await launchArgs(found.path)), ...args] };
      },
    },
    log,
  );
  return {
    channel: { ...channel, limits: { ...channel.limits, outreachGap } },
    close: () => redis.disconnect(),
  };
}
