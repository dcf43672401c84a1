import { type Element, readNumber, topLevel } from './bson.ts';
import type { Command } from './database.ts';

const bsonDocument = 3;
const bsonBoolean = 8;
const bsonNumbers = [1, 16, 18];

/**
 * The documents that a write may make, each as a key of its collection and `_id`: all that an insert brings, and what
 * an upsert looks for by `_id`. Nothing is decoded, for every insert passes here.
 */
export function madeIds({ name, body, elements, database, collection }: Command): string[] {
  const key = (id: string | null) => (id === null ? [] : [`${database}.${collection}/${id}`]);
  if (name === 'insert') return arrayOf(body, elements.get('documents')).flatMap((one) => key(idOf(one)));
  if (name === 'update')
    return arrayOf(body, elements.get('updates')).flatMap((one) => key(upsertedId(one, topLevel(one), 'q')));
  return key(upsertedId(body, elements, 'query'));
}

function arrayOf(body: Buffer, array: Element | undefined): Buffer[] {
  if (!array) return [];
  const whole = bytesOf(body, array);
  return [...topLevel(whole).values()].map((element) => bytesOf(whole, element));
}

const bytesOf = (body: Buffer, { offset, length }: Element) => body.subarray(offset, offset + length);

function upsertedId(body: Buffer, elements: Map<string, Element>, query: string): string | null {
  const upsert = elements.get('upsert');
  const filter = elements.get(query);
  if (!filter || upsert?.type !== bsonBoolean || body[upsert.offset] !== 1) return null;
  return idOf(bytesOf(body, filter));
}

/** The `_id` of a document or filter, the same for equal numbers of any type; null when there is none. */
function idOf(document: Buffer): string | null {
  const id = topLevel(document).get('_id');
  if (!id) return null;
  if (id.type === bsonDocument) {
    const inner = bytesOf(document, id);
    const equal = topLevel(inner).get('$eq');
    return keyOf(equal ? inner : document, equal ?? id);
  }
  return keyOf(document, id);
}

const keyOf = (document: Buffer, id: Element): string =>
  bsonNumbers.includes(id.type)
    ? `number ${readNumber(document, id)}`
    : `${id.type} ${bytesOf(document, id).toString('base64')}`;
