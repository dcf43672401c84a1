import { destination, pino } from 'pino';
import { type Masking, maskPersonal } from './texts/mask.ts';

/** What a room needs of a log; pino fits it. First the facts as an object, then one plain sentence. */
export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const hidden = '[hidden]';

/** `digits:token` is a bot token. */
const secrets: [RegExp, string][] = [
  [/(?<!\d)\d{6,12}:[A-Za-z0-9_-]{20,}/g, hidden],
  [/(mongodb(?:\+srv)?|rediss?):\/\/[^@\s/]*@/g, `$1://${hidden}@`],
];

/** Removes bot tokens, passwords in addresses and what leads to a person from a text that will be shown or kept. */
export function scrub(text: string, masking: Pick<Masking, 'keepMail'> = {}): string {
  const clean = secrets.reduce((rest, [pattern, by]) => rest.replace(pattern, by), text);
  return maskPersonal(clean, { ...masking, by: hidden });
}

/**
 * The process's log: JSON lines on stderr (stdout belongs to the commands), every line scrubbed as a whole,
 * so that a secret inside an error's message or stack is hidden too.
 */
export function createLog(level: LogLevel): Log {
  const stderr = destination({ dest: 2, sync: true });
  return pino(
    { level, base: null, timestamp: isoTime, formatters: { level: (label) => ({ level: label }) } },
    { write: (line: string) => stderr.write(scrub(line)) },
  );
}

function isoTime(): string {
  return `,"time":"${new Date().toISOString()}"`;
}

/** For tests and commands that want no log. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
