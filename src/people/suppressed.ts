/**
 * Whom we may not write to first though we have forgotten them: an erased person must not be invited again because a
 * list still has the number. Kept as keyed hashes, which lead nobody from a number to a person without the key.
 */
import { createHmac } from 'node:crypto';
import type { Address } from '../channels/address.ts';
import { SuppressedModel } from './suppressed.model.ts';

const hashOf = (address: string, key: string) =>
  createHmac('sha256', key).update(`suppressed ${address}`).digest('base64url');

/** Remembers addresses (`whatsapp:6281…`) that are not to be written to first. */
export async function suppress(addresses: readonly string[], key: string, at: Date): Promise<void> {
  for (const address of addresses)
    await SuppressedModel.updateOne(
      { _id: hashOf(address, key) },
      { $setOnInsert: { at } },
      { upsert: true },
    );
}

/** Whether an address was erased and is not to be written to first. */
export async function isSuppressed(address: string, key: string): Promise<boolean> {
  return (await SuppressedModel.exists({ _id: hashOf(address, key) })) !== null;
}

/** Whoever writes from these has come by themselves and agreed again. */
export async function liftSuppressions(addresses: readonly Address[], key: string): Promise<void> {
  const hashes = addresses.map((address) => hashOf(address, key));
  await SuppressedModel.deleteMany({ _id: { $in: hashes } });
}
