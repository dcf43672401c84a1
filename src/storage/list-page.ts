import type mongoose from 'mongoose';
import { collectionOf } from './collection-of.ts';

/** A page of a list; one beyond the last is empty. */
export interface ListPage<Row> {
  /** Rows of the whole list. */
  total: number;
  /** Pages of the whole list. */
  pages: number;
  rows: Row[];
}

/** Which rows stand on a page. */
export interface PageOf {
  where: object;
  /** Ends with what is unlike in all rows, so that none stands on two pages. */
  sort: Record<string, 1 | -1>;
  /** From 1. */
  page: number;
  /** How many stand on each. */
  size: number;
}

/** How many pages a list has; an empty one has one. @param size how many rows stand on each */
export const pagesOf = (total: number, size: number) => Math.max(1, Math.ceil(total / size));

/**
 * Reads one page of a list and counts the whole; by the driver, so that `where` holds values as they are stored.
 * @typeParam Row what the model holds
 */
export async function readPage<Row extends mongoose.mongo.BSON.Document>(
  model: { collection: unknown },
  { where, sort, page, size }: PageOf,
): Promise<ListPage<Row>> {
  const documents = collectionOf<mongoose.mongo.BSON.Document>(model);
  const [total, rows] = await Promise.all([
    documents.countDocuments(where),
    documents.find<Row>(where, { sort, skip: (page - 1) * size, limit: size }).toArray(),
  ]);
  return { total, pages: pagesOf(total, size), rows };
}
