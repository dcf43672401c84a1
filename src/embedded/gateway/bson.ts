import { BSON, type Document, deserialize, serialize } from 'bson';

/** Where an element of an undecoded document lies: BSON type, offset and length of its value. */
export interface Element {
  type: number;
  offset: number;
  length: number;
}

/** Elements of the top level by name, in their order (the first is the command); nothing is decoded. */
export function topLevel(document: Buffer): Map<string, Element> {
  const elements = new Map<string, Element>();
  for (const [type, nameOffset, nameLength, offset, length] of BSON.onDemand.parseToElements(document, 0)) {
    elements.set(document.toString('utf8', nameOffset, nameOffset + nameLength), { type, offset, length });
  }
  return elements;
}

export const toBson = (document: Document): Buffer => Buffer.from(serialize(document));
export const fromBson = (bytes: Buffer, options = {}): Document => deserialize(bytes, options);

export const readString = (document: Buffer, { offset, length }: Element): string =>
  document.toString('utf8', offset + 4, offset + length - 1);

/** A whole number however the driver wrote it: int32, int64 or double. */
export function readNumber(document: Buffer, { type, offset }: Element): number {
  if (type === 16) return document.readInt32LE(offset);
  if (type === 18) return Number(document.readBigInt64LE(offset));
  return type === 1 ? document.readDoubleLE(offset) : 0;
}

/** Documents that came beside a command (OP_MSG sections of kind 1), appended to it as an array, still undecoded. */
export function withSequences(body: Buffer, sequences: { name: string; documents: Buffer[] }[]): Buffer {
  if (sequences.length === 0) return body;
  const parts = [body.subarray(4, body.length - 1)];
  for (const { name, documents } of sequences) {
    const items = documents.flatMap((document, index) => [Buffer.from(`\x03${index}\0`), document]);
    parts.push(Buffer.from(`\x04${name}\0`), sized(items));
  }
  return sized(parts);
}

/** BSON's own frame: length, content, a closing zero. */
function sized(parts: Buffer[]): Buffer {
  const length = Buffer.alloc(4);
  const content = Buffer.concat(parts);
  length.writeInt32LE(content.length + 5);
  return Buffer.concat([length, content, Buffer.from([0])]);
}
