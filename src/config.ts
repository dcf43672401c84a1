/**
 * The environment as one typed, validated object. A bad value stops the start with one clear line each;
 * `.env.example` lists every setting with what it is for.
 */
import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { logLevels } from './log.ts';

const flag = z.enum(['true', 'false', '1', '0', '']).transform((v) => v === 'true' || v === '1');
const blank = (v: unknown) => (typeof v === 'string' && v.trim() === '' ? undefined : v);
const optional = <T extends z.ZodType>(type: T) => z.preprocess(blank, type.optional());
const isTimeZone = (zone: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat('id', { timeZone: zone }));
  } catch {
    return false;
  }
};

/** A time to keep something, in whole days. */
const days = (usual: number) =>
  z.preprocess(blank, z.coerce.number().int().min(1).max(36_500).default(usual));

/** An address, or a range as 172.30.0.0/24, or one of express's names for ranges. */
const proxyRange = (text: string): boolean => {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return (
    bits === undefined ||
    (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (family === 4 ? 32 : 128))
  );
};

/** What is none is looked at no further. */
const webAddress = {
  protocol: /^https?$/,
  error: 'is not a web address (http:// or https://)',
  abort: true,
};

/** Pages are addressed from the root of their host, so an address of theirs has neither path nor query. */
const isOrigin = (address: string): boolean => {
  const { origin, href } = new URL(address);
  return href === `${origin}/`;
};

/** A name and a password in an address end up in logs and lists of processes. */
const withoutCredentials = (address: string): boolean => {
  const { username, password } = new URL(address);
  return username === '' && password === '';
};

/** Of the key that session cookies are signed with, in characters, wherever it comes from. */
export const shortestSecret = 32;

const schema = z.object({
  NODE_ENV: z.preprocess(blank, z.enum(['development', 'test', 'production']).default('development')),
  HOST: z.preprocess(blank, z.string().default('127.0.0.1')),
  PORT: z.preprocess(blank, z.coerce.number().int().min(0).max(65535).default(3000)),
  TRUST_PROXY: z
    .preprocess(blank, z.string().default('loopback'))
    .transform((list) => list.split(',').map((one) => one.trim()))
    .pipe(
      z.array(
        z
          .string()
          .refine(proxyRange, 'names addresses and ranges such as 172.30.57.0/24, separated by commas'),
      ),
    ),
  PUBLIC_URL: optional(
    z
      .url(webAddress)
      .refine(isOrigin, 'is the address of the host alone, such as https://rembuk.example.go.id'),
  ),
  MONGODB_URI: optional(z.string().regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb://')),
  REDIS_URL: optional(
    z.string().regex(/^(rediss?:\/)?\//, 'must begin with redis://, or be the path of a unix socket'),
  ),
  DATA_DIR: z.preprocess(blank, z.string().default('.rembuk')).transform((dir) => resolve(dir)),
  SESSION_SECRET: optional(
    z.string().min(shortestSecret, `needs ${shortestSecret} characters or more (try: openssl rand -hex 32)`),
  ),
  ADMIN_EMAIL: optional(z.email('is not an e-mail address')),
  ADMIN_PASSWORD: optional(z.string().min(12, 'needs 12 characters or more')),
  TELEGRAM_BOT_TOKEN: optional(
    z.string().regex(/^\d+:[\w-]{20,}$/, 'is not a token as BotFather gives it (digits:letters)'),
  ),
  TELEGRAM_API_ROOT: optional(z.url('is not a web address')),
  TELEGRAM_WEBHOOK_URL: optional(z.url('is not a web address')),
  TELEGRAM_WEBHOOK_SECRET: optional(
    z.string().regex(/^[\w-]{16,256}$/, 'needs 16 to 256 letters, digits, _ or -'),
  ),
  WHATSAPP_ENABLED: z.preprocess((v) => v ?? '', flag),
  WHATSAPP_PHONE: optional(
    z
      .string()
      .regex(/^[1-9]\d{7,14}$/, 'is the number with its country code, digits only, such as 6281234567890'),
  ),
  CHROMIUM_PATH: optional(z.string()),
  CHROMIUM_ARGS: z
    .preprocess(blank, z.string().default(''))
    .transform((args) => (args.match(/(?:[^\s"]|"[^"]*")+/g) ?? []).map((arg) => arg.replaceAll('"', ''))),
  AGENCY_NAME: z.preprocess(blank, z.string().max(80).default('Bapperida Kabupaten Balangan')),
  DISTRICT_CODE: z.preprocess(
    blank,
    z
      .string()
      .regex(/^\d{2}\.\d{2}$/, 'is a Kemendagri code such as 63.11')
      .default('63.11'),
  ),
  TRANSCRIBE_URL: optional(
    z
      .url(webAddress)
      .refine(withoutCredentials, 'holds a name or a password; a key belongs into TRANSCRIBE_KEY'),
  ),
  TRANSCRIBE_KEY: optional(z.string().regex(/^[\x21-\x7e]{1,500}$/, 'has spaces or other signs no key has')),
  TRANSCRIBE_MODEL: z.preprocess(
    blank,
    z
      .string()
      .regex(/^[\w./:-]{1,100}$/, 'is not the name of a model')
      .default('whisper-1'),
  ),
  NEW_STRANGERS_PER_HOUR: z.preprocess(blank, z.coerce.number().int().min(1).max(100_000).default(300)),
  SELF_REGISTRATION: z.preprocess((v) => blank(v) ?? 'true', flag),
  TZ: z.preprocess(
    blank,
    z.string().refine(isTimeZone, 'is not a time zone such as Asia/Makassar').default('Asia/Makassar'),
  ),
  RETAIN_MESSAGES_DAYS: days(365),
  RETAIN_CONVERSATIONS_DAYS: days(1_095),
  RETAIN_PHOTOS_DAYS: days(1_095),
  RETAIN_STRANGERS_DAYS: days(30),
  LOG_LEVEL: z.preprocess(blank, z.enum(logLevels).default('info')),
});

/** All settings, checked. `DATA_DIR` is absolute; flags are booleans. */
export type Config = z.infer<typeof schema>;

/** One or more settings are missing or malformed; `problems` has a line for each, without the value. */
export class ConfigError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`Settings to mend (see .env.example):\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads the settings from an environment. Values are never echoed, for some are secrets.
 * @throws ConfigError
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
  }
  const problems = conflicts(parsed.data);
  if (problems.length > 0) throw new ConfigError(problems);
  return parsed.data;
}

/** Rules between settings: what production demands, and what is only useful in pairs. */
function conflicts(config: Config): string[] {
  const problems: string[] = [];
  if (config.NODE_ENV === 'production') {
    for (const name of ['MONGODB_URI', 'REDIS_URL', 'SESSION_SECRET'] as const) {
      if (!config[name]) problems.push(`${name} must be set when NODE_ENV=production`);
    }
  }
  if (Boolean(config.ADMIN_EMAIL) !== Boolean(config.ADMIN_PASSWORD)) {
    problems.push('ADMIN_EMAIL and ADMIN_PASSWORD go together: set both or neither');
  }
  if (config.TELEGRAM_WEBHOOK_URL && !config.TELEGRAM_WEBHOOK_SECRET) {
    problems.push('TELEGRAM_WEBHOOK_SECRET must be set when TELEGRAM_WEBHOOK_URL is');
  }
  if (config.TRANSCRIBE_KEY && !config.TRANSCRIBE_URL) {
    problems.push('TRANSCRIBE_KEY is of no use without TRANSCRIBE_URL');
  }
  return problems;
}

/** The settings of this process: `.env` of the working folder, overruled by the real environment. */
export function loadConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readConfig(process.env);
}
