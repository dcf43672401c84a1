import { describe, expect, it } from 'vitest';
import { type Link, linked, loggedOut, unlinked } from '../../src/channels/whatsapp/link-file.ts';

const at = (day: number) => new Date(Date.UTC(2026, 10, day));
const iso = (day: number) => at(day).toISOString();
const office = '6281200001111';
const first: Link = linked({}, office, at(1), at(1));
const handedOver: Link = { ...first, handedOverUntil: iso(5), behind: { 'a@lid': 7 } };

describe('what is remembered of a link', () => {
  it('begins with it: chats from before are not for the service', () => {
    expect(first).toEqual({ linkedAt: iso(1), number: office, listensSince: iso(1) });
  });

  it('goes on where the phone has ended the link and the same number is linked again', () => {
    const ended = loggedOut(handedOver, at(6));
    expect(ended).toEqual({ ...handedOver, linkedAt: undefined, loggedOutAt: iso(6) });
    expect(loggedOut(ended, at(7)).loggedOutAt).toBe(iso(6));
    expect(linked(ended, office, at(8), at(8))).toEqual({ ...handedOver, linkedAt: iso(8) });
  });

  it('begins anew with another number, or after a week; what is written is told by WhatsApp’s clock', () => {
    const ended = loggedOut(handedOver, at(6));
    for (const [number, day] of [
      ['6281299998888', 7],
      [office, 14],
    ] as const)
      expect(linked(ended, number, at(day), at(1))).toEqual({
        linkedAt: iso(day),
        number,
        listensSince: iso(1),
      });
  });

  it('begins when no link was seen last, where the process died before it could write the link down', () => {
    // WhatsApp's clock is a day behind ours.
    expect(linked(unlinked({}, at(2)), office, at(4), at(3))).toEqual({
      linkedAt: iso(4),
      number: office,
      listensSince: iso(1),
    });
    const back = linked(unlinked(loggedOut(handedOver, at(6)), at(7)), office, at(8), at(8));
    expect(back).toEqual({ ...handedOver, linkedAt: iso(8) });
  });

  it('learns the number of a link that an earlier version has made', () => {
    const older: Link = { linkedAt: iso(1), handedOverUntil: iso(5) };
    expect(linked(older, office, at(6), at(6))).toEqual({ ...older, number: office, listensSince: iso(1) });
  });
});
