import { readFileSync } from 'node:fs';

const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** What `npm start` gives Node.js: its flags, the program and the command. */
export const serviceCommand: string[] = scripts.start.split(' ').slice(1);
