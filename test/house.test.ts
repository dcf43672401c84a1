import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Rooms from the ground up: a room imports from those before it and from itself, never from one after it. */
const order = [
  'texts',
  'log.ts',
  'background.ts',
  'closing.ts',
  'config.ts',
  'storage',
  'audit',
  'child',
  'media',
  'embedded',
  'regions',
  'classification',
  'conversation',
  'channels',
  'issues',
  'users',
  'rembuk',
  'training',
  'proposals',
  'reports',
  'messaging',
  'admin',
  'health.ts',
  'web.ts',
  'prepare.ts',
  'configured-channels.ts',
  'admin-pages.ts',
  'app.ts',
  'demo',
  'commands',
  'main.ts',
];

/** Contracts hold no behaviour, so every room may know them. */
const contracts = ['channels/channel.ts', 'conversation/types.ts', 'classification/types.ts'];

/** Packages that only one room (or one kind of file) may know. */
const owners: Record<string, RegExp> = {
  telegraf: /^channels\/telegram\//,
  'whatsapp-web.js': /^channels\/whatsapp\//,
  bullmq: /^messaging\//,
  mongoose: /^storage\/|\.model\.ts$|^proposals\/list\.ts$|^admin\/session/,
  natural: /^classification\//,
  pg: /^embedded\//,
};

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'),
);
const roomOf = (file: string) => file.split('/')[0] ?? '';

/** The modules a file imports: ours as paths below src, packages by name. */
function importsOf(file: string): string[] {
  const text = readFileSync(join('src', file), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  return specifiers.map((name) => (name.startsWith('.') ? normalize(join(dirname(file), name)) : name));
}

describe('the house', () => {
  it('has a place for every room', () => {
    const rooms = new Set(sources.map(roomOf));
    expect([...rooms].filter((room) => !order.includes(room))).toEqual([]);
  });

  it('has arrows that run one way', () => {
    const upward = sources.flatMap((file) =>
      importsOf(file)
        .filter((target) => sources.includes(target) && !contracts.includes(target))
        .filter((target) => order.indexOf(roomOf(target)) > order.indexOf(roomOf(file)))
        .map((target) => `${file} -> ${target}`),
    );
    expect(upward).toEqual([]);
  });

  it.each(Object.entries(owners))('knows %s in one place only', (packageName, owner) => {
    const strangers = sources.filter(
      (file) =>
        !owner.test(file) &&
        importsOf(file).some((name) => name === packageName || name.startsWith(`${packageName}/`)),
    );
    expect(strangers).toEqual([]);
  });

  it('keeps the engine and the classifier pure', () => {
    const impure = sources.filter((file) => {
      if (!/^(conversation|classification)\//.test(file)) return false;
      const text = readFileSync(join('src', file), 'utf8');
      return /Date\.now\(|new Date\(\)|Math\.random\(|setTimeout\(/.test(text);
    });
    expect(impure).toEqual([]);
  });

  it('keeps files readable: 250 lines at most', () => {
    const long = sources.filter((file) => readFileSync(join('src', file), 'utf8').split('\n').length > 250);
    expect(long).toEqual([]);
  });
});
