import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { playTalk, talkFiles, written } from '../support/talk-scripts.ts';

/**
 * Talks kept as data: `talks/<name>.yaml` is what a person sends, `talks/<name>.txt` the whole talk as it must be.
 * `vitest run -u` writes the transcripts anew; read the difference before you commit it.
 */
describe('talks', () => {
  it.each(talkFiles)('%s', async (file) => {
    const transcript = written(await playTalk(file));
    await expect(transcript).toMatchFileSnapshot(join('talks', file.replace('.yaml', '.txt')));
  });
});
