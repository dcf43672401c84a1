import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.ts';

const problemsOf = (env: NodeJS.ProcessEnv): string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('settings', () => {
  it('need nothing on a laptop', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      DISTRICT_CODE: '63.11',
      TZ: 'Asia/Makassar',
      SELF_REGISTRATION: true,
    });
    expect(config.DATA_DIR).toMatch(/^\/.*\.rembuk$/);
  });

  it('take an empty line of .env as not set', () => {
    expect(readConfig({ PORT: '', MONGODB_URI: ' ', TELEGRAM_BOT_TOKEN: '' }).MONGODB_URI).toBeUndefined();
  });

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['MONGODB_URI', 'postgres://x'],
    ['REDIS_URL', 'localhost:6379'],
    ['SESSION_SECRET', 'short'],
    ['TELEGRAM_BOT_TOKEN', 'not-a-token'],
    ['DISTRICT_CODE', 'Balangan'],
    ['TZ', 'Mars/Olympus'],
    ['LOG_LEVEL', 'loud'],
    ['WHATSAPP_ENABLED', 'perhaps'],
    ['TRANSCRIBE_URL', 'whisper'],
    ['TRANSCRIBE_URL', 'ftp://whisper.example'],
    ['TRANSCRIBE_URL', 'file:///etc/passwd'],
    ['TRANSCRIBE_URL', 'https://me:hunter2@whisper.example'],
    ['TRANSCRIBE_MODEL', 'a model with spaces'],
    ['PUBLIC_URL', 'rembuk.example.go.id'],
    ['PUBLIC_URL', 'ftp://rembuk.example.go.id'],
    ['PUBLIC_URL', 'https://rembuk.example.go.id/usulan'],
    ['PUBLIC_URL', 'https://me:hunter2@rembuk.example.go.id'],
  ])('name a malformed %s (%s) in one line', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
  });

  it('never echo a value, for it may be a secret', () => {
    expect(problemsOf({ TELEGRAM_BOT_TOKEN: 'hunter2', SESSION_SECRET: 'hunter2' }).join()).not.toContain(
      'hunter2',
    );
  });

  it('demand servers and a secret in production', () => {
    const problems = problemsOf({ NODE_ENV: 'production' });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'MONGODB_URI',
      'REDIS_URL',
      'SESSION_SECRET',
    ]);
  });

  it('want pairs whole', () => {
    expect(problemsOf({ ADMIN_EMAIL: 'a@b.id' })).toHaveLength(1);
    expect(problemsOf({ TRANSCRIBE_KEY: 'sk-alone' })).toHaveLength(1);
    expect(problemsOf({ TELEGRAM_WEBHOOK_URL: 'https://rembuk.example/telegram' })).toHaveLength(1);
  });

  it('are all in .env.example, each with a line of what it is for', () => {
    const lines = readFileSync('.env.example', 'utf8').split('\n');
    const listed = lines.flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []);
    const known = Object.keys(readConfig({ ...Object.fromEntries(listed.map((name) => [name, ''])) }));
    expect(listed.toSorted()).toEqual(
      expect.arrayContaining(known.filter((name) => name !== 'NODE_ENV').toSorted()),
    );
    for (const name of listed)
      expect(lines[lines.findIndex((line) => line.startsWith(`${name}=`)) - 1]).toMatch(/^# \w/);
  });
});
