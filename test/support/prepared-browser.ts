import { findBrowser } from '../../src/embedded/browser.ts';

/** Finds or unpacks the browser before the tests that need it, so that it is fetched once and not by each worker. */
export default async function setup(): Promise<void> {
  await findBrowser({ dataDir: '.rembuk', onProgress: (message) => process.stderr.write(`${message}\n`) });
}
