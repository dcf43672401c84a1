import { stat } from 'node:fs/promises';
import type { Config } from '../config.ts';
import type { Finding } from './doctor-finding.ts';

/** What of a setup lets others in who should not be; nothing is said of what is well. */
export async function examineSafety(config: Config): Promise<Finding[]> {
  const found = [
    openWithoutTls(config),
    proxyUntrusted(config),
    plainWebhook(config),
    openServer('MONGODB_URI', config.MONGODB_URI),
    openServer('REDIS_URL', config.REDIS_URL),
    await readableByOthers('.env'),
    await readableByOthers(config.DATA_DIR),
    asRoot(),
    passwordInSettings(config),
  ].filter((finding) => finding !== null);
  return found.length > 0 ? found : [{ what, state: 'ok', found: 'nothing unsafe found in these settings' }];
}

const what = 'safety';
const loopback = /^(127\.|localhost$|\[?::1\]?$)/;

/** Without NODE_ENV=production cookies travel over plain http too. */
function openWithoutTls({ HOST, NODE_ENV }: Config): Finding | null {
  if (loopback.test(HOST) || NODE_ENV === 'production') return null;
  return {
    what,
    state: 'bad',
    found: `the pages are open to the network (HOST=${HOST}) without TLS`,
    advice: 'Set HOST=127.0.0.1 and put TLS in front, or set NODE_ENV=production behind a proxy.',
  };
}

/** In production cookies are set only over https, which only a proxy that is believed can say. */
function proxyUntrusted({ HOST, NODE_ENV, TRUST_PROXY }: Config): Finding | null {
  if (NODE_ENV !== 'production' || loopback.test(HOST) || TRUST_PROXY.some((one) => one !== 'loopback'))
    return null;
  return {
    what,
    state: 'bad',
    found: `TRUST_PROXY is ${TRUST_PROXY.join(',')}, and the service listens on ${HOST}`,
    advice: 'Name the proxy in front in TRUST_PROXY, or no cookie is set and nobody can sign in.',
  };
}

function plainWebhook({ TELEGRAM_WEBHOOK_URL: url }: Config): Finding | null {
  if (!url || url.startsWith('https:')) return null;
  return {
    what,
    state: 'bad',
    found: 'TELEGRAM_WEBHOOK_URL is not https',
    advice: 'Telegram calls https addresses only, and the secret would travel in the clear.',
  };
}

/** A server without a password that is not on this machine alone. */
function openServer(setting: string, uri: string | undefined): Finding | null {
  const [, credentials, host = ''] = /^[\w+]+:\/\/(?:([^@/]+)@)?([^/?]*)/.exec(uri ?? '') ?? [];
  // A path is that of a unix socket.
  if (!uri || uri.startsWith('/') || credentials || host.split(',').every((one) => loopback.test(one)))
    return null;
  return {
    what,
    state: 'note',
    found: `${setting} names a server without a password`,
    advice: 'Give it one, unless its network is closed to everybody else (as that of docker-compose.yml is).',
  };
}

/** Both hold secrets: tokens, the session of the linked phone, photos. */
async function readableByOthers(path: string): Promise<Finding | null> {
  const stats = await stat(path).catch(() => null);
  if (!stats || (stats.mode & 0o077) === 0) return null;
  return {
    what,
    state: stats.mode & 0o007 ? 'bad' : 'note',
    found: `other users of this machine can read ${path}`,
    advice: `chmod ${stats.isDirectory() ? '700' : '600'} ${path}`,
  };
}

function asRoot(): Finding | null {
  if (process.getuid?.() !== 0) return null;
  return {
    what,
    state: 'note',
    found: 'this is root, and the service needs nothing that only root may do',
    advice: 'Run it as a user of its own; Chromium has its sandbox only then.',
  };
}

/** The first admin is made once; afterwards their first password is of no use here but to a thief. */
function passwordInSettings({ ADMIN_PASSWORD }: Config): Finding | null {
  if (!ADMIN_PASSWORD) return null;
  return {
    what,
    state: 'note',
    found: 'ADMIN_PASSWORD is still in the settings',
    advice: 'Take it out once the first admin has signed in and changed it.',
  };
}
