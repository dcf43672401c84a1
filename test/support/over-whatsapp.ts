import { afterAll, beforeAll } from 'vitest';
import { type App, startApp } from '../../src/app/app.ts';
import type { Channel } from '../../src/channels/channel.ts';
import { findBrowser } from '../../src/embedded/browser.ts';
import { silentLog } from '../../src/log.ts';
import type { Round } from '../../src/rounds/round.model.ts';
import { openRound } from '../../src/rounds/rounds.ts';
import type { RoundSettings } from '../../src/rounds/settings.ts';
import { hastySendLimits, hastyWhatsApp } from './hasty-whatsapp.ts';
import { type TestService, testService } from './service.ts';
import { until } from './uncertain.ts';
import { startWhatsAppWeb, type WhatsAppWeb } from './whatsapp-web/server.ts';

/** The real service, linked by its real library and browser to the stand-in of WhatsApp Web. */
export interface OverWhatsApp {
  web: WhatsAppWeb;
  whatsapp: Channel;
  app: App;
  /** The open round of this year; sends at every hour unless told otherwise. */
  round: Round;
}

/**
 * Starts the service with a hasty WhatsApp for a test file, and waits until it is linked.
 * @param options.env settings beside the defaults, asked for when the hooks before have run
 * @param options.round settings of the round
 */
export function useOverWhatsApp(
  options: { env?: () => NodeJS.ProcessEnv; round?: RoundSettings } = {},
): () => OverWhatsApp {
  let web: WhatsAppWeb;
  let service: TestService;
  let hasty: ReturnType<typeof hastyWhatsApp>;
  let app: App;
  let round: Round;
  beforeAll(async () => {
    web = await startWhatsAppWeb();
    web.behaviour.linkAtOnce = true;
    const { path } = await findBrowser({ dataDir: '.rembuk', onProgress: () => {} });
    service = await testService({
      ...options.env?.(),
      CHROMIUM_PATH: path,
      CHROMIUM_ARGS: web.chromiumArgs.map((arg) => `"${arg}"`).join(' '),
    });
    hasty = hastyWhatsApp(service.config, service.backends, silentLog);
    app = await startApp(service.config, service.backends, {
      ...service,
      role: 'all',
      log: silentLog,
      sendLimits: hastySendLimits,
      extraChannels: [hasty.channel],
    });
    round = await openRound(new Date().getFullYear(), new Date(), { hours: null, ...options.round });
    await until(() => hasty.channel.status().state === 'ready', 'WhatsApp is linked');
  });
  afterAll(async () => {
    await app?.stop();
    hasty?.close();
    await service?.remove();
    await web?.close();
  });
  return () => ({ web, whatsapp: hasty.channel, app, round });
}
