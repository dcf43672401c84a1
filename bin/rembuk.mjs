#!/usr/bin/env node
// The command line's door: sees that packages are there, then runs src/main.ts from source.
import '../scripts/ensure-installed.mjs';

const { register } = await import('tsx/esm/api');
register();
await import('../src/main.ts');
