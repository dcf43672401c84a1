import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLine } from '../../src/messaging/inbox/line.ts';
import type { Message } from '../../src/talks/message.model.ts';

const message = (id: string, place: number) =>
  ({ _id: id, receivedAt: new Date('2026-11-30T08:00:00Z'), place }) as Message;
const [a, b, c, d] = [message('a', 1), message('b', 2), message('c', 3), message('d', 4)];

/** A line whose process has looked once already, with groups of two. */
function lineAfterStart() {
  const line = createLine(2);
  line.next();
  line.found([]);
  return line;
}

describe('the line before the inbox', () => {
  it('begins with a look, for nobody knows what was left before', () => {
    const line = createLine(2);
    line.join([c]);
    expect(line.next()).toBe('look');
    line.found([a]);
    expect(line.next()).toEqual([a, c]);
    expect(line.next()).toBeNull();
  });

  it('hands out what has joined in its order, so many at once, and looks for nothing', () => {
    const line = lineAfterStart();
    line.join([a, b]);
    line.join([c]);
    expect(line.next()).toEqual([a, b]);
    expect(line.next()).toEqual([c]);
    expect(line.next()).toBeNull();
  });

  it('looks when told that something waits which never joined; what stands need not be found', () => {
    const line = lineAfterStart();
    line.join([b]);
    line.lookNext();
    expect(line.next()).toBe('look');
    expect(line.standing()).toEqual(['b']);
    line.found([a]);
    expect(line.next()).toEqual([a, b]);
    expect(line.next()).toBeNull();
  });

  it('looks again for whoever is told of while a look is under way', () => {
    const line = lineAfterStart();
    line.lookNext();
    expect(line.next()).toBe('look');
    line.lookNext();
    line.found([]);
    expect(line.next()).toBe('look');
    line.found([]);
    expect(line.next()).toBeNull();
  });

  it('looks again behind each group while a look finds all it can carry, for others may stand behind those', () => {
    const line = lineAfterStart();
    line.join([d]);
    line.lookNext();
    expect(line.next()).toBe('look');
    line.found([a, b]);
    expect(line.next()).toEqual([a, b]);
    expect(line.next()).toBe('look');
    line.found([c]);
    expect(line.next()).toEqual([c, d]);
    expect(line.next()).toBeNull();
  });

  it('hands out once what a look has found just before it joined', () => {
    const line = lineAfterStart();
    line.lookNext();
    expect(line.next()).toBe('look');
    line.found([a]);
    line.join([a, b]);
    expect(line.next()).toEqual([a, b]);
    expect(line.next()).toBeNull();
  });

  it('lets nobody overtake older messages that wait for their time', () => {
    const line = lineAfterStart();
    line.join([b]);
    line.holdBack();
    expect(line.next()).toBe('look');
    line.found([a]);
    expect(line.next()).toEqual([a, b]);
    line.holdBack();
    expect(line.next()).toBeNull();
    line.join([d]);
    expect(line.next()).toBe('look');
    line.found([c]);
    expect(line.next()).toEqual([c, d]);
  });

  it('hands out each message once, in the order they came, whoever stored it and whenever it is looked for', () => {
    const step = fc.constantFrom('stored here', 'stored elsewhere', 'told again', 'next' as const);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (steps, most) => {
        const line = createLine(most);
        const waiting: Message[] = [];
        const handedOut: string[] = [];
        let stored = 0;
        const store = () => {
          stored += 1;
          const one = message(String(stored), stored);
          waiting.push(one);
          return one;
        };
        const during = [...steps];
        const goOn = () => {
          const next = line.next();
          if (next === null) return false;
          if (next === 'look') {
            const known = new Set(line.standing());
            const found = waiting.filter(({ _id }) => !known.has(_id)).slice(0, most);
            // Something may be stored and join while the answer is on its way.
            if (during.length % 3 === 0) line.join([store()]);
            line.found(found);
            return true;
          }
          for (const one of next) {
            waiting.splice(waiting.indexOf(one), 1);
            handedOut.push(one._id);
          }
          return true;
        };
        for (let one = during.shift(); one; one = during.shift()) {
          if (one === 'stored here') line.join([store()]);
          if (one === 'stored elsewhere') {
            store();
            line.lookNext();
          }
          if (one === 'told again') line.lookNext();
          if (one === 'next') goOn();
        }
        while (goOn());
        expect(handedOut).toEqual(Array.from({ length: stored }, (_, n) => String(n + 1)));
      }),
    );
  });
});
