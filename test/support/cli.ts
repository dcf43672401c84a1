import { spawn } from 'node:child_process';

/** What a command printed, and how it ended. */
export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** Runs `rembuk` as people do, in a process of its own, with lines on its standard input. */
export function rembuk(args: string[], input = ''): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['bin/rembuk.mjs', ...args], { stdio: 'pipe' });
    const printed = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => {
      printed.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      printed.err += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...printed }));
    child.stdin.end(input);
  });
}
