import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppRole } from '../../src/app/app.ts';
import { findBrowser } from '../../src/embedded/browser.ts';
import { silentLog } from '../../src/log.ts';
import { type Closing, createClosing } from '../../src/process/closing.ts';
import { connectMongo, disconnectMongo } from '../../src/storage/mongodb.ts';
import { startBotApi, testToken } from '../support/bot-api/server.ts';
import { buildService } from '../support/command-line.ts';
import { fillDatabase } from '../support/prepared-database.ts';
import { giveClassifier } from '../support/service.ts';
import { startWhatsAppWeb, type WhatsAppWeb } from '../support/whatsapp-web/server.ts';
import type { World } from './faults.ts';
import { makePlace } from './place.ts';
import { superviseService } from './service.ts';

/** Roles in processes of their own, or all of them in one. */
export type Form = 'roles' | 'all';
const rolesOf: Record<Form, AppRole[]> = { roles: ['gateway', 'worker', 'admin'], all: ['all'] };

/** Name of the database, as the service calls it where none is set. */
export const databaseName = 'rembuk';
const startsWithinMs = 90_000;

/** A world that stands; `closing` takes it down. The database is connected; its engines belong to the service alone. */
export interface Stage extends World {
  logs: string;
}

/**
 * Builds a world: networks, a place with engines, a prepared database, and then the service as a user starts it.
 * @param options.onStage is called between the prepared database and the start of the service
 * @throws Error when a part does not start; `closing` then holds what did
 */
export async function buildStage(
  options: {
    form: Form;
    whatsapp: boolean;
    ownDisk: boolean;
    onStage(world: Omit<World, 'service'>): Promise<void>;
  },
  closing: Closing,
): Promise<Stage> {
  await buildService();
  const api = await startBotApi();
  closing.add('The Bot API', () => api.close());
  const web = options.whatsapp ? await startWhatsAppWeb() : null;
  closing.add('WhatsApp', () => web?.close());
  if (web) web.behaviour.linkAtOnce = true;
  const place = await makePlace(options.ownDisk);
  closing.add('The place', () => place.remove());

  const engines = await place.join();
  closing.add('The engines', () => engines.release());
  const backends = { mongodbUri: engines.mongodbUri, redisUrl: engines.redisUrl, name: databaseName };
  await fillDatabase(backends);
  await giveClassifier({ backends });
  await connectMongo(engines.mongodbUri, silentLog, databaseName);
  closing.add('The database', disconnectMongo);
  const roles = rolesOf[options.form];
  const world = { roles, place, api, web };
  await options.onStage(world);

  // Not on the disk that may be full.
  const logs = await mkdtemp(join(tmpdir(), 'rembuk-chaos-logs-'));
  closing.add('The logs', () => rm(logs, { recursive: true, force: true }));
  const env = { ...settings(place.dataDir, api.url), ...(web ? await whatsAppSettings(web) : {}) };
  const service = await superviseService(roles, env, logs);
  closing.add('The service', () => service.stop());
  await service.untilReady(startsWithinMs);
  // From here on the service alone keeps its engines alive, as it must.
  await engines.release();
  return { ...world, service, logs };
}

const settings = (dataDir: string, apiRoot: string): NodeJS.ProcessEnv => ({
  DATA_DIR: dataDir,
  PORT: '0',
  LOG_LEVEL: 'info',
  TELEGRAM_BOT_TOKEN: testToken,
  TELEGRAM_API_ROOT: apiRoot,
});

async function whatsAppSettings({ chromiumArgs }: WhatsAppWeb): Promise<NodeJS.ProcessEnv> {
  const { path } = await findBrowser({ dataDir: '.rembuk', onProgress: () => {} });
  return {
    WHATSAPP_ENABLED: 'true',
    CHROMIUM_PATH: path,
    CHROMIUM_ARGS: chromiumArgs.map((arg) => `"${arg}"`).join(' '),
  };
}

/** Takes a world down in the opposite order, and says what did not go down in order. */
export const createChaosClosing = (say: (line: string) => void): Closing =>
  createClosing({ ...silentLog, warn: (fields, message) => say(`${message}: ${JSON.stringify(fields)}`) });
