import type { KnownPerson, People } from './settings.ts';

/** Whom a message is from, or goes to. */
export interface Addressed {
  /** The number without plus, or `<digits>@lid`; see `Incoming.address`. */
  address: string;
  /** Their other id, where it is known. */
  alias?: string;
}

/** How soon WhatsApp is asked again for a number that it did not tell. */
const askAgainAfterMs = 15 * 60 * 1000;
/** For one that it told: people change their numbers, and somebody else is given the old one. */
const knownForMs = 24 * 60 * 60 * 1000;
/** And where the question failed. */
const failedForMs = 60 * 1000;
/** So often is asked for a number that nobody knows before its owner is answered at their lid, and may be taken for a stranger. */
const tries = 5;

const lidOf = (id: string) => /^(\d+)@lid$/.exec(id)?.[1];
const phoneOf = (id: string) => /^(\d+)@c\.us$/.exec(id)?.[1];

/** The id the library takes for an address of ours. */
export function toWid(address: string): string {
  return address.includes('@') ? address : `${address}@c.us`;
}

/** The address of an id, as far as it tells by itself. */
export function addressOf(wid: string): string {
  return phoneOf(wid) ?? wid;
}

/** Finds out who is behind an id, asking WhatsApp now and then and remembering the answer. */
export interface AddressBook {
  /**
   * @param wid `628…@c.us` or `…@lid`
   * @throws Error when its number is not known, and the question for it failed: to be called again, a few times at most
   */
  resolve(wid: string): Promise<Addressed>;
  /**
   * Whether a number is on WhatsApp: learnt at the first message to it, and only then, for asking about many is
   * what gets numbers banned. True for those who have written, and for lids.
   */
  isOnWhatsApp(address: string): Promise<boolean>;
}

/** What the book asks of WhatsApp. */
export interface Directory {
  lookUp(wid: string): Promise<{ lid?: string; pn?: string } | undefined>;
  exists(phone: string): Promise<boolean>;
}

/**
 * By which of their other ids they are told. The number they had before goes with every message of a day, for any of
 * them may be the first that is taken in; and not for longer, for it will be somebody else's.
 */
function aliasOf({ formerly }: KnownPerson, lid: string): string {
  return formerly && formerly.until.getTime() > Date.now() ? formerly.phone : lid;
}

export function openAddressBook(people: People, directory: Directory): AddressBook {
  /** When WhatsApp is asked again for the number of a lid. */
  const askAgainAt = new Map<string, number>();
  /** How many questions for a lid have failed in a row. */
  const failed = new Map<string, number>();
  /** Several messages of one person are one question. */
  const underWay = new Map<string, Promise<Addressed>>();

  async function resolveLid(lid: string): Promise<Addressed> {
    const address = `${lid}@lid`;
    const known = await people.byLid(lid);
    const before = known?.phone;
    const asStands = known ? { address: known.phone, alias: aliasOf(known, address) } : { address };
    if (Date.now() < (askAgainAt.get(lid) ?? 0)) return asStands;
    const phone = phoneOf((await ask(lid, known !== null))?.pn ?? '');
    // WhatsApp keeps some numbers to itself, and those people are answered at their lid.
    if (!phone || phone === before) return asStands;
    // The lid stays with who changes their number; who they are is known by the old one.
    const formerly = before ? { phone: before, until: new Date(Date.now() + knownForMs) } : undefined;
    const person = { phone, lid, ...(formerly ? { formerly } : {}) };
    await people.remember(person);
    return { address: phone, alias: aliasOf(person, address) };
  }

  async function ask(lid: string, isKnown: boolean): ReturnType<Directory['lookUp']> {
    const next = (inMs: number) => askAgainAt.set(lid, Date.now() + inMs);
    try {
      const found = await directory.lookUp(`${lid}@lid`);
      failed.delete(lid);
      next(found?.pn ? knownForMs : askAgainAfterMs);
      return found;
    } catch (error) {
      const times = (failed.get(lid) ?? 0) + 1;
      failed.set(lid, times);
      if (!isKnown && times < tries) throw error;
      next(failedForMs);
      return undefined;
    }
  }

  async function resolvePhone(phone: string): Promise<Addressed> {
    const known = await people.byPhone(phone);
    if (!known) await people.remember({ phone });
    return known?.lid ? { address: phone, alias: aliasOf(known, `${known.lid}@lid`) } : { address: phone };
  }

  return {
    resolve(wid) {
      const lid = lidOf(wid);
      const answer =
        underWay.get(wid) ??
        (lid ? resolveLid(lid) : resolvePhone(phoneOf(wid) ?? wid)).finally(() => underWay.delete(wid));
      underWay.set(wid, answer);
      return answer;
    },
    async isOnWhatsApp(address) {
      if (address.includes('@') || (await people.byPhone(address))) return true;
      if (!(await directory.exists(address))) return false;
      const found = await directory.lookUp(`${address}@c.us`).catch(() => undefined);
      const lid = lidOf(found?.lid ?? '');
      await people.remember({ phone: address, ...(lid ? { lid } : {}) });
      return true;
    },
  };
}
