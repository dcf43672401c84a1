import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotApi, startBotApi, testToken } from '../support/bot-api/server.ts';
import { testMongoUri, testRedisUrl } from '../support/database.ts';
import { refusingRedis } from '../support/refusing-redis.ts';
import { answering, startTranscriptionServer } from '../support/transcription-server.ts';

let api: BotApi;
let dataDir: string;
beforeAll(async () => {
  api = await startBotApi();
  dataDir = await mkdtemp(join(tmpdir(), 'rembuk-doctor-'));
});
afterAll(async () => {
  await api.close();
  await rm(dataDir, { recursive: true });
});

/** Runs `rembuk doctor` as people do, with these settings beside servers that are well. */
async function doctor(env: NodeJS.ProcessEnv) {
  const settings = {
    DATA_DIR: dataDir,
    MONGODB_URI: testMongoUri(),
    REDIS_URL: testRedisUrl(),
    CHROMIUM_PATH: process.execPath,
  };
  const child = spawn(process.execPath, ['bin/rembuk.mjs', 'doctor'], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...settings, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { said: await text(child.stdout), code: await code };
}

// Each starts a whole process, and one waits the ten seconds that a server is given to answer.
describe('rembuk doctor', () => {
  it('finds nothing bad where all is well, and ends with 0', async () => {
    const { said, code } = await doctor({ TELEGRAM_BOT_TOKEN: testToken, TELEGRAM_API_ROOT: api.url });
    expect(said).not.toMatch(/^BAD/m);
    for (const what of ['settings', 'MongoDB', 'Redis', 'Telegram'])
      expect(said).toMatch(new RegExp(`^ok +${what} `, 'm'));
    expect(said).not.toContain(testToken);
    expect(code).toBe(0);
  });

  it('tells where printed papers lead, and how to have them lead to one address', async () => {
    const unset = await doctor({});
    expect(unset.said).toMatch(/^note +papers +their printed address .*\n +Set PUBLIC_URL/m);
    const { said } = await doctor({ PUBLIC_URL: 'https://rembuk.example.go.id/' });
    expect(said).toMatch(/^ok +papers +lead to https:\/\/rembuk\.example\.go\.id$/m);
  });

  it('tells what is unsafe: pages open without TLS, folders and servers that others can read', async () => {
    await chmod(dataDir, 0o755);
    const { said, code } = await doctor({
      HOST: '0.0.0.0',
      ADMIN_EMAIL: 'hadi@example.go.id',
      ADMIN_PASSWORD: 'pasar terapung lok baintan',
      TELEGRAM_WEBHOOK_URL: 'http://rembuk.example/telegram',
      TELEGRAM_WEBHOOK_SECRET: 'sixteen-letters-or-more',
      MONGODB_URI: 'mongodb://mongodb.invalid:9/?serverSelectionTimeoutMS=500',
    });
    await chmod(dataDir, 0o700);
    expect(said).toMatch(/^BAD +safety +the pages are open to the network \(HOST=0\.0\.0\.0\) without TLS/m);
    expect(said).toMatch(/^BAD +safety +TELEGRAM_WEBHOOK_URL is not https/m);
    expect(said).toMatch(/^BAD +safety +other users of this machine can read .*\n +chmod 700 /m);
    expect(said).toMatch(/^note +safety +MONGODB_URI names a server without a password/m);
    expect(said).toMatch(/^note +safety +ADMIN_PASSWORD is still in the settings/m);
    expect(said).not.toContain('pasar terapung');
    expect(code).toBe(1);
  });

  it('says that Telegram is off, and how to turn it on, without calling it bad', async () => {
    const { said, code } = await doctor({});
    expect(said).toMatch(/^note +Telegram +off\n +Get a token from @BotFather/m);
    expect(code).toBe(0);
  });

  it('says of a webhook that Telegram calls in vain what Telegram says (zammad/zammad#770)', async () => {
    api.state.webhookError = {
      last_error_date: 1,
      last_error_message: 'SSL error {certificate verify failed}',
    };
    const settings = {
      TELEGRAM_BOT_TOKEN: testToken,
      TELEGRAM_API_ROOT: api.url,
      TELEGRAM_WEBHOOK_URL: 'https://rembuk.example/telegram',
      TELEGRAM_WEBHOOK_SECRET: 'sixteen-letters-or-more',
    };
    const past = await doctor(settings);
    expect(past.said).toMatch(/^ok +Telegram .*by webhook$/m);
    api.say(7, 'halo');
    const { said, code } = await doctor(settings);
    expect(said).toMatch(
      /^note +Telegram .*certificate verify failed}\n +TELEGRAM_WEBHOOK_URL must be open/m,
    );
    expect(code).toBe(0);
  });

  it('says how WhatsApp stands: off, or enabled with no service that runs it', async () => {
    const off = await doctor({});
    expect(off.said).toMatch(/^note +WhatsApp +off\n +Read docs\/whatsapp.md/m);
    const enabled = await doctor({ WHATSAPP_ENABLED: 'true' });
    expect(enabled.said).toMatch(/^note +WhatsApp +stopped\n +No service runs that serves it: rembuk start/m);
    expect(enabled.code).toBe(0);
  });

  it('has the transcription server write something down, so that its key is tried too', async () => {
    const server = await startTranscriptionServer();
    try {
      const off = await doctor({});
      expect(off.said).toMatch(/^note +transcription +off; staff write down .*\n +Set TRANSCRIBE_URL/m);
      const settings = { TRANSCRIBE_URL: server.url, TRANSCRIBE_KEY: 'sk-hunter2' };
      server.answers('');
      const well = await doctor(settings);
      expect(well.said).toMatch(/^ok +transcription +the server answers$/m);
      expect(server.calls[0]).toMatchObject({
        authorization: 'Bearer sk-hunter2',
        file: { type: 'audio/wav' },
      });
      server.answers(answering(401, 'sk-hunter2 is not known'));
      const refused = await doctor(settings);
      expect(refused.said).toMatch(/^BAD +transcription +.*answered 401\n +Check TRANSCRIBE_KEY/m);
      expect(refused.said).not.toContain('hunter2');
      expect([off.code, well.code, refused.code]).toEqual([0, 0, 1]);
    } finally {
      await server.close();
    }
  });

  it('tells what a Redis says that answers and keeps nothing', async () => {
    const redis = await refusingRedis();
    await redis.refuse('replica');
    const { said, code } = await doctor({ REDIS_URL: redis.url });
    await redis.remove();
    expect(said).toMatch(/^BAD +Redis +Redis refuses to keep anything: "READONLY .* names the primary\.$/m);
    expect(code).toBe(1);
  });

  it('names each engine, the browser and the bot that fail, what to do, and ends with 1', async () => {
    const { said, code } = await doctor({
      MONGODB_URI: 'mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=500',
      REDIS_URL: 'redis://127.0.0.1:9',
      CHROMIUM_PATH: '/nowhere/chromium',
      TELEGRAM_BOT_TOKEN: `${testToken}x`,
      TELEGRAM_API_ROOT: api.url,
    });
    expect(said).toMatch(/^BAD +MongoDB +MongoDB cannot be reached. Check MONGODB_URI/m);
    expect(said).toMatch(/^BAD +Redis .*\n +Check REDIS_URL/m);
    expect(said).toMatch(
      /^BAD +browser +CHROMIUM_PATH names no program.*\n +Install Chromium, or set CHROMIUM_PATH/m,
    );
    expect(said).toMatch(/^BAD +Telegram .*\n +Check TELEGRAM_BOT_TOKEN/m);
    expect(said).not.toContain(testToken);
    expect(code).toBe(1);
  });

  it('names each malformed setting without its value, and ends with 1', async () => {
    const { said, code } = await doctor({ PORT: 'many', SESSION_SECRET: 'too-short-a-secret' });
    expect(said).toMatch(/^BAD +settings +PORT .*\n +See \.env\.example/m);
    expect(said).toMatch(/^BAD +settings +SESSION_SECRET needs 32 characters/m);
    expect(said).not.toContain('too-short-a-secret');
    expect(code).toBe(1);
  });
});
