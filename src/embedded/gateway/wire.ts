import type { Socket } from 'node:net';
import { withSequences } from './bson.ts';

/** Largest message, as `hello` promises; a longer one ends its connection. */
export const longestMessage = 48_000_000;
const headerLength = 16;
const opReply = 1;
const opQuery = 2004;
const opMsg = 2013;

/** A request, its sections joined into one command document. */
export interface Request {
  id: number;
  /** Old form of the very first `hello`; it is answered in the old form. */
  old: boolean;
  /** False for an unacknowledged write. */
  wantsReply: boolean;
  command: Buffer;
}

/** The bytes are no message of MongoDB's protocol; only their connection is closed. */
class FrameError extends Error {
  constructor(why: string) {
    super(`Not a message of MongoDB's wire protocol: ${why}`);
    this.name = 'FrameError';
  }
}

/**
 * Cuts a stream into messages, however TCP has split or joined them. Chunks are joined only when a message is whole,
 * so one of many megabytes is copied once and not again with each of its chunks. @throws FrameError
 */
export function createFramer(): (chunk: Buffer) => Buffer[] {
  let chunks: Buffer[] = [];
  let have = 0;
  let need = headerLength;
  return (chunk) => {
    chunks.push(chunk);
    have += chunk.length;
    const messages: Buffer[] = [];
    while (have >= need) {
      const rest = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
      const length = rest.readInt32LE(0);
      if (length < headerLength || length > longestMessage + headerLength)
        throw new FrameError(`length ${length}`);
      const whole = rest.length >= length;
      if (whole) messages.push(rest.subarray(0, length));
      const left = whole ? rest.subarray(length) : rest;
      chunks = left.length > 0 ? [left] : [];
      have = left.length;
      need = whole ? headerLength : length;
    }
    return messages;
  };
}

/** Reads one message. @throws FrameError */
export function parseMessage(message: Buffer): Request {
  const id = message.readInt32LE(4);
  const op = message.readInt32LE(12);
  try {
    if (op === opQuery) {
      const start = message.indexOf(0, 20) + 1 + 8;
      return { id, old: true, wantsReply: true, command: document(message, start, message.length) };
    }
    if (op === opMsg) return { id, old: false, ...parseSections(message) };
  } catch (error) {
    if (error instanceof RangeError) throw new FrameError('it ends too early');
    throw error;
  }
  throw new FrameError(`operation ${op}`);
}

function parseSections(message: Buffer): Pick<Request, 'wantsReply' | 'command'> {
  const flags = message.readInt32LE(16);
  const checksum = 1;
  const moreToCome = 2;
  const end = flags & checksum ? message.length - 4 : message.length;
  const sequences: { name: string; documents: Buffer[] }[] = [];
  let body: Buffer | undefined;
  for (let at = 20; at < end; ) {
    const kind = message.readUInt8(at);
    const length = message.readInt32LE(at + 1);
    const until = at + 1 + length;
    if (length < 5 || until > end) throw new FrameError('a section is longer than its message');
    if (kind === 0) body = document(message, at + 1, until);
    else sequences.push(parseSequence(message, at + 5, until));
    at = until;
  }
  if (!body) throw new FrameError('it has no command');
  return { wantsReply: (flags & moreToCome) === 0, command: withSequences(body, sequences) };
}

function parseSequence(message: Buffer, start: number, end: number): { name: string; documents: Buffer[] } {
  const zero = message.indexOf(0, start);
  if (zero < 0 || zero >= end) throw new FrameError('a section has no name');
  const documents: Buffer[] = [];
  for (let at = zero + 1; at < end; ) {
    const one = document(message, at, end);
    documents.push(one);
    at += one.length;
  }
  return { name: message.toString('utf8', start, zero), documents };
}

function document(message: Buffer, start: number, end: number): Buffer {
  const length = message.readInt32LE(start);
  if (length < 5 || start + length > end) throw new FrameError('a document is longer than its message');
  return message.subarray(start, start + length);
}

let lastId = 0;

/** Writes an answer in the form that the request came in. */
export function writeReply(socket: Socket, request: Request, answer: Buffer): void {
  if (socket.destroyed) return;
  lastId = (lastId + 1) & 0x7fffffff;
  const header = Buffer.alloc(request.old ? 36 : 21);
  header.writeInt32LE(header.length + answer.length, 0);
  header.writeInt32LE(lastId, 4);
  header.writeInt32LE(request.id, 8);
  header.writeInt32LE(request.old ? opReply : opMsg, 12);
  if (request.old) {
    header.writeInt32LE(8, 16);
    header.writeInt32LE(1, 32);
  }
  socket.cork();
  socket.write(header);
  socket.write(answer);
  socket.uncork();
}
