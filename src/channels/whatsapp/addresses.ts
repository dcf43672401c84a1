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
/** And for one that it told: people change their numbers, and somebody else is given the old one. */
const knownForMs = 24 * 60 * 60 * 1000;

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
  /** @param wid `628…@c.us` or `…@lid` */
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
  const askedAt = new Map<string, number>();
  /** Several messages of one person are one question. */
  const underWay = new Map<string, Promise<Addressed>>();

  async function resolveLid(lid: string): Promise<Addressed> {
    const address = `${lid}@lid`;
    const known = await people.byLid(lid);
    const before = known?.phone;
    const asStands = known ? { address: known.phone, alias: aliasOf(known, address) } : { address };
    const lasts = before ? knownForMs : askAgainAfterMs;
    if (Date.now() - (askedAt.get(lid) ?? Number.NEGATIVE_INFINITY) < lasts) return asStands;
    // Best effort: WhatsApp keeps some numbers to itself, and those people are answered at their lid.
    const found = await directory.lookUp(address).catch(() => undefined);
    askedAt.set(lid, Date.now());
    const phone = phoneOf(found?.pn ?? '');
    if (!phone || phone === before) return asStands;
    // The lid stays with who changes their number; who they are is known by the old one.
    const formerly = before ? { phone: before, until: new Date(Date.now() + knownForMs) } : undefined;
    const person = { phone, lid, ...(formerly ? { formerly } : {}) };
    await people.remember(person);
    return { address: phone, alias: aliasOf(person, address) };
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
