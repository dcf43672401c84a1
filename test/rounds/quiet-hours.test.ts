import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decentHours,
  decentHoursSchema,
  decentUntil,
  isDecent,
  nextDecent,
} from '../../src/rounds/quiet-hours.ts';

const zone = 'Asia/Makassar';
/** An instant of Balangan's clock. */
const wita = (text: string) => new Date(`${text}:00+08:00`);
const zones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'Europe/Amsterdam', 'Australia/Lord_Howe'];
const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });

describe('quiet hours', () => {
  it.each([
    ['2026-12-02T06:59', false],
    ['2026-12-02T07:00', true],
    ['2026-12-02T19:59', true],
    ['2026-12-02T20:00', false],
    // 4 December 2026 is a Friday.
    ['2026-12-04T11:29', true],
    ['2026-12-04T11:30', false],
    ['2026-12-04T13:29', false],
    ['2026-12-04T13:30', true],
    ['2026-12-03T12:00', true],
  ])('at %s WITA people may be written to: %s', (at, expected) => {
    expect(isDecent(wita(at), decentHours, zone)).toBe(expected);
  });

  it.each([
    ['2026-12-02T23:15', '2026-12-03T07:00'],
    ['2026-12-04T12:00', '2026-12-04T13:30'],
    ['2026-12-03T10:00', '2026-12-03T10:00'],
  ])('what is due at %s goes out at %s', (at, expected) => {
    expect(nextDecent(wita(at), decentHours, zone)).toEqual(wita(expected));
  });

  it('are those of the zone, not of the server', () => {
    const at = new Date('2026-12-02T22:30:00Z');
    expect(isDecent(at, decentHours, 'Asia/Jakarta')).toBe(false);
    expect(isDecent(at, decentHours, 'Asia/Jayapura')).toBe(true);
  });

  it('are left at the first possible instant, also where the clocks change in between', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (at, timeZone) => {
        const next = nextDecent(at, decentHours, timeZone);
        expect(next.getTime()).toBeGreaterThanOrEqual(at.getTime());
        expect(isDecent(next, decentHours, timeZone)).toBe(true);
        expect(next.getTime() - at.getTime()).toBeLessThan(12 * 3600_000);
        if (next > at) expect(isDecent(new Date(next.getTime() - 60_000), decentHours, timeZone)).toBe(false);
        const until = decentUntil(next, decentHours, timeZone);
        expect(until && isDecent(until, decentHours, timeZone)).toBe(false);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('can be none at all, or be refused as nonsense', () => {
    expect(isDecent(wita('2026-12-02T03:00'), null, zone)).toBe(true);
    expect(decentUntil(wita('2026-12-02T03:00'), null, zone)).toBeNull();
    const refused = { from: '20:00', to: '07:00', except: [] };
    expect(decentHoursSchema.safeParse(refused).success).toBe(false);
    expect(decentHoursSchema.safeParse({ ...refused, from: '7 pagi' }).success).toBe(false);
    expect(decentHoursSchema.safeParse(decentHours).success).toBe(true);
  });
});
