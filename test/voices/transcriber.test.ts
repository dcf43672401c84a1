import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTranscriber, TranscriptionError } from '../../src/voices/transcriber.ts';
import {
  answering,
  startTranscriptionServer,
  type TranscriptionAnswer,
  type TranscriptionServer,
} from '../support/transcription-server.ts';

const model = 'Systran/faster-whisper-small';
const key = 'sk-the-key-of-the-test';
const recording = { bytes: Buffer.from('OggS and some sound'), name: 'voice.ogg', mime: 'audio/ogg' };
const going = new AbortController().signal;

let server: TranscriptionServer;
beforeAll(async () => {
  server = await startTranscriptionServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.calls.length = 0;
});

/** What comes of a call: the words, or the error. */
const heard = (url = server.url, timeoutMs = 10_000, stopping = going) =>
  createTranscriber({ url, key, model, timeoutMs })(recording, stopping).catch((error: unknown) => error);

describe('a transcription server', () => {
  it('is sent the recording, its model, its key and the language, and says what it hears', async () => {
    server.answers('  Jalan ke kebun\n rusak\u200e berat. ');
    expect(await heard()).toBe('Jalan ke kebun rusak berat.');
    expect(server.calls).toEqual([
      {
        path: '/v1/audio/transcriptions',
        authorization: `Bearer ${key}`,
        model,
        language: 'id',
        file: { name: 'voice.ogg', type: 'audio/ogg', bytes: recording.bytes },
      },
    ]);
  });

  it.each([
    ['', '/v1/audio/transcriptions'],
    ['/', '/v1/audio/transcriptions'],
    ['/whisper/v1/', '/whisper/v1/audio/transcriptions'],
    ['/v1/audio/transcriptions', '/v1/audio/transcriptions'],
    ['/inference', '/inference'],
  ])('is called at its address, whether the setting ends with "%s" or not', async (given, called) => {
    server.answers('ya');
    await heard(server.url + given);
    expect(server.calls[0]?.path).toBe(called);
  });

  const json = (value: unknown) => answering(200, JSON.stringify(value));
  it.each<[string, TranscriptionAnswer, string, boolean]>([
    ['has a fault of its own', answering(500, 'Traceback: secret'), 'away', true],
    ['is busy', answering(429), 'away', true],
    ['refuses the key', answering(401, `bad key ${key}`), 'key', false],
    ['knows no such call', answering(404), 'refused', false],
    ['sends to another place', answering(307, '', { location: 'http://127.0.0.1:9/' }), 'refused', false],
    ['answers no JSON', answering(200, '<html>hello</html>'), 'unusable', false],
    ['answers JSON without a text', json({ words: ['a'] }), 'unusable', false],
    ['answers nothing that JSON holds fields in', json(null), 'unusable', false],
    ['answers without end', answering(200, 'a'.repeat(3_000_000)), 'unusable', false],
    ['says more than anybody speaks', json({ text: 'ya '.repeat(10_000) }), 'unusable', false],
    ['hears no words', ' ... ', 'silent', false],
    [
      'breaks off',
      (response) => void response.writeHead(200).write('{"text"', () => response.destroy()),
      'away',
      true,
    ],
  ])(
    'that %s is told apart, and nothing of what it said, of its address or of the key',
    async (_, answer, fault, passes) => {
      server.answers(answer);
      const error = await heard();
      expect(error).toBeInstanceOf(TranscriptionError);
      expect(error).toMatchObject({ fault, passes });
      expect(String(error)).not.toMatch(/127\.0\.0\.1|secret|sk-the|hello/);
      expect(server.calls).toHaveLength(1);
    },
  );

  it('that is slow, or not there, is given up for now', async () => {
    server.answers(() => {});
    expect(await heard(server.url, 50)).toMatchObject({ fault: 'slow', passes: true });
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const address = closed.address();
    closed.close();
    const port = typeof address === 'object' ? address?.port : 0;
    expect(await heard(`http://127.0.0.1:${port}`)).toMatchObject({ fault: 'away', passes: true });
  });

  it('is let go of when the service stops, which is no fault of the server', async () => {
    server.answers(() => {});
    const stop = new AbortController();
    const call = heard(server.url, 60_000, stop.signal);
    stop.abort(new Error('the service stops'));
    expect(await call).toEqual(new Error('the service stops'));
  });
});
