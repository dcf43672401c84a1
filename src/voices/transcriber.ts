/** Asks a transcription server of the usual form (`POST /v1/audio/transcriptions`) what is said in a recording. */

/** Why a recording could not be written down: a key of the locale's `admin.voice.why`. */
export type Fault = 'away' | 'slow' | 'key' | 'refused' | 'unusable' | 'silent';

/** The server could not. The message tells neither its address nor what it said: both may hold secrets. */
export class TranscriptionError extends Error {
  readonly fault: Fault;
  /** Whether the next try may come to something: the server was away, or busy. */
  readonly passes: boolean;
  constructor(
    fault: Fault,
    message: string,
    { passes = false, ...options }: ErrorOptions & { passes?: boolean } = {},
  ) {
    super(message, options);
    this.name = 'TranscriptionError';
    this.fault = fault;
    this.passes = passes;
  }
}

export interface TranscriptionServer {
  /** Of the server, of its version ("…/v1"), or of the very call. */
  url: string;
  key?: string;
  /** The model's name, as the server knows it. */
  model: string;
  /** How long one recording may take, in ms; two minutes unless told otherwise. */
  timeoutMs?: number;
}

/** A recording as it is sent on. */
export interface Recording {
  bytes: Buffer;
  /** With an ending that tells the kind, which servers go by. */
  name: string;
  mime: string;
}

/** @returns what is said, as one line of text. @throws TranscriptionError; the signal's reason when `stopping` fires */
export type Transcribe = (recording: Recording, stopping: AbortSignal) => Promise<string>;

/** A small machine writes down ten minutes of speech in about this long. */
const standardTimeoutMs = 120_000;
/** Ten minutes of quick speech are 10,000 characters; what says more than this makes it up. */
const longestText = 20_000;
/** Answers hold the words once or twice, and little else. */
const longestAnswer = 256 * 1024;

/** The call's own address, wherever the setting stops: at the server, at its version, or at the call. */
function addressOfCall(url: string): string {
  const address = new URL(url);
  const path = address.pathname.replace(/\/+$/, '');
  if (path === '') address.pathname = '/v1/audio/transcriptions';
  else if (path.endsWith('/v1')) address.pathname = `${path}/audio/transcriptions`;
  return address.href;
}

export function createTranscriber(server: TranscriptionServer): Transcribe {
  const { key, model, timeoutMs = standardTimeoutMs } = server;
  const address = addressOfCall(server.url);
  return async ({ bytes, name, mime }, stopping) => {
    const body = new FormData();
    body.set('file', new File([new Uint8Array(bytes)], name, { type: mime }));
    body.set('model', model);
    // Banjar is written down as Indonesian; a guess of the server's own is often Malay or Javanese.
    body.set('language', 'id');
    body.set('response_format', 'json');
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(timeoutMs)]);
    try {
      const response = await fetch(address, {
        method: 'POST',
        body,
        signal,
        // A recording is a person's own: it goes to the server of the settings, and to no other.
        redirect: 'manual',
        ...(key ? { headers: { authorization: `Bearer ${key}` } } : {}),
      });
      refuseUnlessOk(response.status);
      return textOf(await readBounded(response));
    } catch (error) {
      if (error instanceof TranscriptionError) throw error;
      stopping.throwIfAborted();
      if (signal.aborted)
        throw new TranscriptionError('slow', `The transcription server took longer than ${timeoutMs} ms`, {
          passes: true,
        });
      throw new TranscriptionError('away', 'The transcription server cannot be reached', { passes: true });
    }
  };
}

/** @throws TranscriptionError */
function refuseUnlessOk(status: number): void {
  if (status === 200) return;
  const message = `The transcription server answered ${status}`;
  if (status === 401 || status === 403) throw new TranscriptionError('key', message);
  if (status >= 500 || status === 408 || status === 429)
    throw new TranscriptionError('away', message, { passes: true });
  throw new TranscriptionError('refused', message);
}

/** The whole answer, no more of it than can be an answer. Leaving the loop ends the connection. */
async function readBounded(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > longestAnswer) throw unusable('is too long');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** @throws TranscriptionError where there are no words in it */
function textOf(answer: string): string {
  const text = textField(answer);
  if (text === null) throw unusable('is no JSON with a text');
  const words = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  if (!/\p{L}/u.test(words)) throw new TranscriptionError('silent', 'No words were heard');
  if (words.length > longestText) throw unusable('is longer than anybody speaks');
  return words;
}

function textField(answer: string): string | null {
  try {
    const { text } = JSON.parse(answer) as { text?: unknown };
    return typeof text === 'string' ? text : null;
  } catch {
    return null;
  }
}

const unusable = (how: string) =>
  new TranscriptionError('unusable', `What the transcription server answered ${how}`);
