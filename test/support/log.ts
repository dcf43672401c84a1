import type { Log } from '../../src/log.ts';

/** A log that remembers; `text` is all of it, for what must not be in there. */
export function rememberingLog(): Log & {
  lines: { level: string; facts: object; message: string }[];
  text(): string;
} {
  const lines: { level: string; facts: object; message: string }[] = [];
  const at = (level: string) => (facts: object, message: string) =>
    void lines.push({ level, facts, message });
  return {
    lines,
    text: () => JSON.stringify(lines),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  };
}
