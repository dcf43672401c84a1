#!/usr/bin/env node
// The command line's door. Where src/ is there (a checkout) it runs from source, so that what runs is always what was
// written last; where it is not (an image) it runs dist/, which `npm run build` makes. It never guesses which of the two
// is newer. `npm start` does not come here: it makes dist/ anew when src/ has changed, and runs that.
import { existsSync } from 'node:fs';

if (existsSync(new URL('../src/main.ts', import.meta.url))) {
  await import('../scripts/ensure-installed.mjs');
  const { register } = await import('tsx/esm/api');
  register();
  await import('../src/main.ts');
} else {
  await import('../dist/main.js');
}
