import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What the server was sent. */
export interface TranscriptionCall {
  path: string;
  authorization: string | undefined;
  model: string;
  language: string;
  file: { name: string; type: string; bytes: Buffer };
}

/** What it answers: some words, or anything else. */
export type TranscriptionAnswer = string | ((response: ServerResponse) => void);

/** A stand-in for a transcription server (`POST /v1/audio/transcriptions`), which hears what the test says. */
export interface TranscriptionServer {
  url: string;
  calls: TranscriptionCall[];
  /** The next answers, each given once; the last one stays. */
  answers(...answers: TranscriptionAnswer[]): void;
  close(): Promise<void>;
}

/** An answer of another status, with this body. */
export const answering =
  (status: number, body = '', headers: Record<string, string> = {}): TranscriptionAnswer =>
  (response) =>
    response.writeHead(status, headers).end(body);

/** An answer that the test gives when it likes. */
export function held(text: string): { answer: TranscriptionAnswer; release(): void } {
  const waiting: ServerResponse[] = [];
  let released = false;
  const give = (response: ServerResponse) => response.end(JSON.stringify({ text }));
  return {
    answer: (response) => void (released ? give(response) : waiting.push(response)),
    release() {
      released = true;
      for (const response of waiting.splice(0)) give(response);
    },
  };
}

export async function startTranscriptionServer(): Promise<TranscriptionServer> {
  const calls: TranscriptionCall[] = [];
  let next: TranscriptionAnswer[] = [''];
  const server = createServer(async (request, response) => {
    const form = await new Response(new Uint8Array(await buffer(request)), {
      headers: { 'content-type': request.headers['content-type'] ?? '' },
    }).formData();
    const file = form.get('file') as File;
    calls.push({
      path: request.url ?? '',
      authorization: request.headers.authorization,
      model: String(form.get('model')),
      language: String(form.get('language')),
      file: { name: file.name, type: file.type, bytes: Buffer.from(await file.arrayBuffer()) },
    });
    const answer = (next.length > 1 ? next.shift() : next[0]) ?? '';
    if (typeof answer === 'string') response.end(JSON.stringify({ text: answer }));
    else answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answers: (...answers) => {
      next = answers;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
