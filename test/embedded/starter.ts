/**
 * A process that needs engines, for tests to start and to kill: prints where they are, one JSON line, and stays until
 * it is ended. Its only argument is EngineOptions in JSON.
 */
import { startEngines } from '../../src/embedded/engines.ts';

const engines = await startEngines({
  ...JSON.parse(process.argv[2] ?? '{}'),
  onProgress: (message) => process.stderr.write(`${message}\n`),
});
process.stdout.write(`${JSON.stringify(engines)}\n`);
setInterval(() => {}, 60_000);
