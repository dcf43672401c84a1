import { describe, expect, it } from 'vitest';
import { createLine } from '../../src/messaging/inbox/line.ts';
import type { Message } from '../../src/talks/message.model.ts';

const message = (id: string) => ({ _id: id }) as Message;
const [a, b, c] = [message('a'), message('b'), message('c')];

/** A line whose process has looked once already. */
function lineAfterStart() {
  const line = createLine(2);
  line.next();
  return line;
}

describe('the line before the inbox', () => {
  it('begins with a look, for nobody knows what was left before', () => {
    const line = createLine(2);
    line.join([a]);
    expect(line.next()).toBe('look');
    // The look has found it.
    expect(line.next()).toBeNull();
  });

  it('hands out what has joined in its order, so many at once', () => {
    const line = lineAfterStart();
    line.join([a, b]);
    line.join([c]);
    expect(line.next()).toEqual([a, b]);
    expect(line.next()).toEqual([c]);
    expect(line.next()).toBeNull();
  });

  it('looks when told that something waits which never joined', () => {
    const line = lineAfterStart();
    line.join([a]);
    line.lookNext();
    expect(line.next()).toBe('look');
    expect(line.next()).toBeNull();
  });

  it('lets nobody overtake older messages that wait for their time', () => {
    const line = lineAfterStart();
    line.join([a]);
    expect(line.next()).toEqual([a]);
    line.join([b]);
    line.holdBack();
    expect(line.next()).toBe('look');
    line.holdBack();
    expect(line.next()).toBeNull();
    line.join([c]);
    expect(line.next()).toBe('look');
    line.join([c]);
    expect(line.next()).toEqual([c]);
  });
});
