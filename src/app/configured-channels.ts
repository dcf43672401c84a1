/** The channels that the settings name. They are made here and started by `app.ts`. */
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import type { Channel } from '../channels/channel.ts';
import { createTelegramChannel, type TelegramChannel } from '../channels/telegram/channel.ts';
import { createWhatsAppChannel } from '../channels/whatsapp/channel.ts';
import { whatsAppPeople } from '../channels/whatsapp/person.model.ts';
import type { Config } from '../config.ts';
import { findBrowser, launchArgs } from '../embedded/browser.ts';
import type { Log } from '../log.ts';
import { redisLease } from '../storage/lease.ts';
import type { Texts } from '../texts/texts.ts';

/** The channels of the settings, not started. The command line asks them what they can do. */
export function configuredChannels(
  config: Config,
  texts: Texts,
  redis: Redis,
  prefix: string,
  log: Log,
): { telegram: TelegramChannel | null; all: Channel[] } {
  const telegram = config.TELEGRAM_BOT_TOKEN ? telegramChannel(config, texts, log) : null;
  const whatsapp = config.WHATSAPP_ENABLED ? whatsAppChannel(config, redis, prefix, log) : null;
  return { telegram, all: [...(telegram ? [telegram] : []), ...(whatsapp ? [whatsapp] : [])] };
}

/** Command words of the bot's menu, as the locale's texts explain them. */
const menu = ['mulai', 'bantuan', 'status', 'kembali', 'ubah', 'bahasa', 'stop'];

function telegramChannel(config: Config, texts: Texts, log: Log): TelegramChannel {
  const {
    TELEGRAM_BOT_TOKEN: token = '',
    TELEGRAM_API_ROOT: apiRoot,
    TELEGRAM_WEBHOOK_URL: url,
    TELEGRAM_WEBHOOK_SECRET: secret,
  } = config;
  const commands = menu.map((command) => ({
    command,
    description: texts.t('id', `conversation.bot-menu.${command}`),
  }));
  const settings = {
    token,
    commands,
    ...(apiRoot ? { apiRoot } : {}),
    ...(url && secret ? { webhook: { url, secret } } : {}),
  };
  return createTelegramChannel(settings, log);
}

/** One browser for the whole service, wherever it runs: the lease sees to it. */
function whatsAppChannel(config: Config, redis: Redis, prefix: string, log: Log): Channel {
  const {
    CHROMIUM_PATH: chromiumPath,
    CHROMIUM_ARGS: args,
    DATA_DIR: dataDir,
    WHATSAPP_PHONE: phone,
  } = config;
  return createWhatsAppChannel(
    {
      dataDir: join(dataDir, 'whatsapp'),
      lease: redisLease(redis, `${prefix}:lease:whatsapp`),
      people: whatsAppPeople,
      ...(phone ? { pairingPhone: phone } : {}),
      browser: async () => {
        const onProgress = (message: string) => log.info({ channel: 'whatsapp' }, message);
        const browser = await findBrowser({ dataDir, onProgress, ...(chromiumPath ? { chromiumPath } : {}) });
        return { path: browser.path, args: [...(await launchArgs(browser.path)), ...args] };
      },
    },
    log,
  );
}
