import { Command } from 'commander';
import { type Config, ConfigError, loadConfig } from '../config.ts';
import { findBrowser, launchArgs } from '../embedded/browser.ts';
import { silentLog } from '../log.ts';
import { demandWrites, openRedis, RedisRefusesError } from '../messaging/queues/redis.ts';
import { connectMongo, disconnectMongo, pingMongo } from '../storage/mongodb.ts';
import { examineTelegram, examineWhatsApp } from './doctor-channels.ts';
import { examineDisk } from './doctor-disk.ts';
import { type Finding, sentence, within } from './doctor-finding.ts';
import { examineSafety } from './doctor-safety.ts';
import { examineTranscription } from './doctor-transcription.ts';
import { findServices, serviceName } from './services.ts';

/** `rembuk doctor`: looks at settings, engines, browser and channels, and says what to do about each. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check settings, engines, browser and channels, and say what to do about each')
    .action(async () => {
      const findings = await examine();
      for (const { what, state, found, advice } of findings) {
        const mark = { ok: 'ok  ', note: 'note', bad: 'BAD ' }[state];
        process.stdout.write(
          `${mark}  ${what.padEnd(13)} ${found}\n${advice ? `      ${' '.repeat(14)}${advice}\n` : ''}`,
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
    examineAddress(config),
    await examineDisk(config.DATA_DIR),
    ...(await examineSafety(config)),
    ...(await examineEngines(config)),
    await examineBrowser(config),
    await examineTelegram(config),
    await examineWhatsApp(config),
    await examineTranscription(config),
  ];
}

/** Printed addresses outlive whatever name the service had in the browser of who printed them. */
function examineAddress({ PUBLIC_URL: url }: Config): Finding {
  const what = 'papers';
  if (!url)
    return {
      what,
      state: 'note',
      found: 'their printed address and QR code are those by which their maker reached the pages',
      advice: 'Set PUBLIC_URL to the address by which everybody reaches them.',
    };
  return { what, state: 'ok', found: `lead to ${new URL(url).origin}` };
}

async function examineEngines(config: Config): Promise<Finding[]> {
  const kind = (uri: string | undefined) => (uri ? 'of the settings' : 'embedded');
  try {
    const services = await findServices(config, serviceName(config), (message) =>
      process.stderr.write(`${message}\n`),
    );
    const mongodb = await examineMongo(services.mongodbUri, kind(config.MONGODB_URI));
    const redis = await examineRedis(services.redisUrl, services.name, kind(config.REDIS_URL));
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
async function examineRedis(url: string, prefix: string, kind: string): Promise<Finding> {
  const redis = openRedis(url, silentLog);
  try {
    const info = await within(5_000, redis.info('memory'));
    const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1] ?? 'unknown';
    if (policy !== 'noeviction') {
      return {
        what: 'Redis',
        state: 'bad',
        found: `maxmemory-policy is ${policy}`,
        advice: 'Set maxmemory-policy noeviction, or messages may be lost.',
      };
    }
    await demandWrites(redis, prefix);
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
      ...(error instanceof RedisRefusesError ? {} : { advice: 'Check REDIS_URL and that the server runs.' }),
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
    const found = `${browser.path} (${browser.how})`;
    if (!(await launchArgs(browser.path)).includes('--no-sandbox'))
      return { what: 'browser', state: 'ok', found };
    return {
      what: 'browser',
      state: 'note',
      found: `${found}, starts only without its sandbox`,
      advice: 'Run the service as a user other than root, where user namespaces are allowed.',
    };
  } catch (error) {
    return {
      what: 'browser',
      state: 'bad',
      found: sentence(error),
      advice: 'Install Chromium, or set CHROMIUM_PATH to one.',
    };
  }
}
