import { destination, pino } from 'pino';

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

/** Ten or more digits, spaced or not, may be a phone number (a proposal's code is not); `digits:token` is a bot token. */
const secrets: [RegExp, string][] = [
  [/(?<!\d)\d{6,12}:[A-Za-z0-9_-]{20,}/g, hidden],
  [/(mongodb(?:\+srv)?|rediss?):\/\/[^@\s/]*@/g, `$1://${hidden}@`],
  [/(?<!\w|RR-)\+?\d(?:[ -]?\d){9,14}(?!\w)/g, hidden],
];

/** Removes bot tokens, passwords in addresses and phone numbers from a text that will be shown or kept. */
export function scrub(text: string): string {
  return secrets.reduce((clean, [pattern, by]) => clean.replace(pattern, by), text);
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
