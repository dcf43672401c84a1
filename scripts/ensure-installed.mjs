// Makes "no step before the two commands" true: installs the pinned packages when they are missing or older
// than the lockfile. Plain JavaScript on Node's own modules, for it runs before anything is installed.
// Says what it does on stderr, so that a command's own output stays clean.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const mark = join(root, 'node_modules', '.rembuk-installed');
const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Rembuk Remas needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

if (!existsSync(mark) || readFileSync(mark, 'utf8') !== lock) {
  console.error('Installing the pinned packages (npm ci), about half a minute the first time …');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NODE_ENV: 'development' },
  });
  if (npm.status !== 0) {
    console.error('npm ci failed (see above). Is the npm registry reachable from this machine?');
    process.exit(1);
  }
  writeFileSync(mark, lock);
}
