import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { turns } from './turns.ts';

/** What a process of its own may take before it is ended. */
export interface Bounds {
  /** Its memory, everything the libraries it loads allocate included, in MB. */
  memoryMb: number;
  /** How long it may take, in ms; also as much time of a processor, to whole seconds. */
  patienceMs: number;
  /** The longest answer, in bytes. */
  answerBytes: number;
}

/** What was done apart did not come to a good end: `reason` is the word it gave, or how it was ended. */
export class ApartError extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(`What ran apart ended: ${reason}`);
    this.name = 'ApartError';
    this.reason = reason;
  }
}

/** Two at once: what strangers send may take the service some time, never all of its machine. */
const inTurn = turns(2);

/**
 * Reads what a stranger sent in a process of its own, which cannot take the service down whatever it is made to do:
 * the kernel bounds its memory (also what native libraries take, which no setting of Node.js bounds) and its time of
 * a processor, so both hold when the service dies meanwhile. It inherits no setting and no secret.
 * @param script plain JavaScript, for the process does not inherit how this program's TypeScript is run; it reads
 * `input` from its stdin, writes the answer to stdout and ends with code 0, or says why not in one word on stderr
 * @throws ApartError what was sent cannot be read within the bounds
 * @throws Error the script itself cannot run, or no process can be had
 */
export function runApart(script: URL, input: Buffer, bounds: Bounds): Promise<Buffer> {
  return inTurn(() => run(script, input, bounds));
}

async function run(
  script: URL,
  input: Buffer,
  { memoryMb, patienceMs, answerBytes }: Bounds,
): Promise<Buffer> {
  const seconds = Math.ceil(patienceMs / 1_000);
  // `-d` counts what is written to; Node.js reserves far more addresses than it ever uses, so `-v` would not do.
  const bounded = `ulimit -c 0 && ulimit -d ${memoryMb * 1024} && ulimit -t ${seconds} && exec "$0" "$@"`;
  const child = spawn('/bin/sh', ['-c', bounded, process.execPath, fileURLToPath(script)], {
    env: { VIPS_CONCURRENCY: '1', MALLOC_ARENA_MAX: '2', UV_THREADPOOL_SIZE: '2' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let ended: string | null = null;
  const end = (why: string) => {
    ended ??= why;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(() => end('too slow'), patienceMs);
  const answer = collect(child.stdout, answerBytes, () => end('answer too long'));
  const word = collect(child.stderr, 10_000, () => {});
  // It may end before it has read everything; why is told by how it ends.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  try {
    const [code, signal] = await once(child, 'close');
    if (ended !== null) throw new ApartError(ended);
    if (signal !== null) throw new ApartError(`ended by ${signal}`);
    if (code === 0) return answer();
    const reason = wordOf(word());
    // Without a word it never came as far as reading: the program is broken, not what was sent.
    if (reason === null) throw new Error(`${script.pathname} ended with code ${code}`);
    throw new ApartError(reason);
  } finally {
    clearTimeout(timer);
  }
}

/** Keeps what comes from a stream, up to so many bytes. */
function collect(stream: NodeJS.ReadableStream, most: number, beyond: () => void): () => Buffer {
  const pieces: Buffer[] = [];
  let length = 0;
  stream.on('data', (piece: Buffer) => {
    length += piece.length;
    if (length > most) beyond();
    else pieces.push(piece);
  });
  return () => Buffer.concat(pieces);
}

/** The one word of a script of ours; a crash of Node.js writes pages, which are nobody's reason. */
const wordOf = (said: Buffer): string | null =>
  /^[a-z-]{1,40}$/.exec(said.toString('latin1').trim())?.[0] ?? null;
