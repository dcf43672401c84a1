import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openAddressBook } from '../../src/channels/whatsapp/addresses.ts';
import {
  forgetWhatsAppPerson,
  WhatsAppPersonModel,
  whatsAppPeople,
} from '../../src/channels/whatsapp/person.model.ts';
import { useDatabase } from '../support/database.ts';

const [old, changed, lid] = ['6281111000001', '6281111000002', '777000777000777'];
const hidden = `${lid}@lid`;
const dayMs = 24 * 60 * 60 * 1000;

describe('who is behind an id that hides their number', () => {
  useDatabase([WhatsAppPersonModel]);

  /** A book whose questions to WhatsApp fail so many times, and then find what they ask for. */
  const bookAfterFailures = (failures: number, phone: string) => {
    let left = failures;
    return openAddressBook(whatsAppPeople, {
      lookUp: async () => {
        if (left-- > 0) throw new Error('rate-overlimit');
        return { pn: `${phone}@c.us` };
      },
      exists: async () => true,
    });
  };

  /** A book as a process opens it that begins now, where WhatsApp tells this number of everybody. */
  const bookWhere = (phone: string) =>
    openAddressBook(whatsAppPeople, {
      lookUp: async () => ({ pn: `${phone}@c.us` }),
      exists: async () => true,
    });

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await WhatsAppPersonModel.deleteMany();
    await bookWhere(old).resolve(hidden);
  });
  afterEach(() => vi.useRealTimers());

  it('is told by their number and that id', async () => {
    expect(await bookWhere(old).resolve(hidden)).toEqual({ address: old, alias: hidden });
  });

  // What is caught up comes first and may be known to everybody already; the message that is new comes behind it.
  it('is told by the number they had until now with each message of the day it was changed', async () => {
    const book = bookWhere(changed);
    expect(await book.resolve(hidden)).toEqual({ address: changed, alias: old });
    expect(await book.resolve(hidden)).toEqual({ address: changed, alias: old });
  });

  it('is told by it where they write under their number too', async () => {
    const book = bookWhere(changed);
    await book.resolve(hidden);
    expect(await book.resolve(`${changed}@c.us`)).toEqual({ address: changed, alias: old });
  });

  it('is told by it by the next process too, for the first may have died before it handed anything over', async () => {
    await bookWhere(changed).resolve(hidden);
    expect(await bookWhere(changed).resolve(hidden)).toEqual({ address: changed, alias: old });
  });

  it('is not told by one that was forgotten, as its person asked', async () => {
    await bookWhere(changed).resolve(hidden);
    await forgetWhatsAppPerson(old);
    expect(JSON.stringify(await WhatsAppPersonModel.find().lean())).not.toContain(old);
    expect(await bookWhere(changed).resolve(hidden)).toEqual({ address: changed, alias: hidden });
  });

  it('is not told by it for ever: somebody else will be given the number', async () => {
    const book = bookWhere(changed);
    await book.resolve(hidden);
    vi.setSystemTime(Date.now() + dayMs);
    expect(await book.resolve(hidden)).toEqual({ address: changed, alias: hidden });
  });

  it('is told by the one they had in between where they went back to the old one', async () => {
    await bookWhere(changed).resolve(hidden);
    expect(await bookWhere(old).resolve(hidden)).toEqual({ address: old, alias: changed });
  });

  // A staff's list knows them by their number: by another id they would be a stranger, and asked who they are.
  it('is not told while the question for a number that nobody knows fails, unless it fails again and again', async () => {
    const other = '123456789012345@lid';
    const book = bookAfterFailures(1, changed);
    await expect(book.resolve(other)).rejects.toThrow('rate-overlimit');
    expect(await book.resolve(other)).toEqual({ address: changed, alias: other });
    const failing = bookAfterFailures(99, changed);
    const never = '543210987654321@lid';
    for (let failed = 1; failed < 5; failed += 1) await expect(failing.resolve(never)).rejects.toThrow();
    expect(await failing.resolve(never)).toEqual({ address: never });
  });

  it('is told as known where WhatsApp cannot be asked, and asked for again a minute later', async () => {
    const book = bookAfterFailures(1, changed);
    expect(await book.resolve(hidden)).toEqual({ address: old, alias: hidden });
    vi.setSystemTime(Date.now() + 60_000);
    expect(await book.resolve(hidden)).toEqual({ address: changed, alias: old });
  });
});
