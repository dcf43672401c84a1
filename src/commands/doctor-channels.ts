import { readBoard } from '../channels/board.ts';
import type { ChannelState } from '../channels/channel.ts';
import { startLink } from '../channels/telegram/start-link.ts';
import { webhookTrouble } from '../channels/telegram/webhook-trouble.ts';
import type { Config } from '../config.ts';
import { silentLog } from '../log.ts';
import { openRedis } from '../messaging/queues/redis.ts';
import { type Finding, sentence, within } from './doctor-finding.ts';
import { findServices, serviceName } from './services.ts';

/** Asks the network whether the bot of the settings is there. */
export async function examineTelegram(config: Config): Promise<Finding> {
  if (!config.TELEGRAM_BOT_TOKEN) {
    return {
      what: 'Telegram',
      state: 'note',
      found: 'off',
      advice: 'Get a token from @BotFather and set TELEGRAM_BOT_TOKEN.',
    };
  }
  try {
    const link = await startLink(config.TELEGRAM_BOT_TOKEN, config.TELEGRAM_API_ROOT);
    const way = config.TELEGRAM_WEBHOOK_URL ? 'by webhook' : 'by long polling';
    const found = `${new URL(link('')).pathname.slice(1)} answers, ${way}`;
    const trouble =
      config.TELEGRAM_WEBHOOK_URL &&
      (await webhookTrouble(config.TELEGRAM_BOT_TOKEN, config.TELEGRAM_API_ROOT));
    if (!trouble) return { what: 'Telegram', state: 'ok', found };
    return {
      what: 'Telegram',
      state: 'note',
      found: `${found}; what people write waits there: ${trouble}`,
      advice:
        'TELEGRAM_WEBHOOK_URL must be open to the internet, with a complete certificate, while the service runs.',
    };
  } catch (error) {
    return {
      what: 'Telegram',
      state: 'bad',
      found: sentence(error),
      advice: 'Check TELEGRAM_BOT_TOKEN and the network.',
    };
  }
}

const link = 'Open the page Kanal of the running service and link the phone.';
const states: Record<ChannelState, Pick<Finding, 'state' | 'advice'>> = {
  ready: { state: 'ok' },
  starting: { state: 'note', advice: 'Wait a minute, then look again.' },
  standby: { state: 'note', advice: 'Another process owns the number; end it, or wait until it ends.' },
  reconnecting: {
    state: 'note',
    advice: 'It comes back by itself where the phone and this machine have a network.',
  },
  scan: { state: 'note', advice: link },
  'logged-out': { state: 'bad', advice: link },
  failed: { state: 'bad', advice: 'The page Kanal of the running service says why, and what to do.' },
  stopped: { state: 'note', advice: 'No service runs that serves it: rembuk start.' },
};

/** Reads what a running service tells of its WhatsApp link; a second browser on the same session would break it. */
export async function examineWhatsApp(config: Config): Promise<Finding> {
  const what = 'WhatsApp';
  if (!config.WHATSAPP_ENABLED)
    return {
      what,
      state: 'note',
      found: 'off',
      advice: 'Read docs/whatsapp.md, then set WHATSAPP_ENABLED=true.',
    };
  try {
    const services = await findServices(config, serviceName(config), () => {});
    const redis = openRedis(services.redisUrl, silentLog);
    try {
      const [status] = await within(5_000, readBoard(['whatsapp'], redis, services.name));
      const state = status?.state ?? 'stopped';
      return { what, found: state, ...states[state] };
    } finally {
      redis.disconnect();
      await services.release();
    }
  } catch (error) {
    return {
      what,
      state: 'bad',
      found: sentence(error),
      advice: 'It is told over Redis, which must answer first.',
    };
  }
}
