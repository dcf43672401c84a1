import type { Config } from '../config.ts';
import type { Runtime } from '../messaging/runtime.ts';
import { createTranscriber } from '../voices/transcriber.ts';

/** What writes down recordings, where the settings name a server for it. */
export function configuredTranscriber(config: Config): Pick<Runtime, 'transcribe'> {
  const { TRANSCRIBE_URL: url, TRANSCRIBE_KEY: key, TRANSCRIBE_MODEL: model } = config;
  return url ? { transcribe: createTranscriber({ url, model, ...(key ? { key } : {}) }) } : {};
}
