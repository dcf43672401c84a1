import type mongoose from 'mongoose';

/** One of many writes that go in one command. */
export type BulkWrite<T extends mongoose.mongo.BSON.Document> = mongoose.mongo.AnyBulkWriteOperation<T>;

/**
 * The driver's own collection of a model, for the path of a message: many documents in one command, without the cost of
 * mongoose's documents. It fills in no defaults and checks no types, so whole documents are written.
 * @typeParam T what the model holds
 */
export function collectionOf<T extends mongoose.mongo.BSON.Document>(model: {
  collection: unknown;
}): mongoose.mongo.Collection<T> {
  // The types of mongoose's collection know neither the document nor that an id may be a string.
  return model.collection as unknown as mongoose.mongo.Collection<T>;
}
