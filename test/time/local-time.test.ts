import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOfDay, instantOf, localOf } from '../../src/time/local-time.ts';

const zones = [
  'Asia/Makassar',
  'Asia/Jakarta',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
];

describe('a time as a form writes it', () => {
  it('is that of the zone, whatever the server’s is', () => {
    expect(instantOf('2026-12-01T09:00', 'Asia/Makassar')?.toISOString()).toBe('2026-12-01T01:00:00.000Z');
    expect(instantOf('2026-12-01T00:30', 'Asia/Jayapura')?.toISOString()).toBe('2026-11-30T15:30:00.000Z');
    expect(localOf(new Date('2026-12-01T01:00:00Z'), 'Asia/Makassar')).toBe('2026-12-01T09:00');
  });

  it('comes back as it went, in every zone', () => {
    const minutes = fc
      .integer({ min: 0, max: 2_000_000 })
      .map((n) => new Date(Date.UTC(2026, 0, 1) + n * 60_000));
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), (at, zone) => {
        const back = instantOf(localOf(at, zone), zone);
        // Where clocks go back, one hour is shown twice.
        expect(back && localOf(back, zone)).toBe(localOf(at, zone));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it.each(['', 'besok', '2026-12-01', '2026-13-01T09:00', '2026-02-30T09:00', '2026-12-01T25:00'])(
    'is refused when it is none: %s',
    (typed) => expect(instantOf(typed, 'Asia/Makassar')).toBeNull(),
  );

  it('is refused where the clock never shows it', () => {
    expect(instantOf('2026-03-08T02:30', 'America/New_York')).toBeNull();
  });
});

describe('a day', () => {
  it('is over at midnight of its zone', () => {
    expect(endOfDay('2026-12-21', 'Asia/Makassar').toISOString()).toBe('2026-12-21T16:00:00.000Z');
    expect(() => endOfDay('2026-02-30', 'Asia/Makassar')).toThrow('no day');
  });
});
