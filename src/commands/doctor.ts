import { Command } from 'commander';
import { startLink } from '../channels/telegram/start-link.ts';
import { type Config, ConfigError, loadConfig } from '../config.ts';
import { findBrowser } from '../embedded/browser.ts';
import { silentLog } from '../log.ts';
import { openRedis } from '../messaging/queues.ts';
import { connectMongo, disconnectMongo, pingMongo } from '../storage/mongodb.ts';
import { findServices, serviceName } from './services.ts';

/** One thing looked at: fine, worth knowing, or to be mended; `advice` says how. */
interface Finding {
  what: string;
  state: 'ok' | 'note' | 'bad';
  found: string;
  advice?: string;
}

/** `rembuk doctor`: looks at settings, engines, browser and channels, and says what to do about each. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check settings, engines, browser and channels, and say what to do about each')
    .action(async () => {
      const findings = await examine();
      for (const { what, state, found, advice } of findings) {
        const mark = { ok: 'ok  ', note: 'note', bad: 'BAD ' }[state];
        process.stdout.write(
          `${mark}  ${what.padEnd(12)} ${found}\n${advice ? `      ${' '.repeat(13)}${advice}\n` : ''}`,
        );
      }
      if (findings.some((finding) => finding.state === 'bad')) process.exitCode = 1;
    });
}

async function examine(): Promise<Finding[]> {
  let config: Config;
  try {
    config = loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) => ({
      what: 'settings',
      state: 'bad',
      found: problem,
      advice: 'See .env.example.',
    }));
  }
  const settings: Finding = {
    what: 'settings',
    state: 'ok',
    found: `all readable; district ${config.DISTRICT_CODE}, ${config.TZ}`,
  };
  return [
    settings,
    ...(await examineEngines(config)),
    await examineBrowser(config),
    await examineTelegram(config),
  ];
}

async function examineEngines(config: Config): Promise<Finding[]> {
  const kind = (uri: string | undefined) => (uri ? 'of the settings' : 'embedded');
  try {
    const services = await findServices(config, serviceName(config), (message) =>
      process.stderr.write(`${message}\n`),
    );
    const mongodb = await examineMongo(services.mongodbUri, kind(config.MONGODB_URI));
    const redis = await examineRedis(services.redisUrl, kind(config.REDIS_URL));
    await services.release();
    return [mongodb, redis];
  } catch (error) {
    return [
      {
        what: 'engines',
        state: 'bad',
        found: sentence(error),
        advice: 'Or set MONGODB_URI and REDIS_URL to servers of your own.',
      },
    ];
  }
}

async function examineMongo(uri: string, kind: string): Promise<Finding> {
  try {
    await connectMongo(uri, silentLog, 'rembuk');
    const there = await pingMongo();
    return there
      ? { what: 'MongoDB', state: 'ok', found: `answers (${kind})` }
      : { what: 'MongoDB', state: 'bad', found: 'does not answer', advice: 'Check that the server runs.' };
  } catch (error) {
    return { what: 'MongoDB', state: 'bad', found: sentence(error) };
  } finally {
    await disconnectMongo();
  }
}

/** Redis must never drop keys by itself: a queue that loses jobs loses messages. */
async function examineRedis(url: string, kind: string): Promise<Finding> {
  const redis = openRedis(url, silentLog);
  try {
    const info = await Promise.race([redis.info('memory'), timeout(5_000)]);
    const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1] ?? 'unknown';
    if (policy !== 'noeviction') {
      return {
        what: 'Redis',
        state: 'bad',
        found: `maxmemory-policy is ${policy}`,
        advice: 'Set maxmemory-policy noeviction, or messages may be lost.',
      };
    }
    const saved = /aof_enabled:1/.test(await redis.info('persistence'));
    return saved
      ? { what: 'Redis', state: 'ok', found: `answers, keeps its data (${kind})` }
      : {
          what: 'Redis',
          state: 'note',
          found: 'keeps no append-only file',
          advice: 'Set appendonly yes, so that a restart loses nothing.',
        };
  } catch (error) {
    return {
      what: 'Redis',
      state: 'bad',
      found: sentence(error),
      advice: 'Check REDIS_URL and that the server runs.',
    };
  } finally {
    redis.disconnect();
  }
}

async function examineBrowser(config: Config): Promise<Finding> {
  try {
    const browser = await findBrowser({
      dataDir: config.DATA_DIR,
      onProgress: (message) => process.stderr.write(`${message}\n`),
      ...(config.CHROMIUM_PATH ? { chromiumPath: config.CHROMIUM_PATH } : {}),
    });
    return { what: 'browser', state: 'ok', found: `${browser.path} (${browser.how})` };
  } catch (error) {
    return {
      what: 'browser',
      state: 'bad',
      found: sentence(error),
      advice: 'Install Chromium, or set CHROMIUM_PATH to one.',
    };
  }
}

async function examineTelegram(config: Config): Promise<Finding> {
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
    return { what: 'Telegram', state: 'ok', found: `${new URL(link('')).pathname.slice(1)} answers, ${way}` };
  } catch (error) {
    return {
      what: 'Telegram',
      state: 'bad',
      found: sentence(error),
      advice: 'Check TELEGRAM_BOT_TOKEN and the network.',
    };
  }
}

const sentence = (error: unknown) => (error instanceof Error ? error.message : String(error));

function timeout(ms: number): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error('does not answer')), ms).unref());
}
